import { describe, expect, test } from 'vitest';
import { parseCatalogConfig } from '../../src/catalog/config.ts';
import { type ListsOptions, openLists } from './lists.ts';
import { styles } from './scenario.ts';

const rule = (paging: Readonly<Record<string, unknown>>) => [{ connector: 'Lists', methods: ['List Things'], paging }];
const paged = (style: string, more: Readonly<Record<string, unknown>> = {}) => ({ ...styles[style], style, ...more });

/** Lists that names and answers do not explain, and the rule that does. */
const cases: readonly (readonly [
  what: string,
  options: Omit<ListsOptions, 'rules'>,
  rule: Record<string, unknown>,
  calls: number,
])[] = [
  ['one answer that is everything', { methods: [{ name: 'List Things' }] }, { style: 'NONE' }, 1],
  [
    'an input of another name, and a first page that is known',
    { methods: [{ name: 'List Things', paging: paged('page', { place: { parameter: 'part' }, start: 0 }) }] },
    { style: 'PAGE', input: 'parameters.part', start: 0, size: 'parameters.limit', pageSize: 3 },
    5,
  ],
  [
    'a next cursor of another name',
    {
      methods: [
        {
          name: 'List Things',
          paging: paged('cursor', { next: 'meta.resume', withoutNext: true, place: { parameter: 'resume' } }),
        },
      ],
    },
    { style: 'CURSOR', input: 'parameters.resume', next: 'meta.resume', size: 'parameters.limit', pageSize: 3 },
    3,
  ],
  [
    'a total of another name',
    { methods: [{ name: 'List Things', paging: paged('offset', { total: 'meta.found' }) }] },
    { total: 'meta.found', size: 'parameters.limit', pageSize: 3 },
    3,
  ],
  [
    'an id of another name',
    { methods: [{ name: 'List Things', paging: paged('cursor'), show: ['Name'] }] },
    { key: 'Name', size: 'parameters.limit', pageSize: 3 },
    3,
  ],
];

test.for(cases)('a rule explains %s', async ([, options, paging, calls]) => {
  await using lists = await openLists({ ...options, rules: rule(paging) });
  const read = await lists.read('List Things');
  expect(read.nodes).toHaveLength(7);
  expect(read).toMatchObject({ complete: 'YES', stopped: 'END' });
  expect(lists.calls()).toBe(calls);
});

describe('a rule that cannot be', () => {
  const wrong: readonly (readonly [Record<string, unknown>, string])[] = [
    [{}, 'says nothing'],
    [{ style: 'PAGES' }, 'style'],
    [{ style: 'PAGE', input: 'page' }, 'must be "parameters." or "fields."'],
    [{ style: 'PAGE', start: 2 }, 'start'],
    [{ style: 'PAGE', pageSize: 0 }, 'must be at least 1'],
  ];

  test.for(wrong)('is refused with its place: %j', ([paging, told]) => {
    const source = JSON.stringify({ connectors: [{ connector: 'Lists' }], rules: rule(paging) });
    expect(() => parseCatalogConfig(source, 'connectors.config.json')).toThrow(told);
  });
});
