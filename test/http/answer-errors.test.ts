import { GraphQLError } from 'graphql';
import { createSchema } from 'graphql-yoga';
import { describe, expect, test } from 'vitest';
import { GatewayError } from '../../src/errors.ts';
import { defer } from '../../src/http/documents/defer.ts';
import { createParsedDocuments } from '../../src/http/documents/parsed-documents.ts';
import { createExchanges } from '../../src/http/exchange.ts';
import { accept } from '../../src/http/request/accept.ts';
import { jsonBody } from '../../src/http/request/json-body.ts';
import { errorLimits } from '../../src/http/response/error-limits.ts';
import { rewritten } from '../../src/http/response/errors.ts';
import type { AnswerErrors, Errors } from '../../src/http/rule.ts';
import { createHandler } from '../../src/http/handler.ts';
import { limits } from '../../src/limits.ts';

const bug = () => {
  throw new TypeError('the secret is MARK');
};
const known = () => {
  throw new GatewayError('FORBIDDEN', 'You may not.', { cause: new Error('MARK') });
};

const exchanges = createExchanges({ maxUpstreamCalls: 1 });
const handler = createHandler({
  schema: createSchema({
    typeDefs:
      'directive @defer(if: Boolean! = true, label: String) on FRAGMENT_SPREAD | INLINE_FRAGMENT type Query { deep: Deep! } type Deep { bug: Int known: Int deep: Deep! }',
    resolvers: { Query: { deep: () => ({}) }, Deep: { bug, known, deep: () => ({}) } },
  }),
  exchanges,
  documents: createParsedDocuments(),
  createContext: () => ({ replays: [], failures: [], plainLists: [] }),
  rules: [
    jsonBody(1000),
    accept(),
    defer(),
    {
      name: 'seen',
      onErrors: (errors) => errors.map((error) => rewritten(error, `seen: ${error.message}`, error.extensions)),
    },
  ],
});

async function ask(body: unknown): Promise<string> {
  const response = await handler.fetch(
    new Request('http://gateway/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'multipart/mixed, application/json' },
      body: JSON.stringify(body),
    }),
  );
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
  const exchange = exchanges.of(new Request('http://gateway/'));
  const ofField = (at: number) => new GraphQLError('failed', { path: ['records', at] });
  const fields = (count: number) => Array.from({ length: count }, (_, at) => ofField(at));
  const limited = (errors: Errors, answer: AnswerErrors = { failedFields: 0 }) =>
    errorLimits().onErrors?.(errors, exchange, answer) ?? [];

  test('five hundred of fields are told, and of more how many were left out', () => {
    expect(limited(fields(limits.fieldErrors))).toHaveLength(limits.fieldErrors);
    const over = limited(fields(limits.fieldErrors + 3));
    expect(over).toHaveLength(limits.fieldErrors + 1);
    expect(over.at(-1)).toMatchObject({
      message: '503 fields of the answer failed; 3 of their errors are left out. Ask for less at a time.',
      extensions: { code: 'LIMIT_EXCEEDED', limit: 500, found: 503 },
    });
  });

  test('over all parts of an answer', () => {
    const answer = { failedFields: 0 };
    expect(limited(fields(limits.fieldErrors - 1), answer)).toHaveLength(limits.fieldErrors - 1);
    expect(limited(fields(3), answer).map(({ message }) => message)).toEqual([
      'failed',
      '502 fields of the answer failed; 2 of their errors are left out. Ask for less at a time.',
    ]);
    // Another operation of the same request has errors of its own.
    expect(limited(fields(3)).map(({ message }) => message)).toEqual(['failed', 'failed', 'failed']);
  });
});
