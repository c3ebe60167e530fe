import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Page } from '../../src/calls/pages/absorb.ts';
import { type Chain, newChain } from '../../src/calls/pages/chain.ts';
import { follow, type FollowOptions, type Followed } from '../../src/calls/pages/follow.ts';
import type { Position } from '../../src/calls/pages/paging.ts';
import { GatewayError } from '../../src/errors.ts';
import { limits } from '../../src/limits.ts';
import { aParameter } from '../connectors/listing-methods.ts';

/** What an application does with one call, whatever the place. */
interface Deed {
  /** Records that others insert before the page is given: a place in the list each, from 0 to 1. */
  readonly inserts: readonly number[];
  readonly fails: boolean;
  readonly lies: boolean;
}

const lies = ['empty', 'first-again', 'border', 'half', 'other-total'] as const;

interface World {
  readonly style: string;
  readonly count: number;
  readonly size: number;
  readonly first: number;
  readonly isSorted: boolean;
  readonly tells: { readonly total: boolean; readonly more: boolean };
  readonly startsAt: 0 | 1;
  /** An application lies in one way, as often as it likes. */
  readonly lie: (typeof lies)[number];
  readonly deeds: readonly Deed[];
}

const places: Readonly<Record<string, string>> = {
  page: 'page',
  offset: 'offset',
  cursor: 'cursor',
  keyset: 'since_id',
  url: 'start',
};

interface Item {
  readonly Id: number;
}

/** A list that an application gives page by page, rightly or wrongly. */
class App {
  readonly items: Item[];
  /** Ids that were there from the beginning to the end. */
  readonly original: ReadonlySet<number>;
  readonly #world: World;
  #calls = 0;
  #next = 1000;
  #wasGap = false;

  constructor(world: World) {
    this.#world = world;
    const ids = Array.from({ length: world.count }, (_one, index) => index * 2 + 1);
    this.items = (world.isSorted ? ids : ids.map((id) => (id * 7919) % 104_729)).map((Id) => ({ Id }));
    this.original = new Set(this.items.map(({ Id }) => Id));
  }

  async ask({ parameters = {} }: Position): Promise<Page> {
    const { style, size, tells, lie, deeds } = this.#world;
    const { inserts, fails, lies: isLying } = deeds[this.#calls] ?? { inserts: [], fails: false, lies: false };
    const fault = isLying ? lie : undefined;
    this.#calls += 1;
    for (const at of inserts) this.items.splice(Math.floor(at * (this.items.length + 1)), 0, { Id: (this.#next += 1) });
    if (fails) throw new GatewayError('UPSTREAM_UNAVAILABLE', 'The application is away.');
    const place = parameters['1'];
    // Whether pages count from 0 or from 1 is seen on page 1 alone.
    const isAgain = fault === 'first-again' && !(style === 'page' && place === 1);
    // Pages that are numbered are smaller from the second on, all of them: else rows would be lost without a trace.
    const isHalf = style === 'page' ? lie === 'half' && place !== undefined : fault === 'half';
    const rows = isHalf ? Math.ceil(size / 2) : size;
    const from = isAgain || place === undefined ? 0 : this.#offset(style, Number(place), rows);
    const until = from + rows;
    const begin = fault === 'border' && from > 0 ? from - 1 : from;
    const isLast = until >= this.items.length;
    // The last page may be lost without a trace; and two empty pages are the end of a list that tells none.
    const isGap = fault === 'empty' && !isLast && !this.#wasGap;
    this.#wasGap = isGap;
    const records = isGap ? [] : this.items.slice(begin, until);
    return {
      records: records.map(({ Id }) => ({ Id })),
      link: undefined,
      body: {
        ...(tells.total && { total: this.items.length + (fault === 'other-total' ? 1 : 0) }),
        ...(tells.more && { has_more: !isLast }),
        ...(style === 'cursor' && { next_cursor: isLast ? null : String(until) }),
        ...(style === 'url' && { next: isLast ? null : `https://app.example/items?start=${until}` }),
      },
    };
  }

  #offset(style: string, place: number, size: number): number {
    if (style === 'page') return Math.max(0, place - this.#world.startsAt) * size;
    if (style === 'keyset') return this.items.findIndex(({ Id }) => Id === place) + 1;
    return place;
  }
}

function optionsOf(app: App, { style, first }: World): FollowOptions {
  const parameters = [aParameter({ targetName: places[style] ?? '' })];
  return {
    facts: { method: { name: 'List Items', parameters, requestFields: [], endPoint: null }, rule: undefined },
    endPoint: null,
    ask: (position) => app.ask(position),
    first,
    maxPages: 40,
    hasTimeFor: () => true,
    inTime: (page) => page,
    emptyPages: limits.emptyPages,
    cursorKeys: 8,
    now: () => 0,
  };
}

/** From cursor to cursor, as a client reads. A page that fails is asked for again, so often. */
async function readAll(
  world: World,
): Promise<{ readonly app: App; readonly ids: readonly number[]; readonly last: Followed | undefined }> {
  const app = new App(world);
  const ids: number[] = [];
  let place: Chain = newChain;
  for (let request = 0; request < 200; request++) {
    let read: Followed;
    try {
      read = await follow(place, optionsOf(app, world));
    } catch (error) {
      if (error instanceof GatewayError) continue;
      throw error;
    }
    ids.push(...read.nodes.map((node) => (node as unknown as Item).Id));
    if (read.next === undefined) return { app, ids, last: read };
    // A cursor is text.
    place = JSON.parse(JSON.stringify(read.next)) as Chain;
  }
  return { app, ids, last: undefined };
}

const often = (usual: boolean) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constant(!usual) });
const deed = fc.record({
  inserts: fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 3 }) },
  ),
  fails: often(false),
  lies: often(false),
});
const worlds = fc.record({
  style: fc.constantFrom(...Object.keys(places)),
  count: fc.nat(30),
  size: fc.integer({ min: 1, max: 8 }),
  first: fc.integer({ min: 1, max: 12 }),
  isSorted: fc.boolean(),
  tells: fc.record({ total: fc.boolean(), more: fc.boolean() }),
  startsAt: fc.constantFrom(0 as const, 1 as const),
  lie: fc.constantFrom(...lies),
  deeds: fc.array(deed, { maxLength: 25 }),
});

test('over any pages, faults and inserts, what is called complete misses nothing and doubles nothing', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      const { app, ids, last } = await readAll(world);
      if (last?.complete !== 'YES') return;
      const given = new Set(ids);
      const missed = [...app.original].filter((id) => !given.has(id));
      expect({ doubled: ids.length - given.size, missed }).toEqual({ doubled: 0, missed: [] });
    }),
    { numRuns: 3000, seed: 18 },
  );
});

test('an honest list is read whole from every style, and never said to be less than it is', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      const { app, ids, last } = await readAll({ ...world, lie: 'empty', deeds: [] });
      const { style, count, size, tells } = world;
      expect(ids).toEqual(app.items.map(({ Id }) => Id));
      const isProvable =
        world.isSorted &&
        (count > 0 || tells.total) &&
        (style !== 'keyset' || tells.more || tells.total || (count > size && size > 1));
      if (isProvable) expect(last).toMatchObject({ complete: 'YES', stopped: 'END' });
    }),
    { numRuns: 1000, seed: 18 },
  );
});
