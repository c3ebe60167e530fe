import { type Plugin, processRegularResult } from 'graphql-yoga';
import { acceptOf, partsFor, preferred } from './accept.ts';
import { refusal } from '../refusal.ts';
import { wrapped } from '../response/parts.ts';

export interface Batches {
  /** Counts operations where they are parsed. */
  readonly counted: Plugin;
  /** Answers in the shape that was asked in; stands behind all that choose how an answer is written. */
  readonly answered: Plugin;
  /** Whether the request has a list of operations, and not one. */
  has(request: Request): boolean;
}

/** A refused batch of up to so many times the limit is told so operation by operation. */
const patience = 10;

/** What the only part of an answer is written like. */
const likeParts = 'application/graphql-response+json';

/**
 * So many operations in one request and no more. A batch that is refused whole is answered with the error for each of
 * its operations: a client that sent a list cannot tell what one object means.
 */
export function createBatches(limit: number): Batches {
  const sizes = new WeakMap<Request, number>();

  return {
    has: (request) => sizes.has(request),
    counted: {
      onRequestParse: ({ request }) => ({
        onRequestParseDone({ requestParserResult }) {
          if (!Array.isArray(requestParserResult)) return;
          const found = requestParserResult.length;
          sizes.set(request, found);
          if (found <= limit) return;
          const message = `The request has ${found} operations, and may have ${limit}. Send smaller batches.`;
          throw refusal(413, 'LIMIT_EXCEEDED', message, { limit, found });
        },
      }),
    },
    answered: {
      onResultProcess({ request, result, setResult, setResultProcessor }) {
        const size = sizes.get(request) ?? 0;
        const accept = acceptOf(request);
        const [mediaType, parts] = [preferred(accept), partsFor(accept)];
        if (size === 0 || size > limit * patience || (mediaType ?? parts) === undefined) return;
        if (Array.isArray(result) || !('errors' in result)) return;
        const refused = result;
        setResult(Array.from({ length: size }, () => refused) as never);
        setResultProcessor(
          (all, fetchAPI) => {
            const { status, headers } = processRegularResult(refused as never, fetchAPI, mediaType ?? likeParts);
            const { body } = processRegularResult(all as never, fetchAPI, mediaType ?? likeParts);
            headers.delete('content-length');
            const whole = new fetchAPI.Response(body, { status, headers });
            return mediaType === undefined && parts !== undefined ? wrapped(whole, parts, fetchAPI) : whole;
          },
          mediaType ?? parts?.type ?? likeParts,
        );
      },
    },
  };
}
