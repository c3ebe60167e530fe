import { fold } from './fold.ts';
import { isOneSlipAway } from './slip.ts';

/**
 * Whether one name is surely the other, mistyped: in other case, spaces or joints (`first_name`, `FirstName`), or the
 * same words with a slip in a long one (`Emial`, `BilingCity`).
 *
 * Names that are likely to stand beside each other are not taken for each other: `Phone2` and `Phone`, `AccountId` and
 * `Account`, `Note` and `Notes`, `Rate` and `Date`.
 */
export function isMisspelt(given: string, known: string): boolean {
  // Marks tell keys apart: "@id" is beside "id".
  if (given === known || given.length > longest || marksIn(given) !== marksIn(known)) return false;
  if (joined(given) === joined(known)) return true;
  const [words, others] = [wordsOf(given), wordsOf(known)];
  return (
    words.length > 0 && words.length === others.length && words.every((word, at) => isSameWord(word, others[at] ?? ''))
  );
}

const longest = 256;
/** Shorter words that are alike are words of their own. */
const shortest = 4;

function joined(text: string): string {
  return fold(text).replaceAll(/[\s_.-]/g, '');
}

function marksIn(text: string): string {
  return joined(text).replaceAll(/[\p{L}\p{M}\p{N}]/gu, '');
}

function wordsOf(text: string): readonly string[] {
  return (text.normalize('NFKC').match(/\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\p{N}+|\p{Lo}+/gu) ?? []).map((word) =>
    word.toLowerCase(),
  );
}

function isSameWord(word: string, known: string): boolean {
  if (word === known) return true;
  const isPlural = word === `${known}s` || known === `${word}s`;
  const isComparable = Math.min(word.length, known.length) >= shortest && word[0] === known[0];
  return isComparable && !isPlural && isOneSlipAway(word, known);
}
