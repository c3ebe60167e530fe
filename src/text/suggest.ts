import { distance } from 'fastest-levenshtein';

/**
 * "Did you mean": those of `candidates` that are near to what was given, best first, `most` at the most.
 *
 * Case, spacing and the order of words count little, a beginning and a whole word in common much. Nothing is suggested
 * where nothing is near, nothing that is much worse than the best, and nothing for a text longer than any name.
 */
export function suggest(given: string, candidates: readonly string[], most = 3): string[] {
  if (given.length > longest) return [];
  const wanted = toPhrase(given);
  if (wanted.folded === '') return [];
  const found = [...new Set(candidates)]
    .filter((candidate) => candidate.length <= longest)
    .map((candidate) => ({ candidate, likeness: likenessOf(wanted, toPhrase(candidate)) }))
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, Math.max(0, most));
  const least = Math.max(near, (found[0]?.likeness ?? 0) - muchWorse);
  return found.filter(({ likeness }) => likeness >= least).map(({ candidate }) => candidate);
}

/** Names are shorter. This limits the cost of a comparison, as the number of words does. */
const longest = 256;
const mostWords = 12;

/** From 0, nothing in common, to 1, the same but for case and spacing. */
const near = 0.65;
const nearWord = 0.7;
const muchWorse = 0.2;

interface Phrase {
  /** Words in lower case with one space between them. */
  readonly folded: string;
  readonly words: readonly string[];
}

function toPhrase(text: string): Phrase {
  const words = text
    .normalize('NFKC')
    // camelCase is words too.
    .replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
  return { folded: words.join(' '), words: words.slice(0, mostWords) };
}

function likenessOf(given: Phrase, candidate: Phrase): number {
  return Math.max(bySpelling(given.folded, candidate.folded), byWords(given.words, candidate.words));
}

/** The share of letters that agree; of a beginning, a little less than of the whole. */
function bySpelling(given: string, candidate: string): number {
  const [short, long] = given.length < candidate.length ? [given, candidate] : [candidate, given];
  if (long === '') return 0;
  const whole = 1 - distance(given, candidate) / long.length;
  const beginning = short.length >= 3 && long.startsWith(short) ? 0.7 + (0.3 * short.length) / long.length : 0;
  return Math.max(whole, beginning);
}

/** How many of the words agree: what was given counts for more than what it leaves out. */
function byWords(given: readonly string[], candidate: readonly string[]): number {
  return 0.6 * shareOf(given, candidate) + 0.35 * shareOf(candidate, given);
}

function shareOf(words: readonly string[], among: readonly string[]): number {
  if (words.length === 0) return 0;
  const found = words.map((word) => among.reduce((best, other) => Math.max(best, byWord(word, other)), 0));
  return found.reduce((sum, share) => sum + share, 0) / words.length;
}

function byWord(one: string, other: string): number {
  if (one === other) return 1;
  // Letters that are missing from one of them cannot agree: most pairs need no closer look.
  const least = Math.min(one.length, other.length) / Math.max(one.length, other.length);
  if (least < nearWord) return 0;
  const alike = bySpelling(one, other);
  return alike >= nearWord ? alike : 0;
}

/** The one of `words` that was probably meant. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const most = Math.max(1, Math.floor(word.length / 3));
  return words
    .map((other) => ({ other, away: distance(word.toLowerCase(), other.toLowerCase()) }))
    .filter(({ away }) => away <= most)
    .toSorted((a, b) => a.away - b.away)[0]?.other;
}
