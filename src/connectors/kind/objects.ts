import { collections, afterAPlural, qualifiers, things } from './nouns.ts';
import { isPlural } from './plural.ts';
import { endOfANoun, qualifying, verbsToo, writingNouns } from './verbs.ts';
import { beyondTheNoun } from './words.ts';

/** The words of a name behind its first verb, up to the first aside. */
export type Rest = readonly string[];

/** The words before "by", "for", "in", without "a list of" and the like. */
export function objectOf(rest: Rest): Rest {
  const start = leadOf(rest);
  const end = rest.findIndex((word, index) => index >= start && beyondTheNoun.has(word));
  return end === -1 ? rest.slice(start) : rest.slice(start, end);
}

/** How many words "a list of", "the" and "details of" have, which say nothing about the object. */
export function leadOf(rest: Rest): number {
  if (rest[0] === 'of') return 1;
  const of = rest.slice(0, 5).indexOf('of');
  if (of > 0 && rest.slice(0, of).some((word) => things.has(word) || collections.has(word))) return of + 1;
  return isArticle(rest[0]) ? 1 : 0;
}

function isArticle(word: string | undefined): boolean {
  return word === 'a' || word === 'an' || word === 'the';
}

/** "List Members Dedupe" has a plural, and behind it a word in the singular that is not a known noun. */
export function strayDoubt(rest: Rest): string | undefined {
  const object = objectOf(rest);
  const last = object.at(-1) ?? '';
  if (object.length > 1 && writingNouns.has(last) && !endOfANoun.has(last)) return `The word "${last}" may be a verb.`;
  const isStray = object.slice(0, -1).some(isPlural) && !isNoun(last);
  return isStray ? `The word "${last}" after a plural may be a verb.` : undefined;
}

function isNoun(word: string): boolean {
  const isListed = [things, qualifiers, afterAPlural].some((known) => known.has(word));
  return isListed || isPlural(word) || word.length < 3 || /(?:ed|ing|ion|ly|ness|ity|able|ible|s)$/.test(word);
}

/** "Search Index Schedule" and "List Email" may be a noun and a verb; "Search Orders by Tag" is not. */
export function verbDoubt(rest: Rest): string | undefined {
  const noun = rest.find((word, index) => writingNouns.has(word) && !isQualified(rest, index));
  if (noun !== undefined) return `The word "${noun}" may be a verb.`;
  const last = objectOf(rest).at(-1) ?? '';
  return verbsToo.has(last) ? `The word "${last}" at the end may be a verb.` : strayDoubt(rest);
}

function isQualified(rest: Rest, index: number): boolean {
  return isArticle(rest[index - 1]) || (qualifying.has(rest[index] ?? '') && isSeveral(rest[index + 1] ?? ''));
}

/** Whether a word says that there are several of it, or has no plural. */
export function isSeveral(word: string): boolean {
  return isPlural(word) || word === 'all' || (things.has(word) && !verbsToo.has(word));
}
