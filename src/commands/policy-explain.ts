import { type Explanation, type Policy, readPolicy } from '../policy/policy.ts';
import type { PolicyRule } from '../policy/file.ts';
import { nearest } from '../text/suggest.ts';
import { everyone, type PolicyCall } from '../policy/rule.ts';
import type { MethodKind } from '../connectors/method.ts';
import { type AccountId, toAccountId } from '../ids.ts';
import type { Io } from './command.ts';
import { UsageError } from './options.ts';

export interface ExplainValues {
  readonly role: readonly string[];
  readonly connector: string | undefined;
  readonly method: string | undefined;
  readonly kind: MethodKind | undefined;
  readonly category: string | undefined;
  readonly account: string | undefined;
  readonly file: string | undefined;
}

/** No account has this id, and no rule can name it. */
const unknownAccount = '' as AccountId;

/** What the policy says about a call, or about all calls of these roles. */
export async function explainPolicy(values: ExplainValues, { env, signal }: Io): Promise<string> {
  const { role: roles, connector, method } = values;
  if (method !== undefined && connector === undefined) throw new UsageError('"--method" needs "--connector".');
  const calls = toCalls(values);

  const file = values.file ?? (env['POLICY_FILE'] || undefined);
  const read = await readPolicy(file, signal);
  if (read.isOpen) return 'There is no policy file: callers may call every method of their own accounts.';

  const unknown = [
    ...(values.account === undefined ? ['accounts'] : []),
    ...(values.category === undefined ? ['categories'] : []),
    ...(connector === undefined ? ['connectors'] : []),
  ];
  const notes = roles.flatMap((role) => unknownRole(role, read.rules));
  const answers =
    method === undefined
      ? calls.slice(0, 1).map((call) => explainRules(read, roles, call, unknown))
      : calls.map((call) => explainCall(read, roles, call, unknown));
  return [...notes, ...answers].join('\n\n');
}

/** The call in question; both as a read and as a write where its kind is not given. */
function toCalls({ connector = '', method = '', category, account, kind }: ExplainValues): readonly PolicyCall[] {
  const id = account === undefined ? unknownAccount : toAccountId(account);
  if (id === undefined) throw new UsageError('"--account" must be 1 to 128 visible ASCII characters, without spaces.');
  const kinds: readonly MethodKind[] = kind === undefined ? ['READ', 'WRITE'] : [kind];
  return kinds.map((one) => ({ account: id, connector, method, category: category ?? null, kind: one }));
}

/** The rules for these roles, and for this connector where it is known. */
function explainRules(read: Policy, roles: readonly string[], call: PolicyCall, unknown: readonly string[]): string {
  const byConnector = !unknown.includes('connectors');
  const rules = read
    .explain({ roles }, call)
    .filter(({ misfits }) => !misfits.includes('roles') && !(byConnector && misfits.includes('connectors')))
    .map(({ rule }) => rule);
  const subject = `${whom(roles)}${byConnector ? `, about ${call.connector}` : ''}`;
  if (rules.length === 0) return `There is no rule for ${subject}, so nothing may be called.`;
  const rows = rules.map((rule) => [
    String(rule.line),
    rule.effect,
    rule.kind ?? 'any',
    ...[rule.connectors, rule.methods, rule.categories, rule.accounts].map((list) => list?.join(', ') ?? 'any'),
    rule.name,
  ]);
  const head = ['line', 'effect', 'kind', 'connectors', 'methods', 'categories', 'accounts', 'rule'];
  const title = `The rules for ${subject}. A deny beats every allow; what no rule allows is denied.`;
  return `${title}\n\n${table([head, ...rows])}`;
}

/** What applies to a call, and why. @throws UsageError when that depends on something in `unknown` */
function explainCall(read: Policy, roles: readonly string[], call: PolicyCall, unknown: readonly string[]): string {
  const explanations = read.explain({ roles }, call).filter(({ misfits }) => !misfits.includes('roles'));
  const { allowed, rule } = read.decide({ roles }, call);
  const open = explanations.find(
    ({ rule: { effect }, misfits }) =>
      misfits.length > 0 &&
      misfits.every((part) => unknown.includes(part)) &&
      rule?.effect !== 'deny' &&
      effect !== rule?.effect,
  );
  if (open !== undefined) {
    const options = open.misfits.map((part) => (part === 'accounts' ? '"--account"' : '"--category"')).join(' and ');
    throw new UsageError(
      `The answer depends on the rule ${JSON.stringify(open.rule.name)} (line ${open.rule.line}): add ${options}.`,
    );
  }

  const reason =
    rule === null ? 'no rule allows it' : `the rule ${JSON.stringify(rule.name)} in line ${rule.line} says so`;
  const subject = `${JSON.stringify(call.method)} of ${call.connector} (${call.kind}), for ${whom(roles)}`;
  const verdict = `${allowed ? 'ALLOWED' : 'DENIED'}: ${subject}, because ${reason}.`;
  if (explanations.length === 0) return verdict;
  const rows = explanations.map((one) => [String(one.rule.line), one.rule.effect, applies(one), one.rule.name]);
  return `${verdict}\n\n${table([['line', 'effect', 'applies', 'rule'], ...rows])}`;
}

function applies({ rule, misfits }: Explanation): string {
  if (misfits.length === 0) return 'yes';
  const parts = misfits.map((part) =>
    part === 'kind' ? `only ${rule.kind ?? ''}` : `only ${part} ${rule[part]?.join(', ') ?? ''}`,
  );
  return `no: ${parts.join('; ')}`;
}

function whom(roles: readonly string[]): string {
  if (roles.length === 0) return 'a caller without roles';
  return `a caller with the role${roles.length === 1 ? '' : 's'} ${roles.join(', ')}`;
}

function unknownRole(role: string, rules: readonly PolicyRule[]): readonly string[] {
  const known = namedRoles(rules);
  if (known.includes(role)) return [];
  const meant = nearest(role, known);
  return [
    `No rule names the role ${JSON.stringify(role)}${meant === undefined ? '' : `; did you mean ${JSON.stringify(meant)}?`}`,
  ];
}

/** The roles that rules name, sorted. */
export function namedRoles(rules: readonly PolicyRule[]): readonly string[] {
  return [...new Set(rules.flatMap(({ roles }) => roles))].filter((role) => role !== everyone).toSorted();
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_head, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
    .join('\n');
}
