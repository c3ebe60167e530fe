import type { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { MediaType } from '../exchange.ts';
import { refusal } from '../refusal.ts';
import type { Answer, Rule } from '../rule.ts';

const types: readonly MediaType[] = ['application/json', 'application/graphql-response+json'];

const notAcceptable: Answer = { status: 406, headers: { accept: types.join(', ') } };

/**
 * Finds the media type that the caller likes best, by the `q` of `Accept`. A caller who accepts none of ours is refused
 * before anything runs: a write whose answer nobody can read would be sent again.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1
 */
export function accept(): Rule {
  return {
    name: 'accept',
    onRequest(exchange) {
      const { mediaType, takesParts } = acceptedBy(exchange.request.headers.get('accept') ?? '');
      exchange.mediaType = mediaType;
      exchange.takesParts = takesParts;
      return mediaType === undefined && !takesParts ? notAcceptable : undefined;
    },
  };
}

/** Refuses an answer in parts to a caller who does not accept one. */
export function noParts(): GraphQLError {
  const message =
    'A document with @defer is answered in parts. The header Accept must include multipart/mixed or text/event-stream.';
  return refusal(406, 'BAD_USER_INPUT', message);
}

/** What an `Accept` header accepts. */
interface Accepted {
  /** The first of those with the highest `q`; a wildcard means `application/json`. */
  readonly mediaType: MediaType | undefined;
  /** Whether a stream can be answered: as multipart, or as events. */
  readonly takesParts: boolean;
}

/** Clients send the same few headers again and again. */
const known = new LRUCache<string, Accepted>({ max: 100 });
const longestKnown = 500;

/** Reads an `Accept` header. One without text accepts everything. */
export function acceptedBy(header: string): Accepted {
  const found = known.get(header);
  if (found !== undefined) return found;
  const ranges = header.trim() === '' ? ['*/*'] : header.split(',');
  const accepted: Accepted = {
    mediaType: best(ranges.map(parseRange)),
    takesParts: ranges.some((range) => parts.test(range) && parseRange(range).quality > 0),
  };
  if (header.length < longestKnown) known.set(header, accepted);
  return accepted;
}

const parts = /^\s*(?:multipart\/mixed|multipart\/\*|text\/event-stream|\*\/\*)\s*(?:;|$)/i;

function best(ranges: readonly Range[]): MediaType | undefined {
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
