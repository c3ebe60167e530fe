import { describe, expect, test } from 'vitest';
import { type Lists, openLists, readAll } from './lists.ts';
import { type ListMethod, styles } from './scenario.ts';

const all = [1, 2, 3, 4, 5, 6, 7];
const limit = 'parameters: { limit: 2 }';
const lies = ['ignored', 'repeats', 'shrinks', 'loops', 'total-changes', 'gap'];
const methods: readonly ListMethod[] = Object.entries(styles)
  .flatMap(([style, paging]) =>
    lies.map((lie) => ({
      name: `${style} ${lie}`,
      paging: { ...paging, lies: [lie], ...(lie === 'total-changes' && { total: 'total' }) },
    })),
  )
  .map((method) => ({ ...method, name: `List Things By ${method.name}` }));

test.for(lies)('an application whose pages lie (%s) is never said to have given all, unless it has', async (lie) => {
  await using lists = await openLists({ methods });
  for (const style of Object.keys(styles)) {
    for (const first of [3, 1000]) {
      const { ids, last } = await readAll(lists, `List Things By ${style} ${lie}`, first, limit);
      const isAll = JSON.stringify(ids) === JSON.stringify(all);
      const said = { style, first, doubled: ids.length - new Set(ids).size, complete: last.complete };
      expect(said).toEqual({
        style,
        first,
        doubled: 0,
        complete: isAll ? expect.any(String) : expect.not.stringMatching('YES'),
      });
    }
  }
});

const told: readonly (readonly [method: string, stopped: string, complete: string, reason: string])[] = [
  ['page ignored', 'LOOP', 'UNKNOWN', 'The same page came again'],
  ['cursor ignored', 'LOOP', 'UNKNOWN', 'The same page came again'],
  ['records-url ignored', 'LOOP', 'NO', '7 records; 2 were given'],
  ['offset repeats', 'CHANGED', 'UNKNOWN', 'changed while it was read'],
  ['cursor repeats', 'CHANGED', 'UNKNOWN', 'changed while it was read'],
  ['offset loops', 'LOOP', 'UNKNOWN', 'The same page came again'],
  ['cursor loops', 'LOOP', 'UNKNOWN', 'The same page came again'],
  ['page shrinks', 'CHANGED', 'UNKNOWN', 'changed while it was read'],
  ['cursor shrinks', 'END', 'YES', 'no further page'],
  ['page total-changes', 'CHANGED', 'NO', '12 records'],
  ['cursor gap', 'END', 'UNKNOWN', 'empty page'],
  ['page gap', 'END', 'UNKNOWN', 'empty page'],
  ['records-url gap', 'END', 'NO', '7 records; 5 were given'],
];

test.for(told)('%s: stopped is %s, complete is %s', async ([method, stopped, complete, reason]) => {
  await using lists = await openLists({ methods });
  const read = await lists.read(`List Things By ${method}`, limit);
  expect(read).toMatchObject({ stopped, reason: expect.stringContaining(reason) as string });
  expect(read.complete).toBe(complete);
});

describe('a list that changes while it is read', () => {
  const insert = (lists: Lists) =>
    lists.ask(
      'mutation { callConnectorMethod(accountConnectorId: 1, method: "Create Thing", fields: { Name: "New" }) }',
    );

  test('behind the place gives what is new', async () => {
    await using lists = await openLists({
      methods: [{ name: 'List Things', paging: { ...styles['offset'], style: 'offset', total: 'total' } }],
    });
    const first = await lists.read('List Things', `${limit} first: 4`);
    await insert(lists);
    const rest = await lists.read('List Things', `${limit} after: ${JSON.stringify(first.pageInfo.endCursor)}`);
    expect(rest.nodes.map(({ Id }) => Id)).toEqual([5, 6, 7, 1001]);
    expect(rest).toMatchObject({ complete: 'UNKNOWN', stopped: 'CHANGED' });
  });
});

describe('what nobody can tell is UNKNOWN', () => {
  const unknown: readonly (readonly [string, ListMethod])[] = [
    ['a list without any sign of pages', { name: 'List Things' }],
    [
      'pages whose inputs are hidden',
      { name: 'List Things', paging: { ...styles['page'], style: 'page' }, hidden: ['page', 'limit'] },
    ],
    [
      'records without ids',
      { name: 'List Things', paging: { ...styles['page'], style: 'page', pageSize: 2 }, show: ['Name'] },
    ],
    [
      'a cursor without a place in the answer',
      { name: 'List Things', paging: { ...styles['cursor'], style: 'cursor', withoutNext: true } },
    ],
  ];

  test.for(unknown)('%s', async ([, method]) => {
    await using lists = await openLists({ methods: [method] });
    expect(await lists.read('List Things')).toMatchObject({ complete: 'UNKNOWN', stopped: 'END' });
  });

  test('a total that is as large as the one page proves nothing', async () => {
    const body = { items: [{ Id: 1 }, { Id: 2 }], total: 2 };
    await using lists = await openLists({ methods: [{ name: 'List Things', answer: { kind: 'canned', body } }] });
    expect(await lists.read('List Things')).toMatchObject({ complete: 'UNKNOWN', total: 2 });
  });

  test('more that cannot be asked for is NO', async () => {
    const body = { items: [{ Id: 1 }], has_more: true };
    await using lists = await openLists({ methods: [{ name: 'List Things', answer: { kind: 'canned', body } }] });
    expect(await lists.read('List Things')).toMatchObject({
      complete: 'NO',
      stopped: 'END',
      pageInfo: { hasNextPage: false },
    });
  });

  test('reading that begins behind the first record is NO', async () => {
    await using lists = await openLists({
      methods: [{ name: 'List Things', paging: { ...styles['offset'], style: 'offset' } }],
    });
    const read = await lists.read('List Things', 'parameters: { limit: 2, offset: 3 }');
    expect(read.nodes.map(({ Id }) => Id)).toEqual([4, 5, 6, 7]);
    expect(read).toMatchObject({ complete: 'NO', stopped: 'END' });
  });
});
