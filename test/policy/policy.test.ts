import * as fc from 'fast-check';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { largestPolicyBytes } from '../../src/policy/file.ts';
import { notAllowed, openPolicy, parsePolicy, readPolicy } from '../../src/policy/policy.ts';
import type { PolicyCall } from '../../src/policy/rule.ts';
import type { AccountId } from '../../src/ids.ts';

const call: PolicyCall = {
  account: 'acme' as AccountId,
  connector: 'Salesforce',
  method: 'List Contacts',
  category: 'Contacts',
  kind: 'READ',
};

function policyOf(...rules: readonly object[]) {
  return parsePolicy(
    JSON.stringify({ rules: rules.map((rule, n) => ({ name: `rule ${n}`, ...rule })) }),
    'policy.json',
  );
}

function callerOf(...roles: readonly string[]) {
  return { roles };
}

describe('a policy', () => {
  test('is open without a file: everything is allowed, and by no rule', async () => {
    expect(await readPolicy(undefined)).toBe(openPolicy);
    expect(openPolicy.isOpen).toBe(true);
    expect(openPolicy.decide(callerOf(), call)).toEqual({ allowed: true, rule: null });
  });

  test('denies what no rule allows', () => {
    expect(policyOf().decide(callerOf('admin'), call)).toEqual({ allowed: false, rule: null });
    expect(policyOf().isOpen).toBe(false);
  });

  test('allows by role, and says which rule decided', () => {
    const policy = policyOf({ effect: 'allow', roles: ['support'] });

    expect(policy.decide(callerOf('sales', 'support'), call)).toMatchObject({
      allowed: true,
      rule: { name: 'rule 0' },
    });
    for (const roles of [[], ['sales'], ['Support'], ['support '], ['*']]) {
      expect(policy.allows({ roles }, call)).toBe(false);
    }
  });

  test('means every caller by *, also one without roles', () => {
    expect(policyOf({ effect: 'allow', roles: ['*'] }).allows(callerOf(), call)).toBe(true);
  });

  test('lets a deny beat every allow, whichever stands first', () => {
    const allow = { effect: 'allow', roles: ['*'] };
    const deny = { effect: 'deny', roles: ['support'], methods: ['list *'] };
    for (const policy of [policyOf(allow, deny), policyOf(deny, allow)]) {
      expect(policy.decide(callerOf('support'), call)).toMatchObject({ allowed: false, rule: { effect: 'deny' } });
      expect(policy.allows(callerOf('support'), { ...call, method: 'Get Contact' })).toBe(true);
      expect(policy.allows(callerOf('sales'), call)).toBe(true);
    }
  });

  test.for([
    [{ connectors: ['Sales*'] }, { connector: 'HubSpot' }],
    [{ methods: ['* Contacts'] }, { method: 'List Leads' }],
    [{ categories: ['Contacts', 'Leads'] }, { category: 'Accounts' }],
    [{ categories: ['*'] }, { category: null }],
    [{ kind: 'READ' }, { kind: 'WRITE' }],
    [{ accounts: ['acme'] }, { account: 'ACME' }],
  ] as const)('with %j is not about %j', ([condition, other]) => {
    for (const effect of ['allow', 'deny']) {
      const about = policyOf({ effect, roles: ['*'], ...condition });
      expect(about.decide(callerOf(), call).rule?.name).toBe('rule 0');
      expect(about.decide(callerOf(), { ...call, ...other } as PolicyCall).rule).toBeNull();
    }
  });

  test('needs all that a rule says, not some of it', () => {
    const policy = policyOf({ effect: 'allow', roles: ['*'], connectors: ['Salesforce'], methods: ['Get *'] });
    expect(policy.allows(callerOf(), call)).toBe(false);
    expect(policy.allows(callerOf(), { ...call, method: 'Get Contact', connector: 'HubSpot' })).toBe(false);
    expect(policy.allows(callerOf(), { ...call, method: 'Get Contact' })).toBe(true);
  });

  test('explains what of each rule does not fit', () => {
    const policy = policyOf(
      { effect: 'allow', roles: ['sales'], kind: 'WRITE', methods: ['Get *'] },
      { effect: 'deny', roles: ['*'] },
    );
    expect(policy.explain(callerOf('support'), call)).toMatchObject([
      { rule: { name: 'rule 0' }, misfits: ['roles', 'kind', 'methods'] },
      { rule: { name: 'rule 1' }, misfits: [] },
    ]);
  });

  test('answers the same from memory as anew, for every caller, account and call', () => {
    const rules = [
      { effect: 'allow', roles: ['a'], accounts: ['acme'] },
      { effect: 'allow', roles: ['b', 'c'], connectors: ['Sales*'], kind: 'READ' },
      { effect: 'deny', roles: ['c'], accounts: ['globex'], methods: ['Get *'] },
      { effect: 'allow', roles: ['*'], categories: ['Open'] },
    ];
    const remembering = policyOf(...rules);
    const calls = fc.record({
      account: fc.constantFrom('acme', 'globex', 'initech') as fc.Arbitrary<AccountId>,
      connector: fc.constantFrom('Salesforce', 'HubSpot', 'Sales","x'),
      method: fc.constantFrom('Get Contact', 'List Contacts', 'x"],["a'),
      category: fc.constantFrom('Open', 'open', 'null', null),
      kind: fc.constantFrom('READ' as const, 'WRITE' as const),
    });
    const roles = fc.array(fc.constantFrom('a', 'b', 'c', 'd', '*', 'a","b'));
    fc.assert(
      fc.property(roles, calls, (own, asked) => {
        expect(remembering.decide({ roles: own }, asked)).toEqual(policyOf(...rules).decide({ roles: own }, asked));
      }),
      { numRuns: 1000 },
    );
  });

  test('refuses without a word about its rules', () => {
    const error = notAllowed(call);
    expect(error).toMatchObject({ code: 'FORBIDDEN', details: {} });
    expect(error.message).toBe('You may not call the read "List Contacts" of Salesforce.');
  });
});

describe('a policy file on disk', () => {
  test('is read, up to 1 MB', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'policy.json');
    const source = JSON.stringify({ rules: [{ name: 'all', effect: 'allow', roles: ['*'] }] });

    await writeFile(file, source.padEnd(largestPolicyBytes));
    expect((await readPolicy(file)).allows(callerOf(), call)).toBe(true);

    await writeFile(file, source.padEnd(largestPolicyBytes + 1));
    await expect(readPolicy(file)).rejects.toThrow(
      /policy\.json cannot be used:\n {2}the file is larger than 1048576 bytes, the limit\.$/,
    );
  });

  test('that is not there is named', async () => {
    await expect(readPolicy('no/such/policy.json')).rejects.toThrow(
      /^The policy no\/such\/policy\.json cannot be used:\n {2}the file cannot be read: there is no such file\.$/,
    );
  });
});

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'policy-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

test('what was said is shared by callers whom no rule tells apart, and by no others', () => {
  const policy = policyOf({ effect: 'allow', roles: ['a'], accounts: ['acme'] }, { effect: 'deny', roles: ['b'] });
  const acme = 'acme' as AccountId;
  const of = (account: AccountId, ...roles: readonly string[]) => policy.saidTo(callerOf(...roles), account);
  expect(of(acme, 'a', 'unknown')).toBe(of(acme, 'other', 'a'));
  expect(of('x' as AccountId, 'a')).toBe(of('y' as AccountId, 'a'));
  const apart = [of(acme, 'a'), of(acme, 'b'), of(acme, 'a', 'b'), of(acme), of('x' as AccountId, 'a')];
  expect(new Set(apart).size).toBe(apart.length);
});
