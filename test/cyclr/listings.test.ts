import { describe, expect, test } from 'vitest';
import type { ListedMethod } from '../../src/connectors/method.ts';
import type { CallScope, ConnectorRelease, Cyclr, MethodListing } from '../../src/cyclr/cyclr.ts';
import { createListings } from '../../src/cyclr/listings.ts';
import { GatewayError } from '../../src/errors.ts';
import type { AccountId, MethodId } from '../../src/ids.ts';

const method = (name: string): ListedMethod => ({
  id: '1' as MethodId,
  uniqueIdentifier: null,
  name,
  description: null,
  category: null,
  methodType: 'Action',
  endPoint: null,
  warning: null,
  parameters: [],
  requestFields: [],
  responseFields: [],
});
const release: ConnectorRelease = { name: 'CRM', version: null };

/** A Cyclr that answers when told to, and counts. */
function createUpstream() {
  const asked: string[] = [];
  const pending: PromiseWithResolvers<MethodListing>[] = [];
  const cyclr: Pick<Cyclr, 'methods'> = {
    methods: ({ account }) => {
      asked.push(account);
      const answer = Promise.withResolvers<MethodListing>();
      pending.push(answer);
      return answer.promise;
    },
  };
  const answer = (name: string) => pending.shift()?.resolve({ methods: [method(name)], skipped: [], digest: name });
  const fail = () => pending.shift()?.reject(new GatewayError('UPSTREAM_UNAVAILABLE', 'away'));
  return { cyclr, asked, answer, fail };
}

function scope(account = 'a', signal = new AbortController().signal): CallScope {
  return { account: account as AccountId, requestId: 'r', signal, endsAt: Infinity };
}

function setUp(options: { readonly maxInputs?: number } = {}) {
  const upstream = createUpstream();
  const clock = { now: 0 };
  const listings = createListings({
    cyclr: upstream.cyclr,
    ttlMs: 1000,
    deadlineMs: 60_000,
    maxInputs: options.maxInputs ?? 100,
    pauseMs: 0,
    now: () => clock.now,
  });
  return { ...upstream, listings, clock };
}

const names = (listing: { readonly methods: readonly ListedMethod[] }) => listing.methods.map(({ name }) => name);

describe('a listing', () => {
  test('is read once for all who wait, and kept', async () => {
    const { listings, asked, answer } = setUp();
    const waiting = Promise.all([listings.of(scope(), release), listings.of(scope(), release)]);
    answer('one');
    const [first, second] = await waiting;
    expect(first).toBe(second);
    expect(await listings.of(scope(), release)).toBe(first);
    expect(asked).toEqual(['a']);
  });

  test('goes on being read when one who waits leaves', async () => {
    const { listings, answer } = setUp();
    const leaving = new AbortController();
    const left = listings.of(scope('a', leaving.signal), release);
    const stays = listings.of(scope(), release);
    leaving.abort(new GatewayError('TIMEOUT', 'left'));
    await expect(left).rejects.toMatchObject({ message: 'left' });
    answer('one');
    expect(names(await stays)).toEqual(['one']);
  });

  test('is served stale while it is read again, and also when that fails', async () => {
    const { listings, clock, asked, answer, fail } = setUp();
    const first = listings.of(scope(), release);
    answer('one');
    await first;
    clock.now = 1001;
    expect(names(await listings.of(scope(), release))).toEqual(['one']);
    fail();
    await expect.poll(async () => (await listings.of(scope(), release), asked.length)).toBe(2);
    clock.now = 2002;
    expect(names(await listings.of(scope(), release))).toEqual(['one']);
    await expect.poll(() => asked.length).toBe(3);
    answer('two');
    await expect.poll(async () => names(await listings.of(scope(), release))).toEqual(['two']);
  });

  test('that cannot be read is asked for again the next time', async () => {
    const { listings, asked, answer, fail } = setUp();
    const first = listings.of(scope(), release);
    fail();
    await expect(first).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    const second = listings.of(scope(), release);
    answer('one');
    expect(names(await second)).toEqual(['one']);
    expect(asked).toHaveLength(2);
  });

  test('found stale is read once for all who found it so', async () => {
    const { listings, asked, answer } = setUp();
    const first = listings.of(scope(), release);
    answer('one');
    const stale = await first;
    const newer = [listings.newerThan(stale, scope(), release), listings.newerThan(stale, scope(), release)];
    await expect.poll(() => asked.length).toBe(2);
    answer('two');
    expect((await Promise.all(newer)).map(names)).toEqual([['two'], ['two']]);
    expect(names(await listings.newerThan(stale, scope(), release))).toEqual(['two']);
    expect(asked).toHaveLength(2);
  });

  test('of one account is never another’s, even while both are read', async () => {
    const { listings, asked, answer } = setUp();
    const both = Promise.all([listings.of(scope('a'), release), listings.of(scope('b'), release)]);
    answer('of a');
    answer('of b');
    expect((await both).map(names)).toEqual([['of a'], ['of b']]);
    expect(asked).toEqual(['a', 'b']);
  });

  test('that is the same for two accounts takes memory once', async () => {
    const { listings, answer } = setUp();
    const both = Promise.all([listings.of(scope('a'), release), listings.of(scope('b'), release)]);
    answer('same');
    answer('same');
    const [a, b] = await both;
    expect(a).toBe(b);
  });

  test('is let go when there are too many', async () => {
    const { listings, asked, answer } = setUp({ maxInputs: 2 });
    for (const account of ['a', 'b', 'c', 'a']) {
      const listing = listings.of(scope(account), release);
      answer(account);
      await listing;
    }
    expect(asked).toEqual(['a', 'b', 'c', 'a']);
  });
});
