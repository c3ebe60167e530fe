import { type ExecutionResult, GraphQLError } from 'graphql';
import { createSchema, createYoga } from 'graphql-yoga';
import { describe, expect, test } from 'vitest';
import { GatewayError } from '../../src/errors.ts';
import { rewritten, toGraphQLError } from '../../src/http/response/errors.ts';
import { useAnswerErrors } from '../../src/http/response/answer-errors.ts';
import { useDefer } from '../../src/http/documents/defer.ts';
import { createErrorLimits } from '../../src/http/response/error-limits.ts';
import { limits } from '../../src/limits.ts';

const bug = () => {
  throw new TypeError('the secret is MARK');
};
const known = () => {
  throw new GatewayError('FORBIDDEN', 'You may not.', { cause: new Error('MARK') });
};

const yoga = createYoga({
  schema: createSchema({
    typeDefs:
      'directive @defer(if: Boolean! = true, label: String) on FRAGMENT_SPREAD | INLINE_FRAGMENT type Query { deep: Deep! } type Deep { bug: Int known: Int deep: Deep! }',
    resolvers: { Query: { deep: () => ({}) }, Deep: { bug, known, deep: () => ({}) } },
  }),
  maskedErrors: { maskError: toGraphQLError },
  logging: false,
  batching: true,
  plugins: [
    useDefer({ has: () => false }),
    useAnswerErrors([(errors) => errors.map((error) => rewritten(error, `seen: ${error.message}`, error.extensions))]),
  ],
});

async function ask(body: unknown): Promise<string> {
  const response = await yoga.fetch('http://gateway/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'multipart/mixed, application/json' },
    body: JSON.stringify(body),
  });
  return response.text();
}

describe('the errors of an answer', () => {
  test.for([
    ['of one operation', { query: '{ deep { bug known } }' }],
    ['of a batch', [{ query: '{ deep { bug known } }' }]],
    ['at the beginning of a stream', { query: '{ deep { bug known deep { ... @defer { __typename } } } }' }],
    ['of a deferred part', { query: '{ deep { __typename ... @defer { bug known } } }' }],
  ] as const)('%s are masked, take every step, and keep our notes', async ([, body]) => {
    const text = await ask(body);
    expect(text).toContain('seen: Something went wrong in the gateway.');
    expect(text).toContain('seen: You may not.');
    expect(text).not.toMatch(/MARK|TypeError|"http"|"unexpected"/);
  });
});

describe('limits of errors', () => {
  const request = new Request('http://gateway/');
  const answer = {};
  const ofField = (at: number) => new GraphQLError('failed', { path: ['records', at] });
  const fields = (count: number): ExecutionResult['errors'] => Array.from({ length: count }, (_, at) => ofField(at));

  test('five hundred of fields are told, and of more how many were left out', () => {
    expect(createErrorLimits()(fields(limits.fieldErrors) ?? [], request, answer)).toHaveLength(limits.fieldErrors);
    const over = createErrorLimits()(fields(limits.fieldErrors + 3) ?? [], request, answer);
    expect(over).toHaveLength(limits.fieldErrors + 1);
    expect(over.at(-1)).toMatchObject({
      message: '503 fields of the answer failed, and the errors of 3 are left out. Ask for less at a time.',
      extensions: { code: 'LIMIT_EXCEEDED', limit: 500, found: 503 },
    });
  });

  test('over all parts of an answer', () => {
    const limited = createErrorLimits();
    expect(limited(fields(limits.fieldErrors - 1) ?? [], request, answer)).toHaveLength(limits.fieldErrors - 1);
    expect(limited(fields(3) ?? [], request, answer).map(({ message }) => message)).toEqual([
      'failed',
      '502 fields of the answer failed, and the errors of 2 are left out. Ask for less at a time.',
    ]);
    // Another operation of the same request has errors of its own.
    expect(limited(fields(3) ?? [], request, {}).map(({ message }) => message)).toEqual(['failed', 'failed', 'failed']);
  });
});
