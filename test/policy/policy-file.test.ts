import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { DocumentError } from '../../src/files/fault.ts';
import { longestPattern, mostPatterns, mostRules, parsePolicyFile, policyJsonSchema } from '../../src/policy/file.ts';

const rule = { name: 'one', effect: 'allow', roles: ['support'] };

function faultsOf(source: string | object): readonly string[] {
  try {
    parsePolicyFile(typeof source === 'string' ? source : JSON.stringify(source), 'policy.json');
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return error.faults.map(({ line, message }) => `${line}: ${message}`);
  }
  return [];
}

function manyNames(count: number): readonly string[] {
  return Array.from({ length: count }, (_, n) => `name ${n}`);
}

function manyRules(count: number): readonly object[] {
  return manyNames(count).map((name) => ({ ...rule, name }));
}

describe('a policy file', () => {
  test('is read with the line of every rule, comments and all', () => {
    const source = `{
      // Reviewed every quarter.
      "$schema": "policy.schema.json",
      "rules": [
        { "name": "one", "effect": "allow", "roles": ["*"] },

        {
          "name": "two", "description": "Why.", "effect": "deny", "roles": ["a b"], "accounts": ["acme"],
          "connectors": ["*"], "methods": ["Get *"], "categories": ["x"], "kind": "WRITE",
        },
      ],
    }`;

    expect(parsePolicyFile(source, 'policy.json')).toEqual([
      { name: 'one', effect: 'allow', roles: ['*'], line: 5 },
      {
        name: 'two',
        description: 'Why.',
        effect: 'deny',
        roles: ['a b'],
        accounts: ['acme'],
        connectors: ['*'],
        methods: ['Get *'],
        categories: ['x'],
        kind: 'WRITE',
        line: 7,
      },
    ]);
  });

  test('is refused with everything that is wrong, each with its line, expectation and what came', () => {
    const source = `{
  "rules": [
    { "name": "a", "efect": "allow", "roles": [] },
    { "name": "b", "effect": "alow", "roles": ["sup*"], "kind": "read", "kind": "READ",
      "accounts": ["demo-*", 5],
      "methods": "x", "frobnicate": 1 },
    7
  ],
  "rule": []
}`;

    expect(faultsOf(source)).toEqual([
      '3: rules[0].effect is missing; expected "allow" or "deny".',
      '3: rules[0].roles is empty, so the rule would apply to nothing.',
      '3: rules[0] has the unknown key "efect". Did you mean "effect"?',
      '4: the key "kind" is there twice.',
      '4: rules[1].effect must be "allow" or "deny"; got "alow". Did you mean "allow"?',
      '4: rules[1].roles[0] must be the exact name of a role, without spaces at its ends, or "*" alone for every caller; got "sup*".',
      '5: rules[1].accounts[0] must be the exact id of an account, without a *; got "demo-*".',
      '5: rules[1].accounts[1] must be a string; got 5.',
      '6: rules[1].methods must be a list; got "x".',
      expect.stringMatching(/^6: rules\[1\] has the unknown key "frobnicate"\. It can have name, .*\.$/),
      '7: rules[2] must be an object; got 7.',
      '9: the policy has the unknown key "rule". Did you mean "rules"?',
    ]);
  });

  test.for([
    ['', '1: it is not JSON: the file is empty.'],
    ['{\n "rules": [\n  { "name" "x" }\n ] }', '3: it is not JSON: unexpected string in column 12.'],
    ['{\n"rules": [', '2: it is not JSON: the text ends before every bracket is closed.'],
    ['[]', '1: the policy must be an object; got an empty list.'],
    ['null', '1: the policy must be an object; got null.'],
    ['{}', '1: rules is missing; expected a list.'],
  ] as const)('is refused when it is %j', ([source, fault]) => {
    expect(faultsOf(source)).toEqual([fault]);
  });

  test('is named in the message, before what is wrong', () => {
    expect(() => parsePolicyFile('{}', 'policy.json')).toThrow(
      'The policy policy.json cannot be used:\n  line 1: rules is missing; expected a list.',
    );
  });

  test('is refused when two rules have one name', () => {
    expect(faultsOf(`{ "rules": [\n${JSON.stringify(rule)},\n${JSON.stringify(rule)} ] }`)).toEqual([
      '3: rules[1].name is "one", the name of the rule in line 2. Give each its own.',
    ]);
  });

  test('cannot bring in keys by the back door', () => {
    expect(faultsOf('{ "rules": [], "__proto__": { "x": 1 } }')).toEqual([
      expect.stringContaining('unknown key "__proto__"'),
    ]);
    expect(faultsOf('{ "__proto__": { "rules": [] } }')).toContainEqual(expect.stringContaining('rules is missing'));
  });

  test.for(['', ' ', 'a\nb', 'é', 'x'.repeat(129), ' acme'])('is refused for the account %j', (account) => {
    expect(faultsOf({ rules: [{ ...rule, accounts: [account] }] })).toHaveLength(1);
  });

  test('has limits, and is good up to them', () => {
    expect(faultsOf({ rules: manyRules(mostRules) })).toEqual([]);
    expect(faultsOf({ rules: manyRules(mostRules + 1) })).toEqual(['1: rules has more than 1000 rules; got 1001.']);

    expect(faultsOf({ rules: [{ ...rule, methods: manyNames(mostPatterns) }] })).toEqual([]);
    expect(faultsOf({ rules: [{ ...rule, methods: manyNames(mostPatterns + 1) }] })).toEqual([
      '1: rules[0].methods has more than 100 entries; got 101.',
    ]);

    expect(faultsOf({ rules: [{ ...rule, methods: ['x'.repeat(longestPattern)] }] })).toEqual([]);
    expect(faultsOf({ rules: [{ ...rule, methods: ['x'.repeat(longestPattern + 1)] }] })).toEqual([
      '1: rules[0].methods[0] is longer than 200 characters; got 201 characters.',
    ]);
  });
});

describe('the JSON Schema of a policy file', () => {
  const schema: unknown = JSON.parse(readFileSync('schema/policy.schema.json', 'utf8'));

  test('is committed as the code has it', () => {
    expect(schema).toEqual(policyJsonSchema());
  });

  test('is one, and says the same as the code', () => {
    const isValid = new Ajv2020({ strict: true }).compile(schema as object);
    const samples = [
      { rules: [] },
      { rules: [rule] },
      { rules: [{ ...rule, methods: [] }] },
      { rules: [{ ...rule, roles: ['a*'] }] },
      { rules: [{ ...rule, roles: ['*'], accounts: ['a*'] }] },
      { rules: [{ ...rule, kind: 'read' }] },
      { rules: [{ ...rule, extra: 1 }] },
      { rules: [{ ...rule, connectors: [' '] }] },
    ];
    expect(samples.map((sample) => isValid(sample))).toEqual(samples.map((sample) => faultsOf(sample).length === 0));
  });
});
