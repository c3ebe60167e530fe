import { judgeReads, judgeWrite, outcomeAt, type Result, textOf } from './answers.ts';
import { isApplied, type Write } from './book.ts';
import { type AskedWrite, type Posted, toLook, toMutation, toQuery } from './documents.ts';
import type { ReadCall } from './plan.ts';
import type { Account } from './scenario.ts';
import type { World } from './world.ts';

/** One operation of one request. */
export interface AskedOperation {
  readonly posted: Posted;
  /** For the trace. */
  readonly text: string;
  /** Judges its answer. @throws Violation */
  end(result: Result): Ended;
}

/** What came of it. */
export interface Ended {
  /** For the trace. */
  readonly text: string;
  readonly failures: readonly string[];
  /** Writes that can be asked for again. */
  readonly again: readonly AskedWrite[];
}

export function askReads(world: World, account: Account, calls: readonly ReadCall[]): AskedOperation {
  const least = new Map(([1, 2] as const).map((id) => [id, world.recordsOf(account, id).length]));
  return {
    posted: toQuery(calls),
    text: `reads ${calls.map(({ id, what }) => `${what} ${id}`).join(', ')}`,
    end(result) {
      if (typeof result === 'string') return failed(result);
      const failures = judgeReads(account, calls, result, least, world.recordsOf);
      return { text: failures.join(' ') || 'read', failures, again: [] };
    },
  };
}

/** @param hasKeyInHeader Whether the request has the key, and not its argument. */
export function askWrites(world: World, asked: readonly AskedWrite[], hasKeyInHeader: boolean): AskedOperation {
  const begun = asked.map((one) => ({ ...one, begun: world.book.begin(one.write, world.isLedgerInTrouble) }));
  return {
    posted: toMutation(asked, hasKeyInHeader),
    text: `writes ${asked.map(({ write: { token, id, key } }) => `${token} to ${id}${key === undefined ? '' : ` with ${key}`}`).join(', ')}`,
    end(result) {
      const again = new Map<Write, AskedWrite>();
      const failures: string[] = [];
      const texts: string[] = [];
      for (const [at, { call, write, begun: attempt }] of begun.entries()) {
        if (world.isLedgerInTrouble) attempt.wasLedgerInTrouble = true;
        const isHidden = world.hidRecordSince(write.since);
        const { told, isWorthAnother, failure } = judgeWrite({ call, write }, at, result, isHidden);
        const text = `${write.token} ${told}${failure === undefined ? '' : ` (${failure})`}`;
        texts.push(text);
        if (failure !== undefined) failures.push(text);
        if (isWorthAnother) again.set(write, { call, write });
        world.book.tell(write, attempt, told);
      }
      return { text: texts.join(', '), failures, again: [...again.values()] };
    },
  };
}

export function askOutcomes(world: World, writes: readonly Write[]): AskedOperation {
  const before = writes.map((write) => ({ write, wasApplied: isApplied(write) }));
  return {
    posted: toLook(writes.flatMap(({ key }) => key ?? [])),
    text: `looks for ${writes.map(({ token, key }) => `${token} with ${key}`).join(', ')}`,
    end(result) {
      if (typeof result === 'string') return failed(result);
      const outcomes = before.map(({ write, wasApplied }, at) => {
        const outcome = outcomeAt(result, at);
        if (outcome !== undefined) world.book.look(write, wasApplied, outcome);
        return `${write.token} ${String(outcome)}`;
      });
      return {
        text: outcomes.join(', '),
        failures: result.errors === undefined ? [] : [textOf(result.errors)],
        again: [],
      };
    },
  };
}

function failed(why: string): Ended {
  return { text: why, failures: [why], again: [] };
}
