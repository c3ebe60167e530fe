import { expect, test } from 'vitest';
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
