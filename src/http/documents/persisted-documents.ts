import type { GraphQLError, GraphQLSchema } from 'graphql';
import type { Config } from '../../config/config.ts';
import { createGraphQLError } from '../../graphql-error.ts';
import type { Log } from '../../telemetry/log.ts';
import type { Exchange, Operation } from '../exchange.ts';
import { refusal } from '../refusal.ts';
import type { Rule } from '../rule.ts';
import { idOf, type PersistedDocuments, readPersistedDocuments, staleDocuments } from './persisted-manifest.ts';

/**
 * Answers documents by their id: `documentId`, as GraphQL over HTTP has it, or `extensions.persistedQuery`, as the clients
 * of Apollo and urql have it. With `only`, no other documents are answered, except to a router, which plans operations
 * that no manifest can have.
 *
 * The id is replaced by its text once, here: what is counted later is what runs. An operation that is refused is refused
 * at its own place in a batch.
 *
 * @throws an error that names a manifest that cannot be read, and every document at fault
 */
export async function persistedDocuments(
  { manifests, only }: Config['persisted'],
  schema: GraphQLSchema,
  log: Log,
): Promise<Rule> {
  const name = 'persistedDocuments';
  if (manifests.length === 0 && !only) return { name, onRead: refuseIds };
  const documents = await readPersistedDocuments(manifests);
  warnOf(documents, only, schema, log);
  return {
    name,
    onRead(exchange) {
      const isFree = !only || exchange.caller.isRouter;
      exchange.operations = exchange.operations.map((operation) => {
        const { documentId: _documentId, ...rest } = operation;
        const found = textOf(operation, documents, isFree);
        if (found === undefined || typeof found === 'string') return { ...rest, query: found ?? rest.query };
        const refused = { ...rest, query: undefined };
        exchange.refuse(refused, found);
        return refused;
      });
    },
  };
}

/** Without manifests an id says nothing, and the client is told to send no further ones. */
function refuseIds(exchange: Exchange): void {
  for (const operation of exchange.operations) {
    const isById = !hasText(operation) && idIn(operation.documentId, operation.extensions) !== undefined;
    if (isById) exchange.refuse(operation, notSupported());
  }
}

/** An empty text is none. */
function hasText({ query }: Operation): boolean {
  return typeof query === 'string' && query !== '';
}

/** The text that the operation's id stands for, or why it is refused; undefined where its own text is executed. */
function textOf(
  operation: Operation,
  documents: PersistedDocuments,
  isFree: boolean,
): string | GraphQLError | undefined {
  const id = hasText(operation) ? undefined : idIn(operation.documentId, operation.extensions);
  if (id === undefined) return isFree ? undefined : required();
  return documents.get(id) ?? notFound(id, !isFree);
}

function idIn(documentId: unknown, extensions: unknown): string | undefined {
  const { persistedQuery } = (extensions ?? {}) as {
    readonly persistedQuery?: { readonly sha256Hash?: unknown } | null;
  };
  const id = documentId ?? persistedQuery?.sha256Hash;
  return typeof id === 'string' ? idOf(id) : undefined;
}

function notFound(id: string, isOnly: boolean): GraphQLError {
  // Clients look for this very message, and then send the whole document: of use only where it would be answered.
  const message = isOnly
    ? `No persisted document has the id ${id.slice(0, 64)}. Deploy its manifest to the gateway before the frontend.`
    : 'PersistedQueryNotFound';
  return createGraphQLError(message, { extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } });
}

/**
 * Clients look for this very message, send the whole document, and no further ids. With `PersistedQueryNotFound` they
 * would send each document twice, first its id and then its text, because no id is ever registered.
 */
function notSupported(): GraphQLError {
  return createGraphQLError('PersistedQueryNotSupported', { extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } });
}

function required(): GraphQLError {
  const message =
    'Only persisted documents are answered. Send "documentId" or "extensions.persistedQuery", and no "query".';
  return refusal(403, 'FORBIDDEN', message);
}

function warnOf(documents: PersistedDocuments, only: boolean, schema: GraphQLSchema, log: Log): void {
  if (only && documents.size === 0) {
    log.warning('Only persisted documents are answered, and there are none.', { error: 'PERSISTED_DOCUMENTS' });
  }
  const stale = staleDocuments(documents, schema);
  if (stale.length > 0) {
    const error = `${stale.length} of ${documents.size}, such as ${stale.slice(0, 3).join(', ')}`;
    log.warning('Persisted documents do not fit the schema, and will be refused.', { error });
  }
}
