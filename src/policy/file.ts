import JSON5 from 'json5';
import { z } from 'zod';
import type { MethodKind } from '../connectors/method.ts';
import { toAccountId } from '../ids.ts';
import { nearest } from '../text/suggest.ts';
import { type JsonPlaces, locateJson } from '../files/json-places.ts';

/** One rule of a policy. What it does not say, it does not restrict. */
export interface PolicyRule {
  readonly name: string;
  readonly description?: string | undefined;
  readonly effect: 'allow' | 'deny';
  /** `*` is every caller, also one without roles. */
  readonly roles: readonly string[];
  readonly accounts?: readonly string[] | undefined;
  readonly connectors?: readonly string[] | undefined;
  readonly methods?: readonly string[] | undefined;
  readonly categories?: readonly string[] | undefined;
  readonly kind?: MethodKind | undefined;
  /** Where it stands in the file. */
  readonly line: number;
}

/** A policy cannot be used; the message names every fault and its line. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
  readonly problems: readonly PolicyProblem[];

  constructor(file: string, problems: readonly PolicyProblem[]) {
    const sorted = problems.toSorted((a, b) => a.line - b.line);
    const lines = sorted.map(({ line, message }) => `  line ${line}: ${message}`);
    super(`The policy ${file} cannot be used:\n${lines.join('\n')}`);
    this.problems = sorted;
  }
}

export interface PolicyProblem {
  readonly line: number;
  readonly message: string;
}

export const mostRules = 1000;
export const mostPatterns = 100;
export const mostAccounts = 10_000;
export const longestPattern = 200;

const text = z.string().max(longestPattern, `is longer than ${longestPattern} characters`).regex(/\S/, 'is empty');
// A star that is taken for itself would make a deny that never applies.
const role = text.regex(
  /^(?:\*|[^*\s](?:[^*]*[^*\s])?)$/,
  'must be the exact name of a role, without spaces at its ends, or "*" alone for every caller',
);
const account = z
  .string()
  .regex(/^[^*]*$/, 'must be the exact id of an account; it cannot have a *')
  .refine((value) => toAccountId(value) !== undefined, 'is not the id of an account');
const patterns = listOf(text, mostPatterns);

const rule = z.strictObject({
  name: text.describe('What `policy explain` and the log call this rule; no two have the same.'),
  description: z.string().optional().describe('Why there is this rule.'),
  effect: z.enum(['allow', 'deny']).describe('A deny beats every allow. What no rule allows is denied.'),
  roles: listOf(role, mostPatterns).describe(
    'Whom it concerns: a caller with one of these roles. "*" is every caller.',
  ),
  accounts: listOf(account, mostAccounts).optional().describe('Only for these accounts, by their exact ids.'),
  connectors: patterns.optional().describe('Only connectors with such a name; * stands for any characters.'),
  methods: patterns.optional().describe('Only methods with such a name; * stands for any characters.'),
  categories: patterns.optional().describe('Only methods of such a category; * stands for any characters.'),
  kind: z.enum(['READ', 'WRITE']).optional().describe('Only reads, or only writes.'),
});

const file = z
  .strictObject({
    $schema: z.string().optional().describe('Where this schema is, for editors.'),
    rules: z.array(rule).max(mostRules, `has more than ${mostRules} rules`).describe('In any order.'),
  })
  .meta({ title: 'Policy', description: 'Who may call which methods of which connectors.' });

/** Reads the rules of a policy, or throws {@link PolicyError} with everything that is wrong. `name` is for its message. */
export function parsePolicyFile(source: string, name: string): readonly PolicyRule[] {
  const value = parseSource(source, name);
  const places = locateJson(source);
  const repeated = places.repeatedKeys.map(({ key, line }) => ({ line, message: `the key "${key}" is there twice` }));
  const read = file.safeParse(value);
  if (!read.success) {
    throw new PolicyError(name, [...repeated, ...read.error.issues.flatMap((issue) => describe(issue, value, places))]);
  }
  const rules = read.data.rules.map((one, index) => ({ ...one, line: places.lineOf(['rules', index]) }));
  const wrong = [...repeated, ...repeatedNames(rules)];
  if (wrong.length > 0) throw new PolicyError(name, wrong);
  return rules;
}

/** The JSON Schema of a policy file. */
export function policyJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(file);
}

function listOf<Item extends z.ZodType>(item: Item, most: number): z.ZodArray<Item> {
  return z.array(item).min(1, 'is empty, so the rule would concern nothing').max(most, `has more than ${most} entries`);
}

function parseSource(source: string, name: string): unknown {
  try {
    return JSON5.parse<unknown>(source);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { lineNumber = 1 } = error as SyntaxError & { readonly lineNumber?: number };
    const reason = error.message.replace(/^JSON5: /, '').replace(/ at \d+:(\d+)$/, ' at column $1');
    throw new PolicyError(name, [{ line: lineNumber, message: `it is not JSON: ${reason}` }]);
  }
}

function describe(issue: z.core.$ZodIssue, value: unknown, { lineOf }: JsonPlaces): readonly PolicyProblem[] {
  const { path } = issue;
  const subject = pathText(path);
  const line = lineOf(path);
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(path.length === 0 ? file.shape : rule.shape);
    return issue.keys.map((key) => ({
      line: lineOf([...path, key]),
      message: `${subject} has the unknown key ${JSON.stringify(key)}${didYouMean(key, known) || ` (it can have ${known.join(', ')})`}`,
    }));
  }
  const given = path.reduce<unknown>((inner, key) => (inner as Readonly<Record<PropertyKey, unknown>>)[key], value);
  if (given === undefined) return [{ line, message: `${subject} is missing` }];
  if (issue.code === 'invalid_type') {
    return [{ line, message: `${subject} must be ${withArticle(issue.expected)}, not ${shown(given)}` }];
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    const expected = values.map((one) => JSON.stringify(one)).join(' or ');
    const hint = typeof given === 'string' ? didYouMean(given, values) : '';
    return [{ line, message: `${subject} must be ${expected}, not ${shown(given)}${hint}` }];
  }
  return [{ line, message: `${subject} ${issue.message}` }];
}

function repeatedNames(rules: readonly PolicyRule[]): readonly PolicyProblem[] {
  const lines = new Map<string, number>();
  return rules.flatMap(({ name, line }) => {
    const before = lines.get(name);
    if (before === undefined) {
      lines.set(name, line);
      return [];
    }
    return [{ line, message: `the name ${JSON.stringify(name)} is that of the rule in line ${before} already` }];
  });
}

function pathText(path: readonly PropertyKey[]): string {
  const parts = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return parts === '' ? 'the policy' : parts.replace(/^\./, '');
}

function didYouMean(word: string, words: readonly string[]): string {
  const meant = nearest(word, words);
  return meant === undefined ? '' : `; did you mean ${JSON.stringify(meant)}?`;
}

function withArticle(type: string): string {
  if (type === 'array') return 'a list';
  return type === 'object' ? 'an object' : `a ${type}`;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const all = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return all.length <= 60 ? all : `${all.slice(0, 60)}…`;
}
