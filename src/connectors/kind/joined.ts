import { isThirdPerson } from './asides.ts';
import type { NameParts } from './name.ts';
import { nounsAndVerbs, notVerbs, things } from './nouns.ts';
import { isPlural } from './plural.ts';
import { setOf, writing } from './verbs.ts';
import { beyondTheNoun, joining } from './words.ts';

type Words = readonly string[];

/** "Get and Book Slot" and "Find, then Book" join two verbs; "List Countries and Regions" joins two nouns. */
export function joinDoubt({ words, text }: NameParts): string | undefined {
  const found = words.find((word, index) => joining.has(word) && !joinsNouns(words, index));
  if (found !== undefined) return `The name joins two things with "${found}", and the second may write.`;
  return /^\W*\w+\s*[/,|]|\+/.test(text) ? 'The name joins two verbs.' : undefined;
}

function joinsNouns(words: Words, index: number): boolean {
  const isOr = words[index] === 'or';
  if (index < 2 || (!isOr && words[index] !== 'and')) return false;
  const [before = '', first = ''] = [words[index - 1], words[index + 1]];
  const rest = words.slice(index + 2);
  // "List New or Updated Contacts"
  if (isAdjective(before) && isAdjective(first)) return rest.some(isPlural);
  // "Get a Document and Its Related Documents"
  if (determiners.has(first)) return isNoun(objectOf(rest).at(-1) ?? '');
  // "List or Search Countries"
  if (alsoReading.has(first)) return rest.some(isPlural);
  const isBy = words.slice(0, index).includes('by');
  return isBy && joinsKeys(words, index) ? true : joinsObjects(words, index);
}

/** "Find Contact by Name or Email" and "Find Contact by Account ID and User ID". "by ID and Email" may send one. */
function joinsKeys(words: Words, index: number): boolean {
  const object = objectOf(words.slice(index + 1));
  const isEmail = object[0] === 'email' || object[0] === 'name';
  if (object.length === 2 && (object[1] === 'id' || object[1] === 'number')) return true;
  return (
    object.length > 0 &&
    object.every((word) => keys.has(word) || isNoun(word)) &&
    !isVerbToo(object) &&
    !(isEmail && words[index] === 'and')
  );
}

/** "Get Customers and Vendors". "Gets Message and Deletes It" is in the third person, where a plural may be a verb. */
function joinsObjects(words: Words, index: number): boolean {
  const object = objectOf(words.slice(index + 1));
  const isThirdPersonName = words[0]?.endsWith('s') === true;
  return !isThirdPersonName && object.length > 0 && object.every(isNoun) && !isVerbToo(object);
}

function isVerbToo([first = '']: Words): boolean {
  return nounsAndVerbs.has(first);
}

function objectOf(words: Words): Words {
  const end = words.findIndex((word) => beyondTheNoun.has(word) || joining.has(word));
  return end === -1 ? words : words.slice(0, end);
}

function isAdjective(word: string): boolean {
  return word === 'new' || (word.endsWith('ed') && !writing.has(word));
}

function isNoun(word: string): boolean {
  return things.has(word) || notVerbs.has(word) || (isPlural(word) && !isThirdPerson(word));
}

const keys = setOf('code day domain email guid id key month name number sku slug username uuid');
const determiners = setOf('a all an her his its the their');
const alsoReading = setOf('find get list retrieve search view');
