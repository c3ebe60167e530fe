import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { policy } from '../../src/commands/policy.ts';

const source = `{
  "rules": [
    { "name": "Support reads", "effect": "allow", "roles": ["support", "sales"], "kind": "READ" },
    {
      "name": "Sales works in Salesforce",
      "effect": "allow",
      "roles": ["sales"],
      "connectors": ["Salesforce*"],
      "methods": ["Create *"],
      "categories": ["Contacts"]
    },
    { "name": "Nobody deletes", "effect": "deny", "roles": ["*"], "methods": ["Delete *"] }
  ]
}`;

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'policy-'));
  file = join(folder, 'policy.json');
  await writeFile(file, source);
});
afterAll(() => rm(folder, { recursive: true }));

async function run(args: readonly string[], env: Record<string, string> = { POLICY_FILE: file }) {
  let out = '';
  let err = '';
  const code = await policy.run(args, {
    out: (text) => (out += `${text}\n`),
    err: (text) => (err += `${text}\n`),
    signal: new AbortController().signal,
    env,
  });
  return { code, out, err };
}

const contact = ['--connector', 'Salesforce', '--method'];

describe('policy explain', () => {
  test('says what applies to a method, and why', async () => {
    const { code, out, err } = await run([
      'explain',
      '--role',
      'sales',
      ...contact,
      'Delete Contact',
      '--kind',
      'WRITE',
    ]);

    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.split('\n')).toEqual([
      'DENIED: "Delete Contact" of Salesforce (WRITE), for a caller with the role sales, because the rule "Nobody deletes" in line 12 says so.',
      '',
      '  line  effect  applies                                              rule',
      '  3     allow   no: only READ                                        Support reads',
      '  4     allow   no: only methods Create *; only categories Contacts  Sales works in Salesforce',
      '  12    deny    yes                                                  Nobody deletes',
      '',
    ]);
  });

  test('answers for a read and for a write when the kind is not given', async () => {
    const { out } = await run(['explain', '--role', 'support', ...contact, 'Sync']);

    expect(out).toContain('ALLOWED: "Sync" of Salesforce (READ)');
    expect(out).toContain('DENIED: "Sync" of Salesforce (WRITE)');
    expect(out).toContain('because no rule allows it');
  });

  test('takes several roles together', async () => {
    const roles = ['--role', 'support', '--role', 'sales'];
    const { out } = await run(['explain', ...roles, ...contact, 'Create Contact', '--category', 'contacts']);

    expect(out).toContain(
      'ALLOWED: "Create Contact" of Salesforce (WRITE), for a caller with the roles support, sales',
    );
  });

  test('asks for what the answer depends on, and only then', async () => {
    const create = ['explain', '--role', 'sales', ...contact, 'Create Contact', '--kind'];
    expect(await run([...create, 'WRITE'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('depends on the rule "Sales works in Salesforce" (line 4): add "--category".'),
    });
    expect(await run([...create, 'READ'])).toMatchObject({ code: 0 });
    expect(await run([...create, 'WRITE', '--category', 'Leads'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^DENIED/),
    });
  });

  test('lists the rules for a role when no method is given', async () => {
    const { out } = await run(['explain', '--role', 'sales']);
    expect(out.split('\n').slice(2)).toEqual([
      '  line  effect  kind  connectors   methods   categories  accounts  rule',
      '  3     allow   READ  any          any       any         any       Support reads',
      '  4     allow   any   Salesforce*  Create *  Contacts    any       Sales works in Salesforce',
      '  12    deny    any   any          Delete *  any         any       Nobody deletes',
      '',
    ]);

    const aboutOne = await run(['explain', '--role', 'sales', '--connector', 'HubSpot']);
    expect(aboutOne.out).not.toContain('Sales works in Salesforce');
    const withoutRoles = await run(['explain']);
    expect(withoutRoles.out).toMatch(/^The rules for a caller without roles/);
    expect(withoutRoles.out).not.toContain('Support reads');
  });

  test('notices a role that no rule names', async () => {
    const { out } = await run(['explain', '--role', 'suport']);
    expect(out).toMatch(/^No rule names the role "suport"; did you mean "support"\?/);
  });

  test('prefers --file to POLICY_FILE, and says what holds without either', async () => {
    expect(await run(['explain', '--file', file], { POLICY_FILE: '/nowhere' })).toMatchObject({ code: 0 });
    expect(await run(['explain', ...contact, 'x'], {})).toEqual({
      code: 0,
      out: 'There is no policy file: callers may call every method of their own accounts.\n',
      err: '',
    });
  });

  test.for([
    [['explain', '--method', 'x'], '"--method" needs "--connector".'],
    [['explain', '--kind', 'read'], '"--kind" must be READ or WRITE; got "read". Did you mean "READ"?'],
    [['explain', '--account', ' '], '"--account" must be 1 to 128 visible ASCII characters'],
    [['explain', '--rol', 'x'], 'Unknown option "--rol". Did you mean "--role"?'],
    [['explain', 'x'], 'Unknown argument "x".'],
    [['frobnicate'], 'Unknown argument "frobnicate".'],
    [['explian'], 'Unknown argument "explian". Did you mean "explain"?'],
    [[], 'A word is missing after "policy".'],
    [['check'], 'The argument FILE is missing.'],
    [['check', 'a', 'b'], 'Unknown argument "b".'],
  ] as const)('%j is not understood', async ([args, message]) => {
    const { code, out, err } = await run(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(err).toMatch(/Usage: cyclr-gateway policy|Commands:\n {2}policy explain/);
  });
});

describe('policy check', () => {
  test('says of a good file what is in it', async () => {
    expect(await run(['check', file])).toEqual({
      code: 0,
      out: `${file} can be used. Rules: 2 allow, 1 deny, for the roles sales, support.\n`,
      err: '',
    });
  });

  test('says of a bad file what is wrong, by line', async () => {
    const bad = join(folder, 'bad.json');
    await writeFile(bad, source.replace('"deny"', '"forbid"'));

    const { code, out, err } = await run(['check', bad]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe(
      `The policy ${bad} cannot be used:\n  line 12: rules[2].effect must be "allow" or "deny"; got "forbid".\n`,
    );
  });

  test('says of a missing file that it is', async () => {
    expect(await run(['check', '/nowhere/policy.json'])).toMatchObject({
      code: 1,
      err: 'The policy /nowhere/policy.json cannot be used:\n  the file cannot be read: there is no such file.\n',
    });
  });
});

test('help has examples and the exit codes', async () => {
  const { code, out } = await run(['explain', '--help']);
  expect(code).toBe(0);
  expect(out).toContain('cyclr-gateway policy explain --role support');
  expect(out).toContain('Exit code');
  expect(await run(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('policy check') });
});

test('the documentation shows what the command says of the policy it shows', async () => {
  const docs = await readFile('docs/policy.md', 'utf8');
  const [, shown = ''] = /```jsonc\n([^]*?)```/.exec(docs) ?? [];
  const [, roles = '', method = '', answer = ''] =
    /\$ npx cyclr-gateway policy explain (--role sales --connector Salesforce) --method "(.*?)" --kind WRITE --account globex\n([^]*?)```/.exec(
      docs,
    ) ?? [];
  const example = join(folder, 'example.json');
  await writeFile(example, shown);

  const rest = ['--method', method, '--kind', 'WRITE', '--account', 'globex', '--file', example];
  expect(await run(['explain', ...roles.split(' '), ...rest])).toEqual({ code: 0, out: answer, err: '' });
});
