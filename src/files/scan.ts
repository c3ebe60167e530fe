/**
 * What the parser cannot stand, found without recursion: levels and comments that overflow its stack, and a string that
 * does not end, in which it loops for ever when the last character is a backslash.
 */
export interface Scanned {
  /** The text with spaces in place of its comments, so that every offset and line stays. */
  readonly text: string;
  /** The offset of the first bracket over the limit of levels. */
  readonly tooDeepAt?: number;
  /** The offset of a string or comment that does not end. */
  readonly endlessAt?: number;
  /** The offset of the first string that does not end on its line. */
  readonly openStringAt?: number | undefined;
  /** How many lists and objects are not closed at the end. */
  readonly open: number;
}

/** Looks over a JSON or JSON5 text, or what is meant to be one. */
export function scan(source: string, mostLevels: number): Scanned {
  const parts: string[] = [];
  let kept = 0;
  let level = 0;
  let openStringAt: number | undefined;
  let lineEnd = -1;
  let at = 0;
  while (at < source.length) {
    const code = source.charCodeAt(at);
    const commentEnd = code === slash ? endOfComment(source, at) : undefined;
    if (commentEnd !== undefined) {
      if (commentEnd > source.length) return { text: source, endlessAt: at, openStringAt, open: level };
      parts.push(source.slice(kept, at), source.slice(at, commentEnd).replaceAll(/[^\n\r]/g, ' '));
      kept = commentEnd;
      at = commentEnd;
      continue;
    }
    if (code === doubleQuote || code === singleQuote) {
      const end = endOfString(source, at, code === doubleQuote ? '"' : "'");
      if (lineEnd < at) lineEnd = lineEndFrom(source, at);
      // In JSON5 a backslash at the end of a line continues the string.
      if (lineEnd < end && !/\\\r?$/.test(source.slice(at, lineEnd))) openStringAt ??= at;
      if (end === source.length) return { text: source, endlessAt: at, openStringAt, open: level };
      at = end;
    } else if (code === openBrace || code === openBracket) {
      level += 1;
      if (level > mostLevels) return { text: source, tooDeepAt: at, openStringAt, open: level };
    } else if (code === closeBrace || code === closeBracket) {
      level -= 1;
    }
    at += 1;
  }
  return { text: parts.join('') + source.slice(kept), openStringAt, open: level };
}

const [slash, backslash, doubleQuote, singleQuote] = [0x2f, 0x5c, 0x22, 0x27];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/** Behind the comment that begins at `start`, if one does; behind the end of the text where the comment has none. */
function endOfComment(source: string, start: number): number | undefined {
  if (source.startsWith('//', start)) {
    const end = source.slice(start).search(/[\n\r\u2028\u2029]/);
    return end === -1 ? source.length : start + end;
  }
  if (!source.startsWith('/*', start)) return undefined;
  const end = source.indexOf('*/', start + 2);
  return end === -1 ? source.length + 1 : end + 2;
}

/** At the quote that ends the string that begins at `start`, or at the end of the text. */
export function endOfString(source: string, start: number, quote: string): number {
  for (let end = source.indexOf(quote, start + 1); ; end = source.indexOf(quote, end + 1)) {
    if (end === -1) return source.length;
    let escapes = 0;
    while (source.charCodeAt(end - 1 - escapes) === backslash) escapes += 1;
    if (escapes % 2 === 0) return end;
  }
}

function lineEndFrom(source: string, start: number): number {
  const end = source.indexOf('\n', start);
  return end === -1 ? source.length : end;
}
