import { describe, expect, test } from 'vitest';
import { createCompletions } from '../../src/calls/ledger/completions.ts';
import { createKeyedCalls } from '../../src/calls/ledger/keyed.ts';
import { createLedger } from '../../src/calls/ledger/ledger.ts';
import { createMemoryStore } from '../../src/calls/ledger/memory.ts';
import type { EntryStore } from '../../src/calls/ledger/store.ts';
import type { PlannedCall } from '../../src/calls/plan.ts';
import { createResolver } from '../../src/calls/reconcile/resolver.ts';
import type { SendCall } from '../../src/calls/send.ts';
import { noRules } from '../../src/connectors/method-rules.ts';
import { Answer } from '../../src/cyclr/answer.ts';
import { toAccountConnectorId, toMethodId } from '../../src/ids.ts';
import { limits } from '../../src/limits.ts';
import { idOf } from './ledger-model.ts';

const planned: PlannedCall = {
  accountConnectorId: toAccountConnectorId('1') ?? expect.fail(),
  method: toMethodId('2') ?? expect.fail(),
  inputs: { Parameters: {}, Fields: {}, Mergefields: {} },
  body: undefined,
  hasOwnBody: false,
  fields: [],
  kind: 'WRITE',
  rules: noRules,
  known: undefined,
};
const keyed = { key: 'k', digest: 'd', call: { accountConnectorId: planned.accountConnectorId, method: '2' } };
const answer = new Answer(201, { 'content-type': 'application/json' }, Buffer.from('{"Id":1}'));
const requestMs = 30_000;

/** Several gateways on one store, each a request whose time begins now. */
function createPlace() {
  let now = 0;
  let away = false;
  let isLosing = false;
  let isSilent = false;
  const memory = createMemoryStore({ now: () => now });
  const broken = () => Promise.reject(new Error('away'));
  const silent = () => new Promise<never>(() => {});
  const store: EntryStore = {
    ...memory,
    read: (id) => (isSilent ? silent() : away ? broken() : memory.read(id)),
    async swap(...args) {
      if (isSilent) return silent();
      const swapped = await (away ? broken() : memory.swap(...args));
      if (!isLosing) return swapped;
      isLosing = false;
      return broken();
    },
  };
  const ledger = createLedger({ store });
  const faults: unknown[] = [];
  // Waits a turn of the event loop, whatever time it is.
  const completions = createCompletions({ onFault: (cause) => faults.push(cause), delayMs: () => 0 });
  let sent = 0;
  /** A call that is sent when `before` has happened, and answered when `after` has. */
  const ask = (before?: () => unknown, after?: () => unknown) => {
    const send: SendCall = async (_planned, commit) => {
      await before?.();
      await commit?.();
      sent += 1;
      await after?.();
      return answer;
    };
    const calls = createKeyedCalls({
      ledger,
      completions,
      idOf,
      send,
      // The call has no rule, so nothing is looked for.
      resolver: createResolver({ ledger, finder: { find: () => expect.fail() }, limits }),
      endsAt: now + requestMs,
      limits,
      onUnsent: () => undefined,
      now: () => now,
    });
    return calls.send(planned, keyed);
  };
  return {
    ask,
    ledger,
    completions,
    faults,
    pass: (ms: number) => void (now += ms),
    /** The next change is made, and its reply is lost. */
    loseReply: () => void (isLosing = true),
    setAway: (value: boolean) => void (away = value),
    /** The store does not answer any more. */
    silence: () => void (isSilent = true),
    sent: () => sent,
    outcome: async () => (await ledger.find(idOf('k')))?.outcome,
  };
}

describe('a call with a key', () => {
  test('that stood still while another took its reservation is not sent', async () => {
    const { ask, pass, sent } = createPlace();
    const slow = ask(async () => {
      pass(requestMs + 5000);
      // Nothing was sent, so the key is free.
      expect(await ask()).toMatchObject({ replayed: undefined });
    });
    await expect(slow).rejects.toMatchObject({ code: 'IN_PROGRESS', outcome: 'IN_PROGRESS', unsent: 'HELD_BACK' });
    expect(sent()).toBe(1);
    expect(await ask()).toMatchObject({ replayed: 'APPLIED' });
  });

  test('waits for a ledger that does not answer until its deadline, and is not sent', async () => {
    const { ask, pass, silence, sent } = createPlace();
    const asked = ask(() => {
      silence();
      pass(requestMs + 100);
    });
    await expect(asked).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', outcome: 'NOT_APPLIED' });
    expect(sent()).toBe(0);
  });

  test('that was sent is answered by its deadline, also where the ledger does not answer any more', async () => {
    const { ask, pass, silence, sent } = createPlace();
    const asked = ask(undefined, () => {
      silence();
      pass(requestMs + 100);
    });
    expect(await asked).toMatchObject({ answer, replayed: undefined });
    expect(sent()).toBe(1);
  });

  test('that stood still until its deadline is not sent', async () => {
    const { ask, pass, sent, outcome } = createPlace();
    await expect(ask(() => pass(requestMs))).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      outcome: 'NOT_APPLIED',
      unsent: 'HELD_BACK',
    });
    expect(sent()).toBe(0);
    expect(await outcome()).toBe('NOT_APPLIED');
  });

  test('keeps its reservation until its deadline and a little longer, and its mark for ever', async () => {
    const { ask, pass, sent, outcome } = createPlace();
    const lost = ask(undefined, async () => {
      pass(requestMs + 4999);
      await expect(ask()).rejects.toMatchObject({ code: 'IN_PROGRESS' });
      pass(1);
      await expect(ask()).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', outcome: 'UNCERTAIN' });
      expect(await outcome()).toBe('UNCERTAIN');
    });
    // Its answer comes late, and is the truth.
    await lost;
    expect(await ask()).toMatchObject({ replayed: 'APPLIED' });
    expect(sent()).toBe(1);
  });

  test('is not sent where the ledger is away before it begins, or before it leaves', async () => {
    const { ask, setAway, sent, outcome } = createPlace();
    // Held back: the breakers of Cyclr and of the account connector must not take it for theirs.
    const refusal = {
      code: 'UPSTREAM_UNAVAILABLE',
      outcome: 'NOT_APPLIED',
      retriable: true,
      unsent: 'HELD_BACK',
    };
    setAway(true);
    await expect(ask()).rejects.toMatchObject(refusal);
    setAway(false);
    await expect(ask(() => setAway(true))).rejects.toMatchObject(refusal);
    expect(sent()).toBe(0);
    setAway(false);
    await expect.poll(outcome).toBe('NOT_APPLIED');
  });

  test('whose reservation was made and not told of leaves the key free', async () => {
    const { ask, loseReply, outcome, sent } = createPlace();
    loseReply();
    await expect(ask()).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', outcome: 'NOT_APPLIED' });
    await expect.poll(outcome).toBe('NOT_APPLIED');
    expect(await ask()).toMatchObject({ replayed: undefined });
    expect(sent()).toBe(1);
  });

  test('whose mark was made and not told of is not sent, and leaves the key free', async () => {
    const { ask, loseReply, outcome, sent } = createPlace();
    await expect(ask(loseReply)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', outcome: 'NOT_APPLIED' });
    expect(await outcome()).toBe('NOT_APPLIED');
    expect(sent()).toBe(0);
    expect(await ask()).toMatchObject({ replayed: undefined });
  });

  test('gives its answer where the ledger is away then, and has it remembered later', async () => {
    const { ask, setAway, faults, outcome, sent } = createPlace();
    const given = await ask(undefined, () => setAway(true));
    expect(given.answer).toBe(answer);
    expect(faults).toEqual([new Error('away')]);
    setAway(false);
    await expect.poll(outcome).toBe('APPLIED');
    expect(await ask()).toMatchObject({ replayed: 'APPLIED' });
    expect(sent()).toBe(1);
  });

  test('has its end remembered by one last try when the gateway closes', async () => {
    const { ask, setAway, completions, outcome } = createPlace();
    await ask(undefined, () => setAway(true));
    setAway(false);
    await completions[Symbol.asyncDispose]();
    expect(await outcome()).toBe('APPLIED');
  });

  test('stays uncertain where its end could not be remembered', async () => {
    const { ask, setAway, completions, pass, sent } = createPlace();
    await ask(undefined, () => setAway(true));
    await completions[Symbol.asyncDispose]();
    setAway(false);
    await expect(ask()).rejects.toMatchObject({ code: 'IN_PROGRESS' });
    pass(requestMs + 5000);
    await expect(ask()).rejects.toMatchObject({ outcome: 'UNCERTAIN', retriable: false });
    expect(sent()).toBe(1);
  });
});
