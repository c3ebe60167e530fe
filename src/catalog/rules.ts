import { z } from 'zod';
import { parseLocation } from '../connectors/location.ts';
import type { ConnectorMethod } from '../connectors/method.ts';
import { type FailureKind, type MethodRules, noRules } from '../connectors/method-rules.ts';
import { compileGlobs } from '../text/glob.ts';
import type { PagingRule } from '../connectors/paging-rule.ts';
import type { ReconcileRule } from '../connectors/reconcile-rule.ts';
import { text } from './basics.ts';
import { pagingRule } from './paging-rule.ts';
import { reconcileRule } from './reconcile-rule.ts';

/** What the config says of answers, by connector and method. */
export interface AnswerRule {
  /** A pattern of names. */
  readonly connector: string;
  /** Patterns of names or identifiers. @default all */
  readonly methods?: readonly string[] | undefined;
  readonly failures?: readonly StatedFailure[] | undefined;
  readonly knownFailures?: boolean | undefined;
  readonly records?: string | undefined;
  readonly timeoutMs?: number | undefined;
  readonly errorBody?: boolean | undefined;
  readonly reconcile?: ReconcileRule | undefined;
  readonly paging?: PagingRule | undefined;
}

interface StatedFailure {
  readonly at: string;
  readonly is?: Scalar | readonly Scalar[] | undefined;
  readonly message?: string | undefined;
  readonly kind: FailureKind;
}

type Scalar = string | number | boolean | null;

const scalar = z.union([z.string().max(500), z.number(), z.boolean(), z.null()]);
const location = text.describe('Where it stands in the body, such as "data.items" or "[errors].message".');

const failure = z.strictObject({
  at: location.describe('What tells a failure, such as "ok" or "data.productCreate.[userErrors]".'),
  is: z
    .union([scalar, z.array(scalar).min(1, 'is empty, so nothing would be a failure').max(50)])
    .optional()
    .describe('The value, or the values, that mean one. Without it: anything that is there and not empty or false.'),
  message: location.optional().describe('Where the reason stands. Without it: wherever the app keeps it.'),
  kind: z
    .enum(['REFUSED', 'RECONNECT', 'RATE_LIMITED'])
    .default('REFUSED')
    .describe('Whether the app refused, its user must reconnect, or the caller must wait.'),
});

/** One rule of the config. */
export const answerRule: z.ZodType<AnswerRule> = z.strictObject({
  connector: text.describe('Connectors with such a name; * stands for any characters.'),
  methods: z
    .array(text)
    .min(1, 'is empty, so the rule would concern nothing')
    .max(100)
    .optional()
    .describe('Only methods with such a name or identifier; * stands for any characters.'),
  failures: z
    .array(failure)
    .max(20)
    .optional()
    .describe('Answers that are failures although their status says success.'),
  knownFailures: z
    .boolean()
    .optional()
    .describe('False: the shapes of failures that the gateway knows are not looked for.'),
  records: location.optional().describe('Where the records stand, where no response field says so.'),
  timeoutMs: z
    .int()
    .min(100, 'must be at least 100')
    .max(600_000, 'must be at most 600000')
    .optional()
    .describe('One try, in milliseconds, in place of UPSTREAM_TIMEOUT_MS; within the deadline of the request.'),
  errorBody: z
    .boolean()
    .optional()
    .describe("True: errors carry the app's own body, within bounds and without what looks like a secret."),
  paging: pagingRule.optional().describe('How the pages of its lists follow one another.'),
  reconcile: reconcileRule
    .optional()
    .describe('How a write with an idempotency key that may have been applied is looked for.'),
});

const effects = ['failures', 'knownFailures', 'records', 'timeoutMs', 'errorBody', 'reconcile', 'paging'] as const;

/** Adds what is wrong with the rules beside their shape: `add` takes the path in the file, and the end of a sentence. */
export function checkRules(
  rules: readonly AnswerRule[],
  add: (path: readonly PropertyKey[], message: string) => void,
): void {
  const said = new Map<string, number>();
  for (const [index, rule] of rules.entries()) {
    const path: readonly PropertyKey[] = ['rules', index];
    const given = effects.filter((effect) => isSaid(rule[effect]));
    if (given.length === 0) add(path, `says nothing. Expected one of ${effects.join(', ')}.`);
    for (const [at, { at: place, is }] of (rule.failures ?? []).entries()) {
      if (parseLocation(place).length > 0 || is !== undefined) continue;
      add([...path, 'failures', at, 'at'], 'is the whole body, so every answer would be a failure. Name a key.');
    }
    if (rule.reconcile !== undefined && rule.methods === undefined) {
      add([...path, 'reconcile'], 'is about one kind of write, so the rule must name its "methods".');
    }
    checkKinds(rule.failures ?? [], (at, message) => add([...path, 'failures', at, 'kind'], message));
    for (const effect of given) {
      const key = JSON.stringify([rule.connector.toLowerCase(), methodsKey(rule), effect]);
      const before = said.get(key);
      if (before === undefined) said.set(key, index);
      else
        add([...path, effect], `contradicts rule ${before + 1}, which is about the same methods. Put both into one.`);
    }
  }
}

function isSaid(effect: AnswerRule[(typeof effects)[number]]): boolean {
  return Array.isArray(effect) ? effect.length > 0 : effect !== undefined;
}

/** The same for the same methods, in whatever order and case they are named. */
function methodsKey({ methods }: AnswerRule): readonly string[] | undefined {
  const named = methods?.map((one) => one.toLowerCase()).toSorted();
  return named?.includes('*') ? undefined : named;
}

/** One value at one place means one thing. */
function checkKinds(failures: readonly StatedFailure[], add: (index: number, message: string) => void): void {
  const kinds = new Map<string, FailureKind>();
  for (const [index, { at, is, kind }] of failures.entries()) {
    for (const value of is === undefined ? [undefined] : [is].flat()) {
      const key = JSON.stringify([at, value === undefined ? 'anything' : [String(value)]]);
      const before = kinds.get(key);
      if (before !== undefined && before !== kind) {
        add(index, `contradicts ${before} for the same value at "${at}". Keep one of them.`);
        break;
      }
      kinds.set(key, kind);
    }
  }
}

/** Finds the rules of a method. Of rules that say the same thing differently, the last in the file counts. */
export type RulesOf = (connector: string, method: Pick<ConnectorMethod, 'name' | 'uniqueIdentifier'>) => MethodRules;

export function compileRules(rules: readonly AnswerRule[]): RulesOf {
  if (rules.length === 0) return () => noRules;
  const compiled = rules.map((rule) => ({
    ofConnector: compileGlobs([rule.connector]),
    ofMethod: rule.methods === undefined ? () => true : compileGlobs(rule.methods),
    says: toMethodRules(rule),
  }));
  const known = new WeakMap<object, MethodRules>();

  return (connector, method) => {
    const found = known.get(method);
    if (found !== undefined) return found;
    const { name, uniqueIdentifier } = method;
    const made = compiled
      .filter(
        ({ ofConnector, ofMethod }) => ofConnector(connector) && (ofMethod(name) || ofMethod(uniqueIdentifier ?? '')),
      )
      .reduce<MethodRules>(
        (all, { says }) => ({ ...all, ...says, failures: [...all.failures, ...(says.failures ?? [])] }),
        noRules,
      );
    known.set(method, made);
    return made;
  };
}

/** Only what the rule says, so that it overrides nothing else. */
function toMethodRules({
  failures,
  knownFailures,
  records,
  timeoutMs,
  errorBody,
  reconcile,
  paging,
}: AnswerRule): Partial<MethodRules> {
  return {
    ...(failures !== undefined && {
      failures: failures.map(({ at, is, message, kind }) => ({
        at: parseLocation(at),
        values: is === undefined ? undefined : [is].flat(),
        message: message === undefined ? undefined : parseLocation(message),
        kind,
      })),
    }),
    ...(knownFailures !== undefined && { knownFailures }),
    ...(records !== undefined && { recordsAt: parseLocation(records) }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(errorBody !== undefined && { errorBody }),
    ...(reconcile !== undefined && { reconcile }),
    ...(paging !== undefined && { paging }),
  };
}
