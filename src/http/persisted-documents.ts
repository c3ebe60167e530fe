import { usePersistedOperations } from '@graphql-yoga/plugin-persisted-operations';
import { createGraphQLError, type GraphQLParams, type Plugin } from 'graphql-yoga';
import { refusal } from './refusal.ts';
import { type PersistedDocuments, withoutAlgorithm } from './persisted-manifest.ts';

export interface PersistedDocumentsOptions {
  readonly documents: PersistedDocuments;
  /** No other documents are answered, but for those who are exempt. */
  readonly only: boolean;
  /** A router plans operations of its own, which no manifest can have. */
  readonly isExempt: (request: Request) => Promise<boolean>;
}

/**
 * Answers documents by their id: `documentId`, as GraphQL over HTTP has it, or `extensions.persistedQuery`, as clients
 * of Apollo's and urql have it.
 */
export function usePersistedDocuments({ documents, only, isExempt }: PersistedDocumentsOptions): Plugin {
  return usePersistedOperations({
    allowArbitraryOperations: only ? isExempt : true,
    extractPersistedOperationId: (params) => persistedIdOf(params) ?? null,
    getPersistedOperation: (id) => documents.get(id) ?? null,
    customErrors: {
      notFound: ({ params }) => notFound(persistedIdOf(params) ?? '', only),
      keyNotFound: () => (only ? required() : withoutDocument()),
      persistedQueryOnly: required,
    },
  }) as Plugin;
}

/** The text of an operation, which may be persisted. */
export function textIn(documents: PersistedDocuments): (operation: GraphQLParams) => unknown {
  return (operation) => operation.query ?? documents.get(persistedIdOf(operation) ?? '');
}

function persistedIdOf(params: GraphQLParams): string | undefined {
  const { documentId, extensions } = params as GraphQLParams & { readonly documentId?: unknown };
  const { persistedQuery } = (extensions ?? {}) as { readonly persistedQuery?: { readonly sha256Hash?: unknown } };
  const id = documentId ?? persistedQuery?.sha256Hash;
  return typeof id === 'string' ? withoutAlgorithm(id) : undefined;
}

function notFound(id: string, only: boolean) {
  // Clients look for this very message, and then send the whole document: of use only where it would be answered.
  const message = only
    ? `There is no persisted document ${id.slice(0, 64)} here. Deploy its manifest to the gateway before the frontend.`
    : 'PersistedQueryNotFound';
  return createGraphQLError(message, { extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } });
}

function required() {
  const message =
    'Only persisted documents are answered here: send documentId, or extensions.persistedQuery, and no query.';
  return refusal(403, 'FORBIDDEN', message);
}

function withoutDocument() {
  const extensions = { code: 'BAD_REQUEST', http: { spec: true, status: 400, headers: { Allow: 'GET, POST' } } };
  return createGraphQLError('Must provide query string, or the id of a persisted document.', { extensions });
}
