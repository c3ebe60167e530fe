import type { CountAnswer } from '../call.ts';
import type { PlannedCall, Planner } from '../plan.ts';
import { type CallResponse, createResponse } from '../response.ts';
import type { Resolver } from '../reconcile/resolver.ts';
import { toAccountConnectorId } from '../../ids.ts';
import type { Signal } from '../../signal.ts';
import { orAborted } from '../../waiting.ts';
import { type EntryId, isKept } from './entry.ts';
import { ledgerUnreadable } from './failures.ts';
import { toAnswer } from './kept.ts';
import type { Ledger } from './ledger.ts';
import type { Remembered } from './remembered.ts';

/** What became of a write with an idempotency key. */
export interface WriteOutcome {
  readonly key: string;
  readonly outcome: Remembered['outcome'];
  /** Which ledger remembers it. */
  readonly ledger: Ledger['kind'];
  /**
   * The app's answer; undefined where none was kept.
   *
   * @throws GatewayError `FORBIDDEN` for a caller who may not call the method now, and what looking it up fails with
   */
  response(): Promise<CallResponse | undefined>;
  /** How the outcome is known, as a sentence; undefined while it is not. @throws GatewayError as {@link response} does */
  evidence(): Promise<string | undefined>;
}

/** Tells callers what became of their own writes. */
export interface WriteOutcomes {
  /** Undefined for a key that is not known. @throws GatewayError `UPSTREAM_UNAVAILABLE` where the ledger is away */
  of(key: string): Promise<WriteOutcome | undefined>;
}

export interface WriteOutcomesOptions {
  readonly ledger: Ledger;
  readonly idOf: (key: string) => EntryId;
  readonly planner: Pick<Planner, 'plan'>;
  readonly resolver: Pick<Resolver, 'resolve'>;
  readonly countAnswer: CountAnswer;
  /** Ends the wait for the ledger, with its reason. */
  readonly signal: Signal;
}

export function createWriteOutcomes({
  ledger,
  idOf,
  planner,
  resolver,
  countAnswer,
  signal,
}: WriteOutcomesOptions): WriteOutcomes {
  /** The method as the caller may call it now: the policy is asked again. */
  async function plan({ entry: { call } }: Remembered): Promise<PlannedCall | undefined> {
    const accountConnectorId = toAccountConnectorId(call.accountConnectorId);
    if (accountConnectorId === undefined) return undefined;
    const nothing = { parameters: {}, fields: {}, mergeFields: {} };
    return planner.plan({ accountConnectorId, method: call.method, ...nothing }, call.isKnown ? 'KNOWN' : undefined);
  }

  /** Looks for an uncertain write, where there is a rule how and the caller may still call the method. */
  async function resolved(found: Remembered, planOnce: () => Promise<PlannedCall | undefined>): Promise<Remembered> {
    if (found.outcome !== 'UNCERTAIN' || found.entry.look === undefined) return found;
    const planned = await planOnce().catch(() => undefined);
    return planned === undefined ? found : (await resolver.resolve(found, planned)).remembered;
  }

  return {
    async of(key) {
      const found = await orAborted(ledger.find(idOf(key)), signal).catch((cause: unknown) => {
        throw signal.aborted ? cause : ledgerUnreadable(cause);
      });
      if (found === undefined) return undefined;
      let planned: Promise<PlannedCall | undefined> | undefined;
      const remembered = await resolved(found, () => (planned ??= plan(found)));
      return {
        key,
        outcome: remembered.outcome,
        ledger: ledger.kind,
        async response() {
          const answer = remembered.entry.ending?.answer;
          if (answer === undefined || !isKept(answer)) return undefined;
          const call = await (planned ??= plan(remembered));
          return call && responseOf(toAnswer(answer), call, remembered, countAnswer);
        },
        async evidence() {
          const { text, isOfApp } = evidenceOf(remembered);
          if (isOfApp) await (planned ??= plan(remembered));
          return text;
        },
      };
    },
  };
}

function responseOf(
  answer: ReturnType<typeof toAnswer>,
  planned: PlannedCall,
  { entry }: Remembered,
  countAnswer: CountAnswer,
): CallResponse {
  return createResponse({
    answer,
    planned,
    cut: { select: undefined, at: undefined },
    replayed: entry.ending?.outcome,
    count: (characters) => countAnswer(characters, 'QUERY'),
    toFailure: (error) => error,
  });
}

/** `isOfApp`: the sentence may have words of the third-party app. */
function evidenceOf({ outcome, entry: { ending, state } }: Remembered): {
  readonly text: string | undefined;
  readonly isOfApp: boolean;
} {
  const own = (text?: string) => ({ text, isOfApp: false });
  if (outcome === 'IN_PROGRESS') return own();
  if (ending === undefined) return own(state === 'RESERVED' ? neverSent : answerLost);
  const { answer, failure, evidence } = ending;
  if (evidence !== undefined) return { text: evidence, isOfApp: true };
  if (failure !== undefined) return { text: failure.message, isOfApp: true };
  if (answer === undefined) return own(outcome === 'NOT_APPLIED' ? neverSent : undefined);
  const size = isKept(answer) ? '' : ` The answer of ${answer.size} bytes was not kept.`;
  return own(`The third-party app answered with status ${answer.status}.${size}`);
}

const neverSent = 'The request was not sent.';
const answerLost = 'The request was sent, and its answer was lost.';
