import { distance } from 'fastest-levenshtein';

/** Longer texts are compared by their beginning: a name is short, and a caller's text need not be. */
const longest = 100;

/** What was probably meant by `given`, best first; empty when nothing is near. */
export function suggest(given: string, candidates: readonly string[], most = 3): string[] {
  const wanted = normalized(given);
  if (wanted === '') return [];
  const scored = candidates.map((candidate) => ({ candidate, score: score(wanted, normalized(candidate)) }));
  const near = scored.filter((one) => one.score < 1).toSorted((a, b) => a.score - b.score);
  return [...new Set(near.map(({ candidate }) => candidate))].slice(0, most);
}

/** From 0, the same, to 1, nothing in common worth telling. */
function score(wanted: string, candidate: string): number {
  if (candidate === '') return 1;
  if (wanted === candidate) return 0;
  const edits = distance(wanted, candidate) / Math.max(wanted.length, candidate.length);
  const typo = edits <= 0.4 ? edits : 1;
  const contained = candidate.includes(wanted) || wanted.includes(candidate);
  const part = contained
    ? 0.3 + 0.2 * (1 - Math.min(wanted.length, candidate.length) / Math.max(wanted.length, candidate.length))
    : 1;
  return Math.min(typo, part, sharedWords(wanted, candidate));
}

function sharedWords(wanted: string, candidate: string): number {
  const words = new Set(candidate.split(' '));
  const own = wanted.split(' ');
  const shared = own.filter((word) => words.has(word)).length;
  // Most words of the shorter one, so that "List Contacts" is not near to all that lists.
  return shared * 2 > Math.max(own.length, words.size) ? 0.6 - 0.1 * (shared / Math.max(own.length, words.size)) : 1;
}

function normalized(text: string): string {
  return text
    .slice(0, longest)
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
}
