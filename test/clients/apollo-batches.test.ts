import { ApolloClient, InMemoryCache } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { BatchHttpLink } from '@apollo/client/link/batch-http';
import { describe, expect } from 'vitest';
import { createApolloClient } from '../../examples/apollo-client.ts';
import { Contacts, SlowContacts, Stores } from '../../examples/documents.ts';
import { limits } from '../../src/limits.ts';
import { callsTo } from '../fixtures.ts';
import { test } from '../http/served.ts';

const urlAt = (port: number) => `http://127.0.0.1:${port}/graphql`;

describe('Apollo Client, batching', () => {
  test('asks in one HTTP request, in which identical reads are sent once', async ({ port, lines, sandbox }) => {
    const client = createApolloClient({ url: urlAt(port), batched: true });
    const ask = () =>
      client.query({ query: Contacts, variables: { id: '1873' }, context: { queryDeduplication: false } });
    const answers = await Promise.all(Array.from({ length: limits.batchOperations }, ask));
    expect(answers.every(({ data }) => data?.accountConnector?.call?.records.length === 3)).toBe(true);
    expect(lines.filter(({ msg }) => msg === 'request')).toMatchObject([
      { operations: Array.from({ length: limits.batchOperations }, () => 'Contacts') },
    ]);
    expect(callsTo(sandbox)).toHaveLength(1);
  });

  test('keeps its batches within the limit of the gateway', async ({ port, lines }) => {
    const client = createApolloClient({ url: urlAt(port), batched: true });
    const ask = () =>
      client.query({ query: Contacts, variables: { id: '1873' }, context: { queryDeduplication: false } });
    await Promise.all(Array.from({ length: limits.batchOperations + 1 }, ask));
    const sizes = lines
      .filter(({ msg }) => msg === 'request')
      .map(({ operations }) => (operations as unknown[]).length);
    expect(sizes.toSorted((a, b) => a - b)).toEqual([1, limits.batchOperations]);
  });

  test('over the limit, every operation is told which limit it is', async ({ port, sandbox }) => {
    const client = new ApolloClient({
      link: new BatchHttpLink({ uri: urlAt(port), batchMax: limits.batchOperations + 1 }),
      cache: new InMemoryCache(),
    });
    const ask = (at: number) =>
      client.query({ query: Stores, variables: { id: String(at) } }).then(
        () => 'answered',
        (error: unknown) => (CombinedGraphQLErrors.is(error) ? error.errors[0]?.message : String(error)),
      );
    const answers = await Promise.all(Array.from({ length: limits.batchOperations + 1 }, (_, at) => ask(at)));
    for (const answer of answers) {
      expect(answer).toContain(
        `The request has ${limits.batchOperations + 1} operations; the limit is ${limits.batchOperations}.`,
      );
    }
    expect(sandbox.received).toEqual([]);
  });

  test('@defer in a batch is refused at its place', async ({ port }) => {
    const client = createApolloClient({ url: urlAt(port), batched: true });
    const [deferred, other] = await Promise.all([
      client.query({ query: SlowContacts, variables: { id: '1873' } }).catch((error: unknown) => error),
      client.query({ query: Stores, variables: { id: '1874' } }),
    ]);
    expect(CombinedGraphQLErrors.is(deferred) && deferred.errors[0]?.message).toContain('cannot be part of a batch');
    expect(other.data?.accountConnector?.name).toBe('Newsletter Shop');
  });
});
