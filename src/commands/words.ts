import { isOneSlipAway } from '../text/slip.ts';
import { nearest, suggest } from '../text/suggest.ts';

/** ` Did you mean "serve"?`, or nothing where nothing is near. */
export function didYouMean(word: string, words: readonly string[], prefix = ''): string {
  const meant = words.find((other) => isOneSlipAway(word, other)) ?? nearest(word, words) ?? suggest(word, words, 1)[0];
  return meant === undefined ? '' : ` Did you mean "${prefix}${meant}"?`;
}

/** Words with commas between them, on indented lines of at most 100 characters. */
export function wrapped(words: readonly string[]): string {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length > 96) lines.push(`  ${word}`);
    else lines[lines.length - 1] = `${last}, ${word}`;
  }
  return lines.join(',\n');
}
