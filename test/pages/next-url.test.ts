import { expect, test } from 'vitest';
import { newChain } from '../../src/calls/pages/chain.ts';
import { follow, type Followed, type FollowOptions } from '../../src/calls/pages/follow.ts';
import { nextLink } from '../../src/calls/pages/links.ts';
import type { Position } from '../../src/calls/pages/paging.ts';
import { aParameter } from '../connectors/listing-methods.ts';

/** Reads pages that tell these next URLs, one after the other. */
async function read(
  endPoint: string | null,
  urls: readonly string[],
): Promise<{ readonly read: Followed; readonly asked: readonly Position[] }> {
  const asked: Position[] = [];
  const options: FollowOptions = {
    facts: {
      method: { name: 'List Items', parameters: [aParameter({ targetName: 'start' })], requestFields: [], endPoint },
      rule: undefined,
    },
    endPoint,
    ask: async (position) => {
      asked.push(position);
      return { records: [{ Id: asked.length }], link: undefined, body: { next: urls[asked.length - 1] ?? null } };
    },
    first: 100,
    maxPages: 40,
    hasTimeFor: () => true,
    inTime: (page) => page,
    emptyPages: 2,
    cursorKeys: 200,
    now: () => 0,
  };
  return { read: await follow(newChain, options), asked };
}

test('a next URL is followed by its inputs alone', async () => {
  const { read: list, asked } = await read('https://app.example/items', [
    'https://app.example/items?start=7&token=t',
    '/items?start=9',
  ]);
  expect(list).toMatchObject({ complete: 'YES', stopped: 'END' });
  expect(asked.map(({ parameters }) => parameters)).toEqual([undefined, { '1': '7' }, { '1': '9' }]);
});

const elsewhere: readonly (readonly [string, string | null, readonly string[], number])[] = [
  ['than the endpoint', 'https://app.example/items', ['https://elsewhere.example/items?start=7'], 1],
  [
    'than the one before',
    '{{BaseUrl}}/items',
    ['https://app.example/i?start=7', 'https://elsewhere.example/i?start=9'],
    2,
  ],
  ['in another port', null, ['https://app.example/i?start=7', 'https://app.example:8443/i?start=9'], 2],
];

test.for(elsewhere)('a next URL on another host %s ends the list with an error', async ([, endPoint, urls, calls]) => {
  const { read: list, asked } = await read(endPoint, urls);
  expect(list).toMatchObject({
    complete: 'NO',
    stopped: 'ERROR',
    next: undefined,
    error: { code: 'UPSTREAM_INVALID' },
  });
  expect(asked).toHaveLength(calls);
});

test.for([
  ['<https://a.example/?p=2>; rel="next"', 'https://a.example/?p=2'],
  ['<https://a.example/?p=1,2>; rel=prev, </x?p=3>; title="a"; rel="next last"', '/x?p=3'],
  ['<https://a.example/>; rel="last"', undefined],
  ['', undefined],
] as const)('the header %s has the next page %s', ([header, url]) => {
  expect(nextLink(header)).toBe(url);
});
