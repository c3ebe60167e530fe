import { expect, test } from 'vitest';
import { parseCatalogConfig } from '../../src/catalog/config.ts';
import { type AnswerRule, checkRules } from '../../src/catalog/rules.ts';

function problemsOf(...rules: readonly AnswerRule[]): readonly string[] {
  const found: string[] = [];
  checkRules(rules, (path, message) => found.push(`${path.join('.')} ${message}`));
  return found;
}

const refused = { at: 'status', is: 'expired', kind: 'REFUSED' } as const;
const reconnect = { at: 'status', is: ['revoked', 'expired'], kind: 'RECONNECT' } as const;

test.each<[string, readonly AnswerRule[], string]>([
  ['without an effect', [{ connector: 'Desk' }], 'rules.0 says nothing.'],
  ['with an empty list of failures', [{ connector: 'Desk', failures: [] }], 'rules.0 says nothing.'],
  [
    'that takes one value for two things',
    [{ connector: 'Desk', failures: [refused, reconnect] }],
    'rules.0.failures.1.kind contradicts REFUSED for the same value at "status".',
  ],
  [
    'of the same methods in another order and case',
    [
      { connector: 'Desk', methods: ['Run *', 'get x'], timeoutMs: 1000 },
      { connector: 'desk', methods: ['Get X', 'Run *'], timeoutMs: 2000 },
    ],
    'rules.1.timeoutMs contradicts rule 1',
  ],
  [
    'of all methods, said in two ways',
    [
      { connector: 'Desk', timeoutMs: 1000 },
      { connector: 'Desk', methods: ['*'], timeoutMs: 2000 },
    ],
    'rules.1.timeoutMs contradicts rule 1',
  ],
])('a rule %s is refused with its place', (_what, rules, problem) => {
  const [first, ...others] = problemsOf(...rules);
  expect(first).toContain(problem);
  expect(others).toEqual([]);
});

test('rules that say different things of one place are taken', () => {
  expect(
    problemsOf(
      { connector: 'Desk', failures: [refused, { at: 'status', is: 'revoked', kind: 'RECONNECT' }] },
      { connector: 'Desk', methods: ['Get *'], timeoutMs: 1000 },
      { connector: 'Desk', methods: ['Run *'], timeoutMs: 2000 },
    ),
  ).toEqual([]);
});

const reconcile = { read: 'List', match: { name: 'fields.Name' }, key: 'id', afterSeconds: 60 };

test.each<[string, object, RegExp]>([
  ['names no read', { ...reconcile, read: undefined }, /line \d+: rule 1: reconcile\.read is missing/],
  ['names no key', { ...reconcile, key: undefined }, /rule 1: reconcile\.key is missing/],
  [
    'names the whole record as its key',
    { ...reconcile, key: '.' },
    /reconcile\.key must be a key of the record, such as "Id"/,
  ],
  ['matches nothing', { ...reconcile, match: {} }, /reconcile\.match is empty, so any record would be taken/],
  [
    'matches what is no input',
    { ...reconcile, match: { name: 'Name' } },
    /reconcile\.match\.name must be "fields\." or "parameters\."/,
  ],
  [
    'takes an input from nowhere',
    { ...reconcile, fields: { a: { from: 'body.x' } } },
    /reconcile\.fields\.a.* must be "fields\." or "parameters\."/,
  ],
  ['says no time', { ...reconcile, afterSeconds: undefined }, /reconcile\.afterSeconds is missing/],
  ['gives the app no time', { ...reconcile, afterSeconds: 0 }, /reconcile\.afterSeconds must be at least 1/],
  ['takes one record for a page', { ...reconcile, pageRecords: 1 }, /reconcile\.pageRecords must be at least 2/],
  ['has a key that is unknown', { ...reconcile, reed: 'x' }, /has the unknown key "reed"\. Did you mean "read"\?/],
])('a rule whose reconcile %s is refused with its line and reason', (_what, written, problem) => {
  const rule = { connector: 'Desk', methods: ['Create Ticket'], reconcile: written };
  expect(() => parseCatalogConfig(JSON.stringify({ rules: [rule] }, null, 2), 'connectors.config.json')).toThrow(
    problem,
  );
});

test('a rule says how one kind of write is looked for, and once', () => {
  const source = (...rules: readonly object[]) => JSON.stringify({ rules }, null, 2);
  const rule = { connector: 'Desk', methods: ['Create Ticket'], reconcile };
  expect(parseCatalogConfig(source(rule), 'x').rules).toMatchObject([{ reconcile: { pageRecords: 10, fields: {} } }]);
  expect(() => parseCatalogConfig(source({ connector: 'Desk', reconcile }), 'x')).toThrow(
    /reconcile is about one kind of write, so the rule must name its "methods"/,
  );
  expect(() => parseCatalogConfig(source(rule, rule), 'x')).toThrow(/reconcile contradicts rule 1/);
});
