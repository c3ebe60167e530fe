const quote = 0x22;
const backslash = 0x5c;

/**
 * Is a JSON text nested deeper than `levels`? `[]` has one level, `[[]]` two. Counts brackets outside strings, without
 * recursion, and ends at the first level too many. Of a text that is not JSON the answer means nothing.
 */
export function isDeeperThan(levels: number, text: string): boolean {
  // Every level takes a character.
  if (text.length <= levels) return false;
  let level = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = endOfString(text, at + 1);
    } else if (code === 0x5b || code === 0x7b) {
      if (++level > levels) return true;
    } else if (code === 0x5d || code === 0x7d) {
      level--;
    }
  }
  return false;
}

/** At the quote that ends the string, or past the text. */
function endOfString(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === quote) return at;
    at += code === backslash ? 2 : 1;
  }
  return at;
}
