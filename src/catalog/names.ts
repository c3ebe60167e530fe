import { createHash } from 'node:crypto';

/** Names of the graph are at most so long, but for those that an earlier version gave. */
export const longestName = 60;

/** "List Contacts" → `listContacts`: a name for a field, an argument or an input field. */
export function toFieldName(text: string): string {
  return toFieldNames([text])(text);
}

/** "Northwind CRM" → `NorthwindCrm`: the name of a type, to stand behind the name of its connector. */
export function toTypeName(text: string, most?: number): string {
  return upperFirst(toFieldNames([text], most)(text).replace(/^_/, ''));
}

/** "In progress" → `IN_PROGRESS`. GraphQL reserves `true`, `false` and `null`, but only in lower case. */
export function toEnumName(text: string): string {
  const name = wordsOf(text).join('_').toUpperCase();
  return safe(name.length > longestName ? apart(name.slice(0, longestName - 7), text) : name, text);
}

/** `listContacts` → `ListContacts`. */
export function upperFirst(name: string): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
}

/** Of the same text always the same six characters. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 6);
}

/** The same name, told apart from others by what it stands for. No derived name has this form. */
export function apart(name: string, key: string): string {
  return `${name}_${digestOf(key)}`;
}

/** What every object has, such as `constructor`: the executor takes an argument of such a name for one that was given. */
export const inherited: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

export interface NamesOptions {
  /** Names that none of the keys may have. */
  readonly taken?: ReadonlySet<string>;
  /** Names that were given before. They stay, whatever comes beside them. */
  readonly kept?: ReadonlyMap<string, string>;
  /** How a key is spelled. @default as it is */
  readonly textOf?: (key: string) => string;
}

/**
 * A name for each key, no two the same and none of `taken`.
 *
 * Where several keys would have one name, the key that is spelled like it has it, or else the first by code points; the
 * others end in their own digest, which no other key can change. The order of the keys makes no difference.
 */
export function uniqueNames(
  keys: readonly string[],
  toName: (key: string) => string,
  { taken = new Set(), kept = new Map(), textOf = (key) => key }: NamesOptions = {},
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const held = new Set([...taken, ...kept.values()]);
  const fresh: string[] = [];
  for (const key of new Set(keys)) {
    const name = kept.get(key);
    if (name === undefined) fresh.push(key);
    else names.set(key, name);
  }
  for (const [name, alike] of Map.groupBy(fresh.toSorted(), toName)) {
    const holder = held.has(name) ? undefined : (alike.find((key) => textOf(key) === name) ?? alike[0]);
    for (const key of alike) names.set(key, key === holder ? name : apart(name, key));
  }
  return names;
}

/**
 * Field names of texts that stand beside each other, each at most `most` characters long. A longer one is shortened by
 * the words that its siblings do not need to be told apart from it: what is left is in none of them in this order.
 */
export function toFieldNames(texts: readonly string[], most: number = longestName): (text: string) => string {
  const all = new Map(texts.map((text) => [text, wordsOf(text)]));
  const known = new Map<string, string>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const words = all.get(text) ?? wordsOf(text);
    const name = lengthOf(words) <= most ? fieldNameOf(words, text) : shortened(text, words, most);
    known.set(text, name);
    return name;
  };

  function shortened(text: string, words: readonly string[], longest: number): string {
    const siblings = [...all].flatMap(([other, of]) => (other === text ? [] : [of]));
    let left = words;
    while (lengthOf(left) > longest) {
      const next = without(left).find((fewer) => !siblings.some((other) => isWithin(fewer, other)));
      if (next === undefined) break;
      left = next;
    }
    if (lengthOf(left) <= longest) return fieldNameOf(left, text);
    return apart(fieldNameOf(left, text).slice(0, longest - 7), text);
  }
}

/** The words without one of them: first without such as "by", then from the end. The first word stays. */
function without(words: readonly string[]): readonly (readonly string[])[] {
  const places = words
    .map((_, index) => index)
    .slice(1)
    .toReversed();
  const [fillers, others] = [true, false].map((isFiller) =>
    places.filter((at) => filling.has(words[at] ?? '') === isFiller),
  );
  return [...(fillers ?? []), ...(others ?? [])].map((at) => words.toSpliced(at, 1));
}

const filling = new Set(
  'a an the of by for from in into on to with and or that were was is be it its at as'.split(' '),
);

/** Whether `few` are in `many` in the same order. */
function isWithin(few: readonly string[], many: readonly string[]): boolean {
  let at = 0;
  for (const word of many) if (word === few[at]) at += 1;
  return at === few.length;
}

function lengthOf(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + word.length, 0);
}

function fieldNameOf([first = '', ...rest]: readonly string[], text: string): string {
  return safe(`${first}${rest.map(upperFirst).join('')}`, text);
}

/**
 * Words in lower case: capitals and digits begin new ones, an apostrophe does not, and accents are left out.
 *
 * Some words are one although capitals begin within them: abbreviations in the plural (`IDs`), `RESTlet`, `iOS`. A
 * prefix of one letter, as in `o:errorCode`, is left out.
 */
export function wordsOf(text: string): readonly string[] {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’‘ʼ]/gu, '')
    .replaceAll('ß', 'ss')
    .replace(/^[a-z]:(?=[A-Za-z])/, '');
  return (plain.match(word) ?? []).map((one) => one.toLowerCase());
}

const word = /[A-Z]{2,}(?:s|lets?)(?![a-z])|(?<![A-Za-z])i[A-Z]{2,}(?![a-z])|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g;

function safe(name: string, text: string): string {
  if (name === '') return `unnamed_${digestOf(text)}`;
  return /^\d/.test(name) ? `_${name}` : name;
}
