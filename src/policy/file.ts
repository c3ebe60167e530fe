import { z } from 'zod';
import type { MethodKind } from '../connectors/method.ts';
import { type AddFault, type Document, type DocumentFormat, parseDocument, readDocument } from '../files/document.ts';
import type { LineOf } from '../files/lines.ts';
import { toAccountId } from '../ids.ts';
import { quoted } from '../text/quoted.ts';
import { limits } from '../limits.ts';

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

export const largestPolicyBytes: number = limits.policyBytes;
export const mostRules = 1000;
export const mostPatterns = 100;
export const mostAccounts = 10_000;
export const longestPattern = 200;

const text = z.string().max(longestPattern, `is longer than ${longestPattern} characters`).regex(/\S/, 'is empty');
// A star would be a literal character here, so that a deny with it would never apply.
const role = text.regex(
  /^(?:\*|[^*\s](?:[^*]*[^*\s])?)$/,
  'must be the exact name of a role, without spaces at its ends, or "*" alone for every caller',
);
const account = z
  .string()
  .regex(/^[^*]*$/, 'must be the exact id of an account, without a *')
  .refine(
    (value) => toAccountId(value) !== undefined,
    'must be the id of an account: 1 to 128 visible ASCII characters',
  );
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

const format: DocumentFormat<z.output<typeof file>> = {
  noun: 'policy',
  schema: file,
  largestBytes: largestPolicyBytes,
  check: ({ rules }, add, lineOf) => repeatedNames(rules, add, lineOf),
};

/**
 * Reads the rules of a policy file.
 *
 * @throws {DocumentError} with every fault of the file.
 */
export async function readPolicyFile(name: string, signal?: AbortSignal): Promise<readonly PolicyRule[]> {
  return toRules(await readDocument(name, format, signal));
}

/**
 * The same of a text. `name` is what messages call the file.
 *
 * @throws {DocumentError} with every fault of the text.
 */
export function parsePolicyFile(source: string, name: string): readonly PolicyRule[] {
  return toRules(parseDocument(source, name, format));
}

/** The JSON Schema of a policy file. */
export function policyJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(file);
}

function listOf<Item extends z.ZodType>(item: Item, most: number): z.ZodArray<Item> {
  return z
    .array(item)
    .min(1, 'is empty, so the rule would apply to nothing')
    .max(most, `has more than ${most} entries`);
}

function toRules({ value, lineOf }: Document<z.output<typeof file>>): readonly PolicyRule[] {
  return value.rules.map((one, index) => ({ ...one, line: lineOf(['rules', index]) }));
}

function repeatedNames(rules: readonly { readonly name: string }[], add: AddFault, lineOf: LineOf): void {
  const first = new Map<string, number>();
  for (const [index, { name }] of rules.entries()) {
    const before = first.get(name);
    if (before === undefined) first.set(name, index);
    else {
      const line = lineOf(['rules', before]);
      add(['rules', index, 'name'], `is ${quoted(name)}, the name of the rule in line ${line}. Give each its own.`);
    }
  }
}
