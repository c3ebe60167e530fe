import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { noRules } from '../../src/connectors/method-rules.ts';
import { Answer } from '../../src/cyclr/answer.ts';
import { createBreakers } from '../../src/cyclr/breakers.ts';
import { paused } from '../../src/cyclr/layers/paused.ts';
import { retried } from '../../src/cyclr/layers/retried.ts';
import { createRetryBudget } from '../../src/cyclr/retry-budget.ts';
import type { CyclrRequest } from '../../src/cyclr/send.ts';
import { GatewayError, type GatewayErrorOptions } from '../../src/errors.ts';
import type { AccountConnectorId, AccountId } from '../../src/ids.ts';
import { limits } from '../../src/limits.ts';

const well = async () => new Answer(200, {}, Buffer.alloc(0));

function requestOf(account: string, accountConnectorId?: string, more: Partial<CyclrRequest> = {}): CyclrRequest {
  return {
    method: 'GET',
    path: '/',
    account: account as AccountId,
    about: { accountConnectorId: accountConnectorId as AccountConnectorId | undefined },
    rules: noRules,
    repeatable: true,
    reachesApp: accountConnectorId !== undefined,
    endsAt: Infinity,
    signal: new AbortController().signal,
    requestId: 'test',
    ...more,
  };
}

const failing =
  (code: ConstructorParameters<typeof GatewayError>[0], options: GatewayErrorOptions = { effect: 'UNKNOWN' }) =>
  async () => {
    throw new GatewayError(code, 'It failed.', options);
  };

const hung = failing('TIMEOUT');
const unreachable = failing('UPSTREAM_UNAVAILABLE', { unsent: 'NOT_CONNECTED' });

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

/** Fails so often that the breaker is as full as it gets without opening, or opens. */
async function fail(run: () => Promise<unknown>, times = limits.breakerFailures): Promise<void> {
  for (let at = 0; at < times; at++) await run().catch(() => {});
}

const held = { code: 'UPSTREAM_UNAVAILABLE', unsent: 'HELD_BACK', effect: 'NONE', retryAfterSeconds: 1 };

describe('the breaker of an account connector', () => {
  const asked = requestOf('a', '1');

  test('opens when calls fail one after the other, and no earlier', async () => {
    const changes: unknown[] = [];
    const breakers = createBreakers({ onChange: (subject, state) => changes.push([subject, state]) });
    await fail(() => breakers.run(asked, hung), limits.breakerFailures - 1);
    await breakers.run(asked, well);
    await fail(() => breakers.run(asked, hung), limits.breakerFailures - 1);
    expect(breakers.states()).toEqual({ cyclr: 'CLOSED', accountConnectors: 0 });
    await fail(() => breakers.run(asked, hung), 1);
    expect(breakers.states()).toEqual({ cyclr: 'CLOSED', accountConnectors: 1 });
    await expect(breakers.run(asked, () => expect.fail('sent'))).rejects.toMatchObject(held);
    expect(changes).toEqual([[{ account: 'a', accountConnectorId: '1' }, 'OPEN']]);
  });

  test('holds no other account connector back, and no other account', async () => {
    const breakers = createBreakers();
    await fail(() => breakers.run(asked, hung));
    for (const other of [requestOf('a', '2'), requestOf('b', '1'), requestOf('a')]) {
      await expect(breakers.run(other, well)).resolves.toMatchObject({ status: 200 });
    }
  });

  test('lets one through after a moment, and refuses the others until it is answered', async () => {
    const breakers = createBreakers();
    await fail(() => breakers.run(asked, hung));
    vi.advanceTimersByTime(limits.breakerOpenMs - 1);
    await expect(breakers.run(asked, well)).rejects.toMatchObject(held);
    vi.advanceTimersByTime(1);
    const gate = Promise.withResolvers<Answer>();
    const probe = breakers.run(asked, () => gate.promise);
    await expect(breakers.run(asked, well)).rejects.toMatchObject(held);
    gate.resolve(await well());
    await probe;
    await expect(breakers.run(asked, well)).resolves.toMatchObject({ status: 200 });
  });

  test.for([
    ['fails again', hung],
    ['was left by its caller', failing('CLIENT_CLOSED', { effect: 'UNKNOWN' })],
  ] as const)('stays open when the one that is let through %s', async ([, probe]) => {
    const breakers = createBreakers();
    await fail(() => breakers.run(asked, hung));
    vi.advanceTimersByTime(limits.breakerOpenMs);
    await fail(() => breakers.run(asked, probe), 1);
    await expect(breakers.run(asked, well)).rejects.toMatchObject(held);
  });

  test.for([
    ['what the app refuses', failing('THIRD_PARTY_ERROR', { details: { status: 422 }, effect: 'REFUSED' }), 0],
    ['what it fails at', failing('THIRD_PARTY_ERROR', { details: { status: 500 }, effect: 'UNKNOWN' }), 0],
    ['an app that is closed', failing('THIRD_PARTY_ERROR', { details: { status: 503 }, effect: 'UNKNOWN' }), 1],
    ['what is wrong in the call', failing('BAD_USER_INPUT'), 0],
    ['what was held back', failing('UPSTREAM_UNAVAILABLE', { unsent: 'HELD_BACK' }), 0],
    ['a rate limit', failing('RATE_LIMITED'), 0],
    ['a connection that breaks', failing('UPSTREAM_UNAVAILABLE'), 1],
  ] as const)('counts, or does not count, %s', async ([, send, open]) => {
    const breakers = createBreakers();
    await fail(() => breakers.run(asked, send), 20);
    expect(breakers.states()).toEqual({ cyclr: 'CLOSED', accountConnectors: open });
  });

  test('opens once for calls that were sent together, and all of them get their own failure', async () => {
    const breakers = createBreakers();
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => breakers.run(asked, hung)));
    expect(outcomes.map((one) => (one.status === 'rejected' ? (one.reason as GatewayError).code : one))).toEqual(
      Array.from({ length: 20 }, () => 'TIMEOUT'),
    );
    expect(breakers.states().accountConnectors).toBe(1);
  });
});

describe('the breaker of Cyclr', () => {
  test('opens when no connection can be made, and holds everybody back', async () => {
    const breakers = createBreakers();
    await fail(() => breakers.run(requestOf('a', '1'), unreachable));
    expect(breakers.states()).toEqual({ cyclr: 'OPEN', accountConnectors: 0 });
    await expect(breakers.run(requestOf('b', '2'), well)).rejects.toMatchObject(held);
    vi.advanceTimersByTime(limits.breakerOpenMs);
    await expect(breakers.run(requestOf('b', '2'), well)).resolves.toMatchObject({ status: 200 });
    expect(breakers.states().cyclr).toBe('CLOSED');
  });

  test.for([
    ['Cyclr', requestOf('a'), unreachable],
    ['an account', requestOf('a'), hung],
  ] as const)('lets through what somebody waits for, and not what nobody does: %s', async ([, asked, failure]) => {
    const breakers = createBreakers();
    await fail(() => breakers.run(asked, failure));
    vi.advanceTimersByTime(limits.breakerOpenMs);
    const background = { ...asked, isBackground: true };
    await expect(breakers.run(background, () => expect.fail('sent'))).rejects.toMatchObject(held);
    await expect(breakers.run(asked, well)).resolves.toMatchObject({ status: 200 });
    await expect(breakers.run(background, well)).resolves.toMatchObject({ status: 200 });
  });

  test('opens when its own endpoints fail for one account after the other, and not for one alone', async () => {
    const away = failing('UPSTREAM_UNAVAILABLE', {});
    const one = createBreakers();
    await fail(() => one.run(requestOf('a'), away), 50);
    expect(one.states()).toEqual({ cyclr: 'CLOSED', accountConnectors: 1 });

    const several = createBreakers();
    let at = 0;
    await fail(() => several.run(requestOf(`account-${(at += 1)}`), away));
    expect(several.states().cyclr).toBe('OPEN');
  });

  test('does not open for applications that hang, however many', async () => {
    const breakers = createBreakers();
    let at = 0;
    await fail(() => breakers.run(requestOf('a', String((at += 1))), hung), 200);
    expect(breakers.states()).toEqual({ cyclr: 'CLOSED', accountConnectors: 0 });
  });
});

describe('a pause', () => {
  const limited = (by: string, retryAfterSeconds?: number) =>
    failing('RATE_LIMITED', { details: { by }, retryAfterSeconds, effect: 'REFUSED' });

  test.for([
    ['third-party app', 30, '1', false],
    ['third-party app', 30, '2', true],
    ['third-party app', undefined, '1', true],
    ['Cyclr', 30, '2', false],
    ['gateway', 30, '2', true],
  ] as const)('of %s, for %j s: account connector %s goes on: %j', async ([by, seconds, id, goesOn]) => {
    const send = vi.fn<() => Promise<Answer>>(limited(by, seconds));
    const layer = paused()(() => send());
    await expect(layer(requestOf('a', '1'))).rejects.toMatchObject({ code: 'RATE_LIMITED', unsent: undefined });
    send.mockImplementation(well);
    const next = layer(requestOf('a', id));
    if (goesOn) await expect(next).resolves.toMatchObject({ status: 200 });
    else {
      await expect(next).rejects.toMatchObject({
        code: 'RATE_LIMITED',
        unsent: 'HELD_BACK',
        effect: 'NONE',
        details: { by },
      });
    }
    await expect(layer(requestOf('b', '1'))).resolves.toMatchObject({ status: 200 });
  });

  test('ends when it was said to, at the longest after its limit', async () => {
    for (const [seconds, longest] of [
      [30, 30_000],
      [86_400, limits.pauseMs],
    ] as const) {
      const send = vi.fn<() => Promise<Answer>>(limited('third-party app', seconds));
      const layer = paused()(() => send());
      await layer(requestOf('a', '1')).catch(() => {});
      send.mockImplementation(well);
      vi.advanceTimersByTime(longest - 1);
      await expect(layer(requestOf('a', '1'))).rejects.toMatchObject({ retryAfterSeconds: 1 });
      vi.advanceTimersByTime(1);
      await expect(layer(requestOf('a', '1'))).resolves.toMatchObject({ status: 200 });
    }
  });
});

describe('a further try', () => {
  const triesOf = async (request: CyclrRequest, send: () => Promise<Answer>, budget = createRetryBudget()) => {
    let tries = 0;
    await retried({ tries: 3, budget, delayMs: () => 0 })(() => {
      tries += 1;
      return send();
    })(request).catch(() => {});
    return tries;
  };
  const write = { repeatable: false };

  test.for([
    ['a read, after a connection that broke', {}, failing('UPSTREAM_UNAVAILABLE'), 3],
    ['a read that the gateway held back', {}, failing('UPSTREAM_UNAVAILABLE', { unsent: 'HELD_BACK' }), 1],
    ['a read, limited without a time', {}, failing('RATE_LIMITED'), 1],
    ['a read, limited for longer than its request lasts', {}, failing('RATE_LIMITED', { retryAfterSeconds: 3600 }), 1],
    ['a write for which no connection was made', write, unreachable, 3],
    ['a write that may have been applied', write, failing('UPSTREAM_UNAVAILABLE'), 1],
    ['a write that was held back', write, failing('UPSTREAM_UNAVAILABLE', { unsent: 'HELD_BACK' }), 1],
    ['a write that the app limits', write, failing('RATE_LIMITED', { retryAfterSeconds: 0, effect: 'REFUSED' }), 1],
    ['a write that Cyclr limits', write, failing('RATE_LIMITED', { retryAfterSeconds: 0 }), 3],
    ['a write that Cyclr fails at', write, failing('UPSTREAM_UNAVAILABLE', { effect: 'UNKNOWN' }), 1],
    ['a write that took too long', write, hung, 1],
  ] as const)('of %s', async ([, more, send, tries]) => {
    expect(await triesOf(requestOf('a', '1', { endsAt: Date.now() + 30_000, ...more }), send)).toBe(tries);
  });

  test('stays a tenth of what is asked, of an account connector and of all', async () => {
    const budget = createRetryBudget();
    const outage = async (count: number, key: (at: number) => string) => {
      let tries = 0;
      for (let at = 0; at < count; at++)
        tries += await triesOf(requestOf('a', key(at)), failing('UPSTREAM_UNAVAILABLE'), budget);
      return tries;
    };
    expect(await outage(1000, () => '1')).toBe(1100);
    // Spread over account connectors it is a tenth of all of them together.
    expect(await outage(1000, String)).toBe(1100);
  });

  test('is there for the few in any case, and again in the next window', async () => {
    const budget = createRetryBudget();
    const take = () => Array.from({ length: 20 }, () => budget.take('a')).filter(Boolean).length;
    expect(take()).toBe(limits.retriesAnyway);
    vi.advanceTimersByTime(limits.retryWindowMs - 1);
    expect(take()).toBe(0);
    vi.advanceTimersByTime(1);
    expect(take()).toBe(limits.retriesAnyway);
  });
});
