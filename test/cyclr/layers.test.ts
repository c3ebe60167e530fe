import { noRules } from '../../src/connectors/method-rules.ts';
import { expect, test } from 'vitest';
import { Answer } from '../../src/cyclr/answer.ts';
import { authorised } from '../../src/cyclr/layers/authorised.ts';
import { retried } from '../../src/cyclr/layers/retried.ts';
import type { Token, Tokens } from '../../src/cyclr/token.ts';
import type { CyclrRequest, Send } from '../../src/cyclr/send.ts';
import { GatewayError } from '../../src/errors.ts';
import type { AccountId } from '../../src/ids.ts';
import { Secret } from '../../src/secret.ts';

const request: CyclrRequest = {
  method: 'GET',
  path: '/v1.0/account/connectors',
  account: 'demo-acme' as AccountId,
  about: {},
  rules: noRules,
  repeatable: true,
  reachesApp: true,
  endsAt: Infinity,
  signal: new AbortController().signal,
  requestId: 'test',
};
const answer = (status: number) => new Answer(status, {}, Buffer.alloc(0));
const anyNumber = { first: () => {}, take: () => true };
const away = () => new GatewayError('UPSTREAM_UNAVAILABLE', 'away');

function failing(times: number, error: () => Error = away): { readonly send: Send; readonly tries: () => number } {
  let tries = 0;
  return {
    send: async () => {
      tries += 1;
      if (tries <= times) throw error();
      return answer(200);
    },
    tries: () => tries,
  };
}

test('retried: a repeatable request is sent again while Cyclr is away', async () => {
  const { send, tries } = failing(2);
  await expect(retried({ tries: 3, budget: anyNumber, delayMs: () => 0 })(send)(request)).resolves.toMatchObject({
    status: 200,
  });
  expect(tries()).toBe(3);
});

test('retried: no more often than it says', async () => {
  const { send, tries } = failing(3);
  await expect(retried({ tries: 3, budget: anyNumber, delayMs: () => 0 })(send)(request)).rejects.toMatchObject({
    code: 'UPSTREAM_UNAVAILABLE',
  });
  expect(tries()).toBe(3);
});

test('retried: a write is never sent again, and neither is a read that was refused', async () => {
  for (const [asked, error] of [
    [{ ...request, repeatable: false }, away],
    [request, () => new GatewayError('THIRD_PARTY_ERROR', 'no')],
  ] as const) {
    const { send, tries } = failing(1, error);
    await expect(retried({ tries: 3, budget: anyNumber, delayMs: () => 0 })(send)(asked)).rejects.toThrow();
    expect(tries()).toBe(1);
  }
});

test('retried: giving up ends the wait, with the failure that was waited for', async () => {
  const controller = new AbortController();
  const { send } = failing(1);
  const waiting = retried({ tries: 3, budget: anyNumber, delayMs: () => 2 ** 30 })(send)({
    ...request,
    signal: controller.signal,
  });
  controller.abort(new GatewayError('TIMEOUT', 'deadline'));
  await expect(waiting).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
});

function tokensOf(...values: string[]) {
  const forgotten: string[] = [];
  const tokens: Tokens = {
    has: () => true,
    of: async () => ({ value: new Secret(values[forgotten.length] ?? ''), renewAt: 0, endsAt: 0 }),
    forget: (_account: AccountId, token: Token) => void forgotten.push(token.value.reveal()),
    check: async () => undefined,
    [Symbol.asyncDispose]: async () => undefined,
  };
  return { tokens, forgotten };
}

test('authorised: sends the token and the account', async () => {
  const { tokens } = tokensOf('one');
  let sent: CyclrRequest | undefined;
  await authorised({ tokens })(async (seen) => {
    sent = seen;
    return answer(200);
  })(request);
  expect(sent?.headers).toEqual({ authorization: 'Bearer one', 'x-cyclr-account': 'demo-acme' });
});

test('authorised: a 401 forgets the token and tries once more, and only once', async () => {
  const { tokens, forgotten } = tokensOf('one', 'two');
  const seen: unknown[] = [];
  const response = await authorised({ tokens })(async ({ headers }) => {
    seen.push(headers?.['authorization']);
    return answer(401);
  })(request);
  expect(seen).toEqual(['Bearer one', 'Bearer two']);
  expect(forgotten).toEqual(['one']);
  expect(response.status).toBe(401);
});

test.for([
  [true, 'the application of a call', 60_000],
  [false, "Cyclr's own endpoints", 1000],
] as const)(
  'authorised: where a fresh token is refused too (by the application: %s), no 401 of %s costs a token for %i ms',
  async ([reachesApp, , pauseMs]) => {
    const { tokens, forgotten } = tokensOf('one', 'two', 'three');
    let now = 0;
    const send = authorised({ tokens, now: () => now })(async () => answer(401));
    for (const [at, expected] of [
      [0, 1],
      [pauseMs - 1, 1],
      [pauseMs, 2],
    ] as const) {
      now = at;
      await send({ ...request, reachesApp });
      expect(forgotten).toHaveLength(expected);
    }
  },
);
