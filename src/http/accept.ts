import { type Plugin, processRegularResult } from 'graphql-yoga';

const types = ['application/json', 'application/graphql-response+json'] as const;

/** Obeys the `q` of `Accept`, which Yoga does not: the media type of an answer is the one its caller likes best. */
export function useAccept(): Plugin {
  return {
    onResultProcess({ request, result, resultProcessor, setResultProcessor }) {
      if (Symbol.asyncIterator in result || resultProcessor === undefined) return;
      const accept = request.headers.get('accept') ?? '*/*';
      const liked = preferred(accept);
      if (liked !== undefined) setResultProcessor(processRegularResult, liked);
      // Without a processor Yoga answers 406; whoever takes nothing but parts has the answer in one part.
      else if (!takesParts(accept)) setResultProcessor(undefined as never, '');
    },
  };
}

/** Whether a stream can be answered: as multipart, or as events. */
export function takesParts(accept: string): boolean {
  return accept.split(',').some((range) => parts.test(range) && parseRange(range).quality > 0);
}

const parts = /^\s*(?:multipart\/mixed|multipart\/\*|text\/event-stream|\*\/\*)\s*(?:;|$)/i;

/** The first of those with the highest `q`; a wildcard means `application/json`. */
export function preferred(accept: string): (typeof types)[number] | undefined {
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
