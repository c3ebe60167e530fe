import type { Chain, Doubt } from './chain.ts';
import { countMarks } from './chain.ts';
import type { Proof } from './step.ts';

export type Completeness = 'YES' | 'NO' | 'UNKNOWN';

/** Why reading ended. */
export type Stopped = 'END' | 'LIMIT' | 'DEADLINE' | 'ERROR' | 'LOOP' | 'CHANGED';

/** Whether the records up to here are all of the list, and how that is known. */
export interface Verdict {
  readonly complete: Completeness;
  readonly stopped: Stopped;
  /** A sentence for people. */
  readonly reason: string;
}

/** How a reading ended, before it is judged. */
export type Ending =
  | { readonly kind: 'END'; readonly proof: Proof | undefined }
  | { readonly kind: 'LIMIT' | 'DEADLINE' | 'STUCK' | 'LOOP' }
  | { readonly kind: 'ERROR'; readonly message: string };

/**
 * YES says: every record that was there from the first page to the last was given, and none twice. It is said only where
 * an end was proven and nothing speaks against it.
 *
 * @param remembered whether every id of the list was compared with every other
 */
export function judge(chain: Chain, ending: Ending, remembered: boolean): Verdict {
  switch (ending.kind) {
    case 'LIMIT':
      return no('LIMIT', 'Reading stopped at its limit. Go on with "after".');
    case 'DEADLINE':
      return no('DEADLINE', 'Reading stopped so that the answer is in time. Go on with "after".');
    case 'ERROR':
      return no('ERROR', `The next page failed: ${ending.message}`);
    case 'STUCK':
      return no('END', 'The application says that there is more, and the method has no known input that asks for it.');
    case 'LOOP':
      return { ...loop(chain), stopped: 'LOOP' };
    case 'END':
      return atEnd(chain, ending.proof, remembered);
  }
}

function no(stopped: Stopped, reason: string): Verdict {
  return { complete: 'NO', stopped, reason };
}

function loop(chain: Chain): Pick<Verdict, 'complete' | 'reason'> {
  const { total, given } = chain;
  const again = 'The same page came again, so the method does not go on from where it is asked to.';
  if (total !== undefined && given < total) {
    return {
      complete: 'NO',
      reason: `${again} The application says that there are ${total} records; ${given} were given.`,
    };
  }
  return { complete: 'UNKNOWN', reason: again };
}

function atEnd(chain: Chain, proof: Proof | undefined, remembered: boolean): Verdict {
  const { total, given, doubts, pages } = chain;
  const has = (doubt: Doubt) => doubts.includes(doubt);
  const isChanged = has('REPEATED') || has('TOTAL');
  const stopped = isChanged ? 'CHANGED' : 'END';
  const verdict = (complete: Completeness, reason: string): Verdict => ({ complete, stopped, reason });
  if (has('MIDDLE')) return verdict('NO', 'Reading did not begin at the first record.');
  if (total !== undefined && given < total && (proof !== undefined || chain.isPageCount !== true)) {
    return verdict('NO', `The application says that there are ${total} records; ${given} were given.`);
  }
  if (isChanged) {
    return verdict('UNKNOWN', 'The list changed while it was read. Read it again to be certain.');
  }
  if (proof === undefined) return verdict('UNKNOWN', unproven(chain));
  if (proof === 'EMPTY' && given === 0 && total !== 0) {
    return verdict('UNKNOWN', 'The pages are empty, and nothing says that the list is.');
  }
  if (pages > 1 && chain.key === null) return verdict('UNKNOWN', noKeys);
  if (pages > 1 && has('KEYLESS')) return verdict('UNKNOWN', noKeys);
  if (!remembered && chain.order === 'NONE') {
    return verdict(
      'UNKNOWN',
      'The records are in no order of their ids, so over this many requests some may be there twice.',
    );
  }
  if (total !== undefined && given > total) {
    return verdict('UNKNOWN', `The application says that there are ${total} records; ${given} were given.`);
  }
  const isCounted =
    total !== undefined && given === total && typeof chain.key === 'string' && chain.isPageCount !== true;
  if (!isCounted && has('START')) return verdict('UNKNOWN', 'Reading began at page 1, and there may be a page 0.');
  if (!isCounted && has('EMPTY'))
    return verdict('UNKNOWN', 'An empty page came before others, so an empty page is no end.');
  if (!isCounted && has('UNEVEN'))
    return verdict('UNKNOWN', 'Pages had different sizes, so some records may stand between them.');
  return verdict('YES', proven[proof]);
}

const noKeys = 'The records have no known id, so nobody can tell whether some are missing or there twice.';

const proven: Readonly<Record<Proof, string>> = {
  TOLD: 'The application said that there is no further page.',
  TOTAL: 'As many records were given as the application says there are.',
  EMPTY: 'The pages behind the last record are empty.',
  STATED: 'The configuration says that the method answers with everything at once.',
};

function unproven({ paging, doubts }: Chain): string {
  if (doubts.includes('REFUSED')) return 'The application has no further page, and does not say that this is the end.';
  if (paging?.style === undefined) return 'Nothing tells whether this is one page of several.';
  return 'The answer does not say whether there is another page.';
}

/** Whether a cursor remembers all ids that were given before it. */
export function isAllRemembered({ given, marks }: Pick<Chain, 'given' | 'marks'>): boolean {
  return countMarks(marks) >= given;
}
