import { isJsonObject, type Json } from '../json.ts';
import { type Location, readAt } from './location.ts';
import type { PagingRule } from './paging-rule.ts';
import type { ReconcileRule } from './reconcile-rule.ts';

/** What an operator knows of a method's answers that Cyclr does not say. */
export interface MethodRules {
  /** Whether a failure inside a success is looked for in the shapes that are known. */
  readonly knownFailures: boolean;
  /** Further failures, the first that fits counts. */
  readonly failures: readonly FailureRule[];
  /** Where the records stand, where no response field says so. */
  readonly recordsAt: Location | undefined;
  /** One try, in milliseconds; undefined: that of the configuration. */
  readonly timeoutMs: number | undefined;
  /** Whether errors carry the app's own body. */
  readonly errorBody: boolean;
  /** What is known of its pages. */
  readonly paging: PagingRule | undefined;
  /** How a write that may have been applied is looked for; undefined: it is not. */
  readonly reconcile: ReconcileRule | undefined;
}

/** What an app's failure asks of its user: nothing, to reconnect, or to wait. */
export type FailureKind = 'REFUSED' | 'RECONNECT' | 'RATE_LIMITED';

export interface FailureRule {
  /** What the failure is told by. */
  readonly at: Location;
  /** The values that mean a failure; undefined: any value but null, false, and what is empty. */
  readonly values: readonly (string | number | boolean | null)[] | undefined;
  /** Where the reason stands; undefined: wherever the app keeps it. */
  readonly message: Location | undefined;
  readonly kind: FailureKind;
}

/** The rules of a method of which nothing is known. */
export const noRules: MethodRules = {
  knownFailures: true,
  failures: [],
  recordsAt: undefined,
  timeoutMs: undefined,
  errorBody: false,
  paging: undefined,
  reconcile: undefined,
};

/** The first rule by which the body is a failure. */
export function failingRule({ failures }: MethodRules, body: Json | undefined): FailureRule | undefined {
  return failures.find((rule) => isFailure(rule, body));
}

function isFailure({ at, values }: FailureRule, body: Json | undefined): boolean {
  const found = readAt(body, at);
  if (values === undefined) return isFilled(found);
  const texts = new Set((Array.isArray(found) ? (found as readonly Json[]) : [found]).map(textOf));
  return values.some((value) => texts.has(textOf(value)));
}

/** A number or a boolean may come as a text: `"false"` is false. */
function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A list is filled where one of its elements is: what is read through lists is a list. */
function isFilled(found: Json | undefined): boolean {
  if (Array.isArray(found)) return (found as readonly Json[]).some(isFilled);
  if (isJsonObject(found)) return Object.keys(found).length > 0;
  return found !== undefined && found !== null && found !== false && found !== '' && found !== 0;
}
