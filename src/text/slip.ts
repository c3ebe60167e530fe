/** Whether one slip makes a word of the other: a letter too many, one too few, another one, or two in the wrong order. */
export function isOneSlipAway(word: string, other: string): boolean {
  if (word === other) return true;
  const [short, long] = word.length <= other.length ? [word, other] : [other, word];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1);
  const swapped = short.slice(0, at) + (short[at + 1] ?? '') + (short[at] ?? '') + short.slice(at + 2);
  if (swapped === long) return true;
  // Among four letters another one is another word: POST is not meant to be PORT.
  return short.length > 4 && short.slice(at + 1) === long.slice(at + 1);
}
