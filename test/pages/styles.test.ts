import { describe, expect, test } from 'vitest';
import { openLists, readAll } from './lists.ts';
import { styles } from './scenario.ts';

const all = [1, 2, 3, 4, 5, 6, 7];
const methods = Object.entries(styles).map(([name, paging]) => ({ name: `List Things By ${name}`, paging }));
const names = methods.map(({ name }) => name);

describe('a list of seven, two by two', () => {
  test.for(names)('%s: is read to its end', async (method) => {
    await using lists = await openLists({ methods });
    const { nodes, complete, stopped, pageInfo } = await lists.read(method, 'parameters: { limit: 2 }');
    expect(nodes.map(({ Id }) => Id)).toEqual(all);
    expect({ complete, stopped, more: pageInfo.hasNextPage }).toEqual({ complete: 'YES', stopped: 'END', more: false });
  });

  test.for(names)('%s: goes on from cursors, at the borders of pages and within them', async (method) => {
    await using lists = await openLists({ methods });
    for (const first of [1, 2, 3, 6]) {
      const { ids, last } = await readAll(lists, method, first, 'parameters: { limit: 2 }');
      expect({ first, ids, complete: last.complete }).toEqual({ first, ids: all, complete: 'YES' });
    }
  });

  test.for(names)('%s: that stops at a bound is not all', async (method) => {
    await using lists = await openLists({ methods });
    const bounded = await lists.read(method, 'parameters: { limit: 2 }, first: 3');
    expect(bounded).toMatchObject({ complete: 'NO', stopped: 'LIMIT', pageInfo: { hasNextPage: true } });
    expect(bounded.nodes).toHaveLength(3);
    const paged = await lists.read(method, 'parameters: { limit: 2 }, maxPages: 1');
    expect(paged).toMatchObject({ complete: 'NO', stopped: 'LIMIT', pageInfo: { hasNextPage: true } });
    expect(paged.nodes).toHaveLength(2);
  });

  test.for(names)('%s: that is empty is proven to be', async (method) => {
    await using lists = await openLists({ methods, count: 0 });
    expect(await lists.read(method)).toMatchObject({ nodes: [], stopped: 'END' });
  });
});
