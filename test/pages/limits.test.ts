import { expect, test } from 'vitest';
import { type Chain, newChain } from '../../src/calls/pages/chain.ts';
import { follow, type FollowOptions } from '../../src/calls/pages/follow.ts';
import { limits } from '../../src/limits.ts';
import { aParameter } from '../connectors/listing-methods.ts';

/** A method whose pages are given by number, or by token where the pages tell one. */
function optionsOf(place: string, pages: readonly (readonly number[])[], first: number): FollowOptions {
  const isToken = place === 'cursor';
  return {
    facts: {
      method: {
        name: 'List Items',
        parameters: [aParameter({ targetName: place })],
        requestFields: [],
        endPoint: null,
      },
      rule: undefined,
    },
    endPoint: null,
    ask: async ({ parameters = {} }) => {
      const at = Math.max(0, Number(parameters['1'] ?? (isToken ? 0 : 1)) - (isToken ? 0 : 1));
      const next = at + 1 < pages.length ? `${at + 1}` : null;
      return {
        records: (pages[at] ?? []).map((Id) => ({ Id })),
        link: undefined,
        body: isToken ? { next_cursor: next } : { page: at + 1 },
      };
    },
    first,
    maxPages: 40,
    hasTimeFor: () => true,
    inTime: (page) => page,
    emptyPages: limits.emptyPages,
    cursorKeys: limits.cursorKeys,
    now: () => 0,
  };
}

test.for([
  [limits.emptyPages - 1, [1, 2, 3]],
  [limits.emptyPages, [1, 2]],
] as const)('%i empty pages in a row: %j are given', async ([gap, given]) => {
  const pages = [[1, 2], ...Array.from({ length: gap }, () => []), [3]];
  const { nodes } = await follow(newChain, optionsOf('page', pages, 100));
  expect(nodes).toEqual(given.map((Id) => ({ Id })));
});

test.for([
  [limits.cursorKeys, 'YES'],
  [limits.cursorKeys + 1, 'UNKNOWN'],
] as const)('a cursor behind %i records in no order: complete is %s', async ([count, complete]) => {
  const pages = Array.from({ length: count + 1 }, (_one, index) => [(index * 7919) % 104_729]);
  const place = { ...(await followOn(newChain, pages, count)) };
  const { nodes, ...last } = await follow(place, optionsOf('cursor', pages, 10));
  expect({ given: nodes.length, complete: last.complete }).toEqual({ given: 1, complete });
});

/** The place behind so many records, as a cursor carries it at last. */
async function followOn(start: Chain, pages: readonly (readonly number[])[], count: number): Promise<Chain> {
  let place = start;
  while (place.given < count) {
    const { next } = await follow(place, optionsOf('cursor', pages, count - place.given));
    place = JSON.parse(JSON.stringify(next)) as Chain;
  }
  return place;
}
