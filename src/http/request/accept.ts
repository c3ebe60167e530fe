import type { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { MediaType, Parts } from '../exchange.ts';
import { isUtf8, type MediaRange, parseAccept } from '../media-type.ts';
import { refusal } from '../refusal.ts';
import type { Rule } from '../rule.ts';

const types: readonly MediaType[] = ['application/json', 'application/graphql-response+json'];

const partTypes = ['multipart/mixed', 'text/event-stream'] as const;

/**
 * The formats of parts, by what asks for them. Without a version it is the older one, which more clients read.
 *
 * @see https://specs.apollo.dev/incremental/v0.2/
 */
const versions: readonly Pick<Parts, 'version' | 'format'>[] = [
  { version: undefined, format: 'v0.1' },
  { version: 'deferSpec=20220824', format: 'v0.1' },
  { version: 'incrementalSpec=v0.1', format: 'v0.1' },
  { version: 'incrementalSpec=v0.2', format: 'v0.2' },
];

/**
 * Finds the media type that the caller likes best, by the `q` of `Accept`, and the parts that the caller accepts. A
 * caller who accepts nothing of ours is refused before anything runs: a write whose answer nobody can read would be sent
 * again.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1
 */
export function accept(): Rule {
  return {
    name: 'accept',
    onRequest(exchange) {
      const { mediaType, parts } = acceptedBy(exchange.request.headers.get('accept') ?? '');
      exchange.mediaType = mediaType;
      exchange.parts = parts;
      if (mediaType === undefined && parts === undefined) throw notAcceptable();
      return undefined;
    },
  };
}

function notAcceptable(): GraphQLError {
  const message = `The header Accept takes nothing that is answered here. Add ${types.join(' or ')}.`;
  return refusal(406, 'BAD_REQUEST', message, {}, { accept: types.join(', ') });
}

/** Refuses an answer in parts to a caller who does not accept one. */
export function noParts(): GraphQLError {
  const message =
    'A document with @defer is answered in parts. The header Accept must have multipart/mixed or text/event-stream, with deferSpec=20220824, incrementalSpec=v0.2 or no version.';
  return refusal(406, 'BAD_USER_INPUT', message);
}

/** What an `Accept` header accepts. */
export interface Accepted {
  /** Of an answer in one piece: the first of those with the highest `q`. A wildcard means `application/json`. */
  readonly mediaType: MediaType | undefined;
  /** How a stream is answered; undefined where none is accepted, or only versions of the format that are not ours. */
  readonly parts: Parts | undefined;
}

/** Clients send the same few headers again and again. */
const known = new LRUCache<string, Accepted>({ max: 100 });
const longestKnown = 500;

/** Reads an `Accept` header. One without text accepts everything. */
export function acceptedBy(header: string): Accepted {
  const found = known.get(header);
  if (found !== undefined) return found;
  const accepted = negotiate(parseAccept(header.trim() || '*/*'));
  if (header.length < longestKnown) known.set(header, accepted);
  return accepted;
}

function negotiate(ranges: readonly MediaRange[]): Accepted {
  const [whole] = types
    .map((type) => ({ type, ...rate(type, undefined, ranges) }))
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality || a.position - b.position);
  // Liked alike, multipart is answered, which every client with @defer reads.
  const parts = partTypes.flatMap((type) =>
    versions
      .map(({ version, format }) => ({ type, version, format, ...rate(type, version, ranges) }))
      .filter(({ quality }) => quality > 0)
      .toSorted((a, b) => b.quality - a.quality || a.position - b.position),
  );
  const [best] = parts.toSorted((a, b) => b.quality - a.quality);
  return {
    mediaType: whole?.type,
    parts: best && { type: best.type, version: best.version, format: best.format },
  };
}

interface Rating {
  readonly quality: number;
  readonly position: number;
}

/** The most specific range that fits decides: `application/json;q=0, *\/*` takes anything but JSON. */
function rate(type: string, version: string | undefined, ranges: readonly MediaRange[]): Rating {
  // A caller who accepts any text wants a page to read, and no events.
  const family = type === 'text/event-stream' ? type : `${type.split('/')[0]}/*`;
  const fitted = [type, family, '*/*'];
  const fitting = ranges
    .map((range, position) => ({ range, position, rank: fitted.indexOf(range.type) }))
    .filter(({ range, rank }) => rank >= 0 && isUtf8(range) && (rank > 0 || versionOf(range) === version))
    // A version is asked for by name, and by no wildcard.
    .filter(({ rank }) => rank === 0 || version === undefined)
    .toSorted((a, b) => a.rank - b.rank || b.range.parameters.size - a.range.parameters.size);
  const [best] = fitting;
  return { quality: best?.range.quality ?? 0, position: best?.position ?? ranges.length };
}

/** Other parameters than these and the charset change nothing. */
function versionOf({ parameters }: MediaRange): string | undefined {
  const named = ['deferSpec', 'incrementalSpec'].flatMap((name) => {
    const value = parameters.get(name.toLowerCase());
    return value === undefined ? [] : [`${name}=${value}`];
  });
  return named.length === 0 ? undefined : named.join('; ');
}
