import { describe, expect, test } from 'vitest';
import { createExchanges, type Exchange } from '../../src/http/exchange.ts';
import { toAccountId } from '../../src/ids.ts';

const caller = { subject: null, accounts: 'all', roles: [], isRouter: false } as const;
const account = toAccountId('demo-acme') ?? expect.fail();

function exchangeOf(init: RequestInit = {}): Exchange {
  const exchanges = createExchanges({ maxUpstreamCalls: 2, makeId: () => 'made' });
  return exchanges.of(new Request('http://gateway/graphql', init));
}

describe('an exchange', () => {
  test('is one for a request, and another for an equal one', () => {
    const exchanges = createExchanges({ maxUpstreamCalls: 2 });
    const [one, other] = [new Request('http://gateway/'), new Request('http://gateway/')];
    expect(exchanges.of(one)).toBe(exchanges.of(one));
    expect(exchanges.of(other)).not.toBe(exchanges.of(one));
    expect(exchanges.of(other).id).not.toBe(exchanges.of(one).id);
  });

  test.for([
    ['a-b_c', 'a-b_c'],
    ['x'.repeat(64), 'x'.repeat(64)],
    ['x'.repeat(65), 'made'],
    ['a b', 'made'],
    ['', 'made'],
  ] as const)('that is sent the id %j has the id %s', ([given, id]) => {
    expect(exchangeOf({ headers: { 'x-request-id': given } }).id).toBe(id);
  });

  test('measures its time by the clock it is given', () => {
    let now = 5;
    const exchange = createExchanges({ maxUpstreamCalls: 1, now: () => now }).of(new Request('http://gateway/'));
    now = 12;
    expect(exchange.ms).toBe(7);
  });

  test('has no caller and no account before its caller is known', () => {
    const exchange = exchangeOf();
    expect(exchange.isAdmitted).toBe(false);
    for (const name of ['caller', 'account', 'reads', 'writes', 'endsAt'] as const) {
      expect(() => exchange[name]).toThrow('No rule has found out who calls.');
    }
    exchange.admit(caller, account);
    expect([exchange.caller, exchange.account]).toEqual([caller, account]);
    exchange.end();
  });

  test('that ends, ends the reads that are left, and not its writes', () => {
    const exchange = exchangeOf();
    exchange.admit(caller, account);
    exchange.end();
    expect(exchange.reads.reason).toMatchObject({ code: 'CLIENT_CLOSED' });
    expect(exchange.writes.aborted).toBe(false);
  });

  test('whose caller leaves ends its reads, and not its writes', () => {
    const left = new AbortController();
    const exchange = exchangeOf({ signal: left.signal });
    exchange.admit(caller, account);
    left.abort();
    expect(exchange.reads.reason).toMatchObject({ code: 'CLIENT_CLOSED' });
    expect(exchange.writes.aborted).toBe(false);
    exchange.status = 200;
    exchange.end();
    expect([exchange.status, exchange.codes]).toEqual([499, ['CLIENT_CLOSED']]);
  });

  test('whose caller has left already begins no read', () => {
    const exchange = exchangeOf({ signal: AbortSignal.abort() });
    exchange.admit(caller, account);
    expect(exchange.reads.aborted).toBe(true);
    exchange.end();
  });

  test('may make as many upstream calls as its limit, over all accounts, and tells one error of more', () => {
    const { budget } = exchangeOf();
    budget.take();
    budget.take();
    const refused = [1, 2].map(() => {
      try {
        return budget.take();
      } catch (error) {
        return error;
      }
    });
    expect(refused[0]).toMatchObject({ code: 'LIMIT_EXCEEDED', details: { limit: 2 } });
    expect(refused[1]).toBe(refused[0]);
    expect(budget.upstreamCalls).toBe(2);
  });
});
