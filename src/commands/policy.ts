import { parseArgs } from 'node:util';
import { type Explanation, type Policy, readPolicy } from '../policy/policy.ts';
import type { PolicyRule } from '../policy/file.ts';
import { nearest } from '../text/suggest.ts';
import { everyone, type PolicyCall } from '../policy/rule.ts';
import type { MethodKind } from '../connectors/method.ts';
import { type AccountId, toAccountId } from '../ids.ts';
import type { Command, Io } from './command.ts';

const help = `Says who may call what, and why.

Usage: cyclr-gateway policy explain [--role R]... [--connector C [--method M]] [--file F]
       cyclr-gateway policy check FILE

explain  For one method: whether callers with these roles may call it, and what of each rule applies.
         Without --method: the rules for these roles. Without --role: for a caller without roles.
  --role R        A role of the caller; may be given several times
  --connector C   The name of the connector, such as Salesforce
  --method M      The name of the method, such as "List Contacts"
  --kind K        READ or WRITE; without it, both are answered
  --category G    The category of the method, where rules depend on it
  --account A     The account, where rules depend on it
  --file F        The policy file; without it, POLICY_FILE
check    Whether a policy file can be used, with the line of everything that is wrong.

Examples:
  cyclr-gateway policy check policy.json
  cyclr-gateway policy explain --role support --file policy.json
  cyclr-gateway policy explain --role support --connector Salesforce --method "Delete Contact" --kind WRITE

Exit code: 0 when it is explained or checked, 1 when the policy cannot be used, 2 when the command cannot be understood.
`;

/** No account has this id, and no rule can name it. */
const unknownAccount = '' as AccountId;

class UsageError extends Error {}

export const policy: Command = {
  name: 'policy',
  summary: 'Says who may call what, and why; checks a policy file.',
  async run(args, io) {
    try {
      io.out(await answer(args, io));
      return 0;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const isUsage = error instanceof UsageError;
      io.err(isUsage ? `${error.message}\n\n${help}` : error.message);
      return isUsage ? 2 : 1;
    }
  },
};

async function answer(args: readonly string[], io: Io): Promise<string> {
  const { values, positionals } = parse(args);
  const [verb, ...files] = positionals;
  if (values.help === true) return help;
  if (verb === 'check') return check(files, io.signal);
  if (verb === 'explain' && files.length === 0) return explain(values, io);
  throw new UsageError(verb === undefined ? 'Say "explain" or "check FILE".' : 'It is "explain" or "check FILE".');
}

type Values = ReturnType<typeof parse>['values'];

function parse(args: readonly string[]) {
  const one = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        role: { type: 'string', multiple: true },
        connector: one,
        method: one,
        kind: one,
        category: one,
        account: one,
        file: one,
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function check(files: readonly string[], signal: AbortSignal): Promise<string> {
  const [file, ...more] = files;
  if (file === undefined || more.length > 0) throw new UsageError('check needs one file.');
  const { rules } = await readPolicy(file, signal);
  if (rules.length === 0) return `${file} can be used. It has no rules, so nobody may call anything.`;
  const roles = namedRoles(rules);
  const denies = rules.filter(({ effect }) => effect === 'deny').length;
  const concerned = roles.length === 0 ? 'for every caller' : `for the roles ${roles.join(', ')}`;
  return `${file} can be used. Rules: ${rules.length - denies} allow, ${denies} deny, ${concerned}.`;
}

async function explain(values: Values, { env, signal }: Io): Promise<string> {
  const { role: roles = [], connector, method } = values;
  if (method !== undefined && connector === undefined) throw new UsageError('--method needs --connector.');
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

/** The call that is asked about; as a read and as a write, where that is not said. */
function toCalls({ connector = '', method = '', category, account, kind }: Values): readonly PolicyCall[] {
  const id = account === undefined ? unknownAccount : toAccountId(account);
  if (id === undefined) throw new UsageError('--account is not the id of an account.');
  if (kind !== undefined && kind !== 'READ' && kind !== 'WRITE') {
    throw new UsageError(`--kind is READ or WRITE, not ${JSON.stringify(kind)}.`);
  }
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

/** What applies to a call, and why. Throws when that depends on something in `unknown`. */
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
    const options = open.misfits.map((part) => (part === 'accounts' ? '--account' : '--category')).join(' and ');
    throw new UsageError(
      `It depends on the rule ${JSON.stringify(open.rule.name)} (line ${open.rule.line}): say ${options}.`,
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

function namedRoles(rules: readonly PolicyRule[]): readonly string[] {
  return [...new Set(rules.flatMap(({ roles }) => roles))].filter((role) => role !== everyone).toSorted();
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_head, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
    .join('\n');
}
