import { badUserInput, GatewayError, type Problem } from '../../errors.ts';
import type { Limits } from '../../limits.ts';

/** How much of a list is asked for. */
export interface AskedPages {
  /** The most records. @default 1000 */
  readonly first?: number | null | undefined;
  /** A cursor: what comes after it. */
  readonly after?: string | null | undefined;
  /** The most upstream pages. @default the limit */
  readonly maxPages?: number | null | undefined;
}

export interface CheckedPages {
  readonly first: number;
  readonly after: string | undefined;
  readonly maxPages: number;
}

export const standardRecords = 1000;

/**
 * Checks the bounds, before anything is asked.
 *
 * @throws GatewayError `BAD_USER_INPUT` for what is below 1, `LIMIT_EXCEEDED` for what is over its limit
 */
export function checkAsked(
  { first, after, maxPages }: AskedPages,
  limits: Pick<Limits, 'pageRecords' | 'pages'>,
): CheckedPages {
  const problems: Problem[] = [];
  const bounded = (name: string, given: number | null | undefined, standard: number, most: number) => {
    if (given === null || given === undefined) return Math.min(standard, most);
    if (given < 1) {
      const message = `"${name}" must be between 1 and ${most}; got ${given}.`;
      problems.push({ path: [name], message, suggestions: [] });
    }
    if (given > most) {
      const message = `"${name}" must be between 1 and ${most}; got ${given}.`;
      throw new GatewayError('LIMIT_EXCEEDED', message, { details: { limit: most, found: given } });
    }
    return given;
  };
  const checked = {
    first: bounded('first', first, standardRecords, limits.pageRecords),
    after: after ?? undefined,
    maxPages: bounded('maxPages', maxPages, limits.pages, limits.pages),
  };
  if (problems.length > 0) throw badUserInput('The pages cannot be read', problems);
  return checked;
}
