import type { GraphQLError } from 'graphql';
import { isAsyncIterable, type Plugin, processRegularResult } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import { isUtf8, type MediaRange, parseAccept } from '../media-type.ts';
import { refusal } from '../refusal.ts';
import type { IncrementalFormat } from '../response/incremental.ts';
import { inOnePart, inParts } from '../response/parts.ts';

const types = ['application/json', 'application/graphql-response+json'] as const;
type JsonType = (typeof types)[number];

const partTypes = ['multipart/mixed', 'text/event-stream'] as const;

/** An answer in parts, as a caller takes it. */
export interface Parts {
  readonly type: (typeof partTypes)[number];
  /** The parameter that asked for the format, such as `deferSpec=20220824`; undefined where none did. */
  readonly version: string | undefined;
  readonly format: IncrementalFormat;
}

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
    onResultProcess({ request, result, setResult, setResultProcessor }) {
      const accept = acceptOf(request);
      const liked = preferred(accept);
      const parts = partsFor(accept);
      if (!isAsyncIterable(result)) {
        if (liked !== undefined) setResultProcessor(processRegularResult, liked);
        else if (parts !== undefined) setResultProcessor(inOnePart(parts), parts.type);
        return;
      }
      if (parts !== undefined) {
        setResultProcessor(inParts(parts), parts.type);
        return;
      }
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
    'A document with @defer is answered in parts. The header Accept must have multipart/mixed or text/event-stream, with deferSpec=20220824, incrementalSpec=v0.2 or no version.';
  return refusal(406, 'BAD_USER_INPUT', message);
}

/** What a caller takes; an empty header says nothing. */
export function acceptOf({ headers }: Pick<Request, 'headers'>): string {
  return headers.get('accept')?.trim() || '*/*';
}

/** Whether a stream can be answered: as multipart, or as events. */
export function takesParts(accept: string): boolean {
  return partsFor(accept) !== undefined;
}

/** How a stream is answered: undefined where the caller takes none, or only versions of the format that are not ours. */
export function partsFor(accept: string): Parts | undefined {
  return negotiated(accept).parts;
}

/** The type of an answer in one piece: the first of those with the highest `q`; a wildcard means `application/json`. */
export function preferred(accept: string): JsonType | undefined {
  return negotiated(accept).whole;
}

interface Negotiated {
  readonly whole: JsonType | undefined;
  readonly parts: Parts | undefined;
}

/** Clients send the same few headers again and again. */
const known = new LRUCache<string, Negotiated>({ max: 100 });

function negotiated(accept: string): Negotiated {
  const found = known.get(accept) ?? negotiate(parseAccept(accept));
  if (accept.length < longest) known.set(accept, found);
  return found;
}

const longest = 500;

function negotiate(ranges: readonly MediaRange[]): Negotiated {
  const whole = types
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
    whole: whole[0]?.type,
    parts: best && { type: best.type, version: best.version, format: best.format },
  };
}

interface Rating {
  readonly quality: number;
  readonly position: number;
}

/** The most specific range that fits decides: `application/json;q=0, *\/*` takes anything but JSON. */
function rate(type: string, version: string | undefined, ranges: readonly MediaRange[]): Rating {
  // Who takes any text wants a page to read, and no events.
  const family = type === 'text/event-stream' ? type : `${type.split('/')[0]}/*`;
  const wanted = [type, family, '*/*'];
  const fitting = ranges
    .map((range, position) => ({ range, position, rank: wanted.indexOf(range.type) }))
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
