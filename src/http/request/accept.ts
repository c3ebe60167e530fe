import type { GraphQLError } from 'graphql';
import { isAsyncIterable, type Plugin, processRegularResult } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import { refusal } from '../refusal.ts';

const types = ['application/json', 'application/graphql-response+json'] as const;

/**
 * Obeys the `q` of `Accept`, which Yoga does not: the media type of an answer is the one its caller likes best. Who takes
 * none of ours is refused before anything runs: a write whose answer nobody can read would be sent again.
 */
export function useAccept(): Plugin {
  return {
    onRequestParse({ request, endResponse, fetchAPI }) {
      const accept = acceptOf(request);
      if (preferred(accept) !== undefined || takesParts(accept)) return;
      endResponse(new fetchAPI.Response(null, { status: 406, headers: { accept: types.join(', ') } }));
    },
    onResultProcess({ request, result, resultProcessor, setResult, setResultProcessor }) {
      const liked = preferred(acceptOf(request));
      if (!isAsyncIterable(result)) {
        // Whoever takes nothing but parts has the answer in one part.
        if (liked !== undefined) setResultProcessor(processRegularResult, liked);
        return;
      }
      if (resultProcessor !== undefined) return;
      // Nobody would ever read it to its end.
      void result[Symbol.asyncIterator]().return?.();
      setResult({ errors: [noParts()] });
      setResultProcessor(processRegularResult, liked ?? types[0]);
    },
  };
}

/** A document with `@defer`, for a caller who takes no parts. */
export function noParts(): GraphQLError {
  const message =
    'A document with @defer is answered in parts: the header Accept must have multipart/mixed or text/event-stream.';
  return refusal(406, 'BAD_USER_INPUT', message);
}

/** What a caller takes; an empty header says nothing. */
export function acceptOf({ headers }: Pick<Request, 'headers'>): string {
  return headers.get('accept')?.trim() || '*/*';
}

/** Whether a stream can be answered: as multipart, or as events. */
export function takesParts(accept: string): boolean {
  return accept.split(',').some((range) => parts.test(range) && parseRange(range).quality > 0);
}

const parts = /^\s*(?:multipart\/mixed|multipart\/\*|text\/event-stream|\*\/\*)\s*(?:;|$)/i;

/** Clients send the same few headers again and again. */
const known = new LRUCache<string, { readonly type: (typeof types)[number] | undefined }>({ max: 100 });

/** The first of those with the highest `q`; a wildcard means `application/json`. */
export function preferred(accept: string): (typeof types)[number] | undefined {
  const found = known.get(accept) ?? { type: best(accept) };
  if (accept.length < longest) known.set(accept, found);
  return found.type;
}

const longest = 500;

function best(accept: string): (typeof types)[number] | undefined {
  const ranges = accept.split(',').map(parseRange);
  const scored = types.map((type) => ({ type, ...qualityOf(type, ranges) })).filter(({ quality }) => quality > 0);
  return scored.toSorted((a, b) => b.quality - a.quality || a.position - b.position)[0]?.type;
}

interface Range {
  readonly type: string;
  readonly quality: number;
}

function parseRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const charset = parameters
    .find((one) => one.startsWith('charset='))
    ?.slice(8)
    .replaceAll('"', '');
  if (charset !== undefined && charset !== 'utf-8') return { type, quality: 0 };
  const q = parameters.find((one) => one.startsWith('q='));
  const quality = q === undefined ? 1 : Number(q.slice(2));
  return { type, quality: quality >= 0 && quality <= 1 ? quality : 0 };
}

/** The most specific range that fits decides: `application/json;q=0, *\/*` takes anything but JSON. */
function qualityOf(type: string, ranges: readonly Range[]): { readonly quality: number; readonly position: number } {
  for (const wanted of [type, 'application/*', '*/*']) {
    const position = ranges.findIndex((range) => range.type === wanted);
    const range = ranges[position];
    if (range !== undefined) return { quality: range.quality, position };
  }
  return { quality: 0, position: ranges.length };
}
