import { describe, expect, test } from 'vitest';
import { FairQueue, type QueueLimits, type Turn } from '../../src/cyclr/fair-queue.ts';
import { GatewayError } from '../../src/errors.ts';

const limits: QueueLimits = {
  upstreamConnections: 4,
  accountCalls: 3,
  accountConnectorCalls: 2,
  waitingCalls: 20,
  accountConnectorWaitingCalls: 10,
  turnMs: 500,
  turnsOfCall: 8,
};

/** A queue with a clock of its own, and the turns that were given, in their order. */
function start(more: Partial<QueueLimits> = {}) {
  const clock = { now: 0 };
  const queue = new FairQueue({ limits: { ...limits, ...more }, now: () => clock.now });
  const given: { readonly lane: string; readonly turn: Turn }[] = [];
  const refused: unknown[] = [];
  const ask = (lane: string, { signal = new AbortController().signal, endsAt = Infinity } = {}) => {
    const [account = '', accountConnector = ''] = lane.split('.');
    return queue.take({ account, accountConnector, signal, endsAt }).then(
      (turn) => void given.push({ lane, turn }),
      (error: unknown) => void refused.push(error),
    );
  };
  const settle = () => new Promise(setImmediate);
  /** Ends the turn that was given first and has not ended. */
  const end = async (of = given[0]?.lane) => {
    const at = given.findIndex(({ lane }) => lane === of);
    given.splice(at, 1)[0]?.turn.end();
    await settle();
  };
  const lanes = () => given.map(({ lane }) => lane).join(' ');
  return { clock, queue, ask, settle, end, lanes, refused, given };
}

describe('what is on its way at the same time', () => {
  test.for([
    ['of one account connector', ['a.1', 'a.1', 'a.1', 'b.1'], 'a.1 a.1 b.1'],
    ['of one account', ['a.1', 'a.2', 'a.3', 'a.4', 'b.1'], 'a.1 a.2 a.3 b.1'],
    ['of all', ['a.1', 'b.1', 'c.1', 'd.1', 'e.1'], 'a.1 b.1 c.1 d.1'],
    ['of an account, about no account connector', ['a', 'a', 'a'], 'a a'],
  ] as const)('is limited %s', async ([, asked, given]) => {
    const { ask, settle, lanes, queue } = start();
    for (const lane of asked) void ask(lane);
    await settle();
    expect(lanes()).toBe(given);
    expect(queue.size).toEqual({ active: given.split(' ').length, waiting: asked.length - given.split(' ').length });
  });
});

describe('what waits', () => {
  test('is served in turn, by accounts and by the account connectors of each', async () => {
    const { ask, settle, end, lanes } = start({ upstreamConnections: 1 });
    for (const lane of ['x.1', 'a.1', 'a.1', 'a.1', 'a.2', 'b.1', 'c.1']) void ask(lane);
    await settle();
    const order: string[] = [];
    for (let at = 0; at < 7; at++) {
      order.push(lanes());
      await end();
    }
    expect(order.join(' ')).toBe('x.1 a.1 b.1 c.1 a.2 a.1 a.1');
  });

  test('goes past an account connector that has all it may', async () => {
    const { ask, settle, end, lanes } = start();
    for (const lane of ['a.1', 'a.1', 'b.1', 'b.2', 'a.1', 'a.1', 'a.2', 'c.1']) void ask(lane);
    await settle();
    await end('b.1');
    expect(lanes()).toBe('a.1 a.1 b.2 a.2');
    await end('b.2');
    expect(lanes()).toBe('a.1 a.1 a.2 c.1');
  });

  test('of an application that is slow is served less often', async () => {
    const { clock, ask, settle, end, lanes } = start({ upstreamConnections: 1, accountConnectorCalls: 1 });
    void ask('slow.1');
    await settle();
    clock.now = 1600;
    await end();
    for (let at = 0; at < 9; at++) void ask('fast.1');
    for (let at = 0; at < 3; at++) void ask('slow.1');
    await settle();
    const order: string[] = [];
    for (let at = 0; at < 9; at++) {
      order.push(lanes());
      await end();
    }
    expect(order.filter((lane) => lane === 'slow.1')).toHaveLength(2);
    expect(order.indexOf('slow.1')).toBe(4);
  });

  test('leaves with its reason when its request ends, and keeps no place', async () => {
    const { ask, settle, end, lanes, refused, queue } = start({ upstreamConnections: 1 });
    const left = new AbortController();
    void ask('a.1');
    void ask('a.2', { signal: left.signal });
    void ask('b.1');
    await settle();
    left.abort(new GatewayError('CLIENT_CLOSED', 'left'));
    await end();
    expect(lanes()).toBe('b.1');
    expect(refused).toMatchObject([{ code: 'CLIENT_CLOSED', unsent: 'HELD_BACK', effect: 'NONE' }]);
    await end();
    expect(queue.size).toEqual({ active: 0, waiting: 0 });
  });

  test('of one account connector is refused together', async () => {
    const { ask, settle, end, lanes, refused, queue } = start({ upstreamConnections: 1 });
    for (const lane of ['a.1', 'a.1', 'a.1', 'a.2']) void ask(lane);
    await settle();
    const error = new Error('away');
    queue.shed('a', '1', error);
    queue.shed('nobody', '1', error);
    await settle();
    expect(refused).toEqual([error, error]);
    await end();
    expect(lanes()).toBe('a.2');
  });
});

describe('what would wait in vain is refused at once', () => {
  test('past the limit of its account connector; others still wait', async () => {
    const { ask, settle, refused, queue } = start({ accountConnectorWaitingCalls: 2 });
    for (let at = 0; at < 5; at++) void ask('a.1');
    void ask('b.1');
    await settle();
    expect(queue.size).toEqual({ active: 3, waiting: 2 });
    expect(refused).toMatchObject([
      { code: 'RATE_LIMITED', effect: 'NONE', unsent: 'HELD_BACK', details: { by: 'gateway', retryAfterSeconds: 1 } },
    ]);
  });

  test('past the limit of all', async () => {
    const { ask, settle, refused, queue } = start({ upstreamConnections: 1, waitingCalls: 2 });
    for (const lane of ['a.1', 'b.1', 'c.1', 'd.1']) void ask(lane);
    await settle();
    expect(queue.size).toEqual({ active: 1, waiting: 2 });
    expect(refused).toMatchObject([{ code: 'UPSTREAM_UNAVAILABLE', retryAfterSeconds: 1 }]);
  });

  test('where its turn would come after its request has ended', async () => {
    const { clock, ask, settle, end, refused, queue } = start({ accountConnectorCalls: 1 });
    void ask('a.1');
    await settle();
    clock.now = 4000;
    await end();
    for (const endsAt of [9000, 9000, 9000, 9000]) void ask('a.1', { endsAt });
    await settle();
    // The first is on its way, two wait 4 s each, the last would wait 8 s.
    expect(queue.size).toEqual({ active: 1, waiting: 2 });
    expect(refused).toMatchObject([{ code: 'RATE_LIMITED', retryAfterSeconds: 8 }]);
  });
});

test('a turn that ends twice ends once', async () => {
  const { ask, settle, given, queue } = start();
  void ask('a.1');
  void ask('a.1');
  await settle();
  given[0]?.turn.end();
  given[0]?.turn.end();
  expect(queue.size.active).toBe(1);
});
