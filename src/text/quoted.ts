/** The most items that {@link listed} names; the rest is counted. */
export const mostListed = 10;

/** The first of several texts, with the number of those left out. */
export function listed(texts: readonly string[]): string {
  const more = texts.length > mostListed ? ` and ${texts.length - mostListed} more` : '';
  return `${texts.slice(0, mostListed).join(', ')}${more}`;
}

/** A text as it may stand in a message: in quotes, on one line, cut at 100 characters. */
export function quoted(text: string): string {
  return quotedUpTo(100, text);
}

/** The same, cut at `longest` characters. */
export function quotedUpTo(longest: number, text: string): string {
  const line = text.slice(0, longest + 1).replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');
  return line.length > longest ? `"${line.slice(0, longest).toWellFormed()}…"` : `"${line.toWellFormed()}"`;
}
