import { entities, phrases, preambles, qualifiers, things } from './nouns.ts';
import { isPlural } from './plural.ts';
import { readingVerbs } from './verbs.ts';

/** The name of a method, taken apart. All of it is in lower case. */
export interface NameParts {
  /** The name on one line: a space at each change of case, marks kept, invisible characters removed. */
  readonly text: string;
  /** Every word of the name. A known phrase, such as "profit and loss", is one word. */
  readonly words: readonly string[];
  /** The words before the first aside. */
  readonly main: readonly string[];
  /** What follows each mark that starts something new: a bracket, a colon, a comma, a slash, an arrow, a dash. */
  readonly asides: readonly (readonly string[])[];
}

/** Takes the name of a method apart. */
export function partsOf(name: string): NameParts {
  const text = textOf(name);
  const [main = [], ...asides] = text.split(isAscii(text) ? startsAnew : startsAnewInUnicode).map(wordsOf);
  return { text, words: wordsOf(text), main, asides };
}

/** Marks that cannot be seen could hide a word, and wide letters could disguise one. */
function textOf(name: string): string {
  const visible = isAscii(name) ? name : name.normalize('NFKC').replaceAll(/\p{Cf}/gu, '');
  const spaced = visible
    .replaceAll(/[’'](?:s\b)?/g, '')
    .replaceAll(/\((s|es)\)/gi, '$1')
    .replaceAll('RESTlet', 'Restlet')
    .replaceAll(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})/g, ' ')
    .toLowerCase()
    .replaceAll('_', ' ')
    .replaceAll('&', ' and ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return withoutPreamble(spaced.replaceAll(phrase, (found) => found.replaceAll(/[ -]/g, '')));
}

/** "(Legacy) List Contacts", "Deprecated: List Contacts" and "Contacts - List Contacts" begin with "List". */
function withoutPreamble(text: string): string {
  const [all = '', inBrackets, before] = preamble.exec(text) ?? [];
  const words = wordsOf(inBrackets ?? before ?? '');
  if (words.length === 0) return text;
  const rest = text.slice(all.length);
  const isQualifier = words.every((word) => preambles.has(word) || (inBrackets !== undefined && qualifiers.has(word)));
  return isQualifier || (words.every(isCategory) && readingVerbs.test(rest)) ? rest : text;
}

function isCategory(word: string): boolean {
  return things.has(word) || entities.has(word) || isPlural(word);
}

/** Whether a text can do without the tables of Unicode, which take long to load into a pattern. */
export function isAscii(text: string): boolean {
  return /^[ -~]*$/.test(text);
}

function wordsOf(text: string): string[] {
  return text.match(/[a-z]+/g) ?? [];
}

const preamble = /^(?:[([]([a-z\d ]+)[)\]] ?(?:[-:] )?|([a-z ]+)(?: -| [|]|:) )/;
const startsAnew = /\s-+|[^a-z\d\s\-_.?!"#)\]]/;
const startsAnewInUnicode = /\s[-–—]+|[^\p{L}\p{M}\p{N}\s\-–—_.?!"“”#)\]]/u;
const phrase = new RegExp(`\\b(?:${phrases.map((words) => words.replaceAll(' ', '[ -]')).join('|')})\\b`, 'g');
