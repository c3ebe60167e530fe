import type { GraphQLError } from 'graphql';
import { createGraphQLError, type GraphQLParams, type Plugin } from 'graphql-yoga';
import { refusal } from '../refusal.ts';
import { idOf, type PersistedDocuments } from './persisted-manifest.ts';

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
 *
 * The id is replaced by its text where the request is parsed, and by nothing after that: what is counted is what runs.
 * An operation that is refused is refused at its own place.
 */
export function usePersistedDocuments({ documents, only, isExempt }: PersistedDocumentsOptions): Plugin {
  const refused = new WeakMap<GraphQLParams, GraphQLError>();

  function resolved(operation: GraphQLParams, isFree: boolean): GraphQLParams {
    const { documentId, ...params } = operation as GraphQLParams & { readonly documentId?: unknown };
    const refuse = (error: GraphQLError): GraphQLParams => {
      const without: GraphQLParams = { ...params, query: undefined as never };
      refused.set(without, error);
      return without;
    };
    // An empty text is none.
    if (typeof params.query === 'string' && params.query !== '') return isFree ? params : refuse(required());
    const id = idIn(documentId, params);
    if (id === undefined) return isFree ? params : refuse(required());
    const text = documents.get(id);
    return text === undefined ? refuse(notFound(id, !isFree)) : { ...params, query: text };
  }

  return {
    onRequestParse: ({ request }) => ({
      async onRequestParseDone({ requestParserResult: asked, setRequestParserResult }) {
        const isFree = !only || (await isExempt(request));
        setRequestParserResult(
          Array.isArray(asked) ? asked.map((one) => resolved(one, isFree)) : resolved(asked, isFree),
        );
      },
    }),
    onParams({ params }) {
      const error = refused.get(params);
      if (error !== undefined) throw error;
    },
  };
}

function idIn(documentId: unknown, { extensions }: GraphQLParams): string | undefined {
  const { persistedQuery } = (extensions ?? {}) as {
    readonly persistedQuery?: { readonly sha256Hash?: unknown } | null;
  };
  const id = documentId ?? persistedQuery?.sha256Hash;
  return typeof id === 'string' ? idOf(id) : undefined;
}

function notFound(id: string, isLast: boolean): GraphQLError {
  // Clients look for this very message, and then send the whole document: of use only where it would be answered.
  const message = isLast
    ? `There is no persisted document ${id.slice(0, 64)} here. Deploy its manifest to the gateway before the frontend.`
    : 'PersistedQueryNotFound';
  return createGraphQLError(message, { extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } });
}

function required(): GraphQLError {
  const message =
    'Only persisted documents are answered here: send documentId, or extensions.persistedQuery, and no query.';
  return refusal(403, 'FORBIDDEN', message);
}
