import { type Location, parseLocation } from '../../connectors/location.ts';
import { recordsLocation } from '../../connectors/records.ts';
import { Answer } from '../../cyclr/answer.ts';
import type { Json } from '../../json.ts';
import type { Limits } from '../../limits.ts';
import { quotedUpTo } from '../../text/quoted.ts';
import type { Ending } from '../ledger/entry.ts';
import { keepAnswer } from '../ledger/kept.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Remembered } from '../ledger/remembered.ts';
import type { PlannedCall } from '../plan.ts';
import type { Finder } from './finder.ts';
import type { Findings } from './findings.ts';
import type { Doubt, Look } from './look.ts';
import { judge, type Verdict } from './verdict.ts';

/** Finds out what became of uncertain writes that have a rule of how they are looked for. */
export interface Resolver {
  /** What there is before a write; undefined where it cannot be known, so that the write goes on without it. */
  before(of: PlannedCall, look: Look): Promise<Findings | undefined>;
  /** How an earlier send of the same key ended after all; undefined where nothing of it is found. */
  endingOfEarlier(of: PlannedCall, look: Look, doubt: Doubt, found: Findings): Ending | undefined;
  /** What became of a write, looked for where it is uncertain. Never rejects. */
  resolve(remembered: Remembered, of: PlannedCall): Promise<Resolved>;
}

export interface Resolved {
  readonly remembered: Remembered;
  /** When it is worth looking again, in seconds; undefined where that would tell nothing new. */
  readonly againAfterSeconds: number | undefined;
}

export interface ResolverOptions {
  readonly ledger: Ledger;
  readonly finder: Finder;
  readonly limits: Pick<Limits, 'ledgerAnswerBytes'>;
}

/** How long a write waits for the read before it, in milliseconds: an app that hangs must not hold it up for longer. */
const mostBeforeMs = 5000;

/** When a read that failed is worth making again, in seconds. */
const failedReadSeconds = 5;

export function createResolver({ ledger, finder, limits }: ResolverOptions): Resolver {
  function endingOf(verdict: Verdict, look: Look, of: PlannedCall, idleMs: number): Ending | undefined {
    const read = quotedUpTo(100, look.read);
    switch (verdict.kind) {
      case 'APPLIED': {
        const evidence = `${read} found the record ${quotedUpTo(100, verdict.key)}, which was not there before the write.`;
        const answer = keepAnswer(answerOf(verdict.record, of), limits.ledgerAnswerBytes);
        return { outcome: 'APPLIED', isFree: false, evidence, answer };
      }
      case 'NOT_APPLIED': {
        const seconds = Math.floor(idleMs / 1000);
        const evidence = `${read} found no such record ${seconds} s after the write had ended; the app shows it within ${look.afterSeconds} s.`;
        return { outcome: 'NOT_APPLIED', isFree: true, evidence };
      }
      case 'OPEN':
        return undefined;
    }
  }

  return {
    async before({ accountConnectorId }, look) {
      const { promise: late, resolve } = Promise.withResolvers<undefined>();
      const timer = setTimeout(resolve, mostBeforeMs);
      try {
        return await Promise.race([finder.find(accountConnectorId, look).catch(() => undefined), late]);
      } finally {
        clearTimeout(timer);
      }
    },

    endingOfEarlier(of, look, doubt, found) {
      // It has had its time: the key was free, because a read had found nothing.
      const verdict = judge(doubt, look, found, look.afterSeconds * 1000);
      if (verdict.kind === 'NOT_APPLIED') return undefined;
      return endingOf(verdict, look, of, 0) ?? { outcome: 'UNCERTAIN', isFree: false };
    },

    async resolve(remembered, of) {
      const { entry, outcome, id, idleMs } = remembered;
      const { look } = entry;
      if (outcome !== 'UNCERTAIN' || look === undefined) return { remembered, againAfterSeconds: undefined };
      const found = await finder.find(of.accountConnectorId, look).catch(() => undefined);
      if (found === undefined) return { remembered, againAfterSeconds: failedReadSeconds };
      const verdict = judge(entry, look, found, idleMs);
      const ending = endingOf(verdict, look, of, idleMs);
      if (ending === undefined) {
        const isUnclear = verdict.kind === 'OPEN' && verdict.isUnclear;
        const leftSeconds = Math.max(1, look.afterSeconds - Math.floor(idleMs / 1000));
        return { remembered, againAfterSeconds: isUnclear ? undefined : leftSeconds };
      }
      // Where it is not taken, somebody else has said by now what became of it.
      await ledger.resolve(remembered, ending).catch(() => false);
      const now = await ledger.find(id).catch(() => undefined);
      return { remembered: now ?? remembered, againAfterSeconds: undefined };
    },
  };
}

/** The record as the answer of the write: where its own records stand. */
function answerOf(record: Json, { known, rules }: PlannedCall): Answer {
  const at = rules.recordsAt ?? recordsLocation(known?.method.responseFields ?? []) ?? parseLocation('.');
  const body = Buffer.from(JSON.stringify(placedAt(record, at)));
  return new Answer(200, { 'content-type': 'application/json' }, body);
}

function placedAt(record: Json, location: Location): Json {
  return location.reduceRight<Json>((value, { key, many }) => {
    const inner = many ? [value] : value;
    return many && key === '' ? inner : { [key]: inner };
  }, record);
}
