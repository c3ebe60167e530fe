import { apart, digestOf, upperFirst } from '../names.ts';

// How names were derived when a catalog held none but those of methods. Nothing here may change: documents rely on it.

/** GraphQL has no limit of its own. A longer name is cut, and told apart by its digest. */
const longest = 100;

/** "List Contacts" → `listContacts`: a name for a field, an argument or an input field. */
export function toFieldName(text: string): string {
  const [first = '', ...rest] = wordsOf(text);
  return safe(`${first}${rest.map(upperFirst).join('')}`, text);
}

/** "In progress" → `IN_PROGRESS`. GraphQL reserves `true`, `false` and `null`, but only in lower case. */
export function toEnumName(text: string): string {
  return safe(wordsOf(text).join('_').toUpperCase(), text);
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
  taken: ReadonlySet<string> = new Set(),
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [name, alike] of Map.groupBy([...new Set(keys)].toSorted(), toName)) {
    const holder = taken.has(name) ? undefined : (alike.find((key) => key === name) ?? alike[0]);
    for (const key of alike) names.set(key, key === holder ? name : apart(name, key));
  }
  return names;
}

/** Words in lower case: capitals and digits begin new ones, an apostrophe does not, and accents are left out. */
function wordsOf(text: string): readonly string[] {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’‘ʼ]/gu, '')
    .replaceAll('ß', 'ss');
  return (plain.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? []).map((word) => word.toLowerCase());
}

function safe(name: string, text: string): string {
  if (name === '') return `unnamed_${digestOf(text)}`;
  const short = name.length > longest ? apart(name.slice(0, longest), text) : name;
  return /^\d/.test(short) ? `_${short}` : short;
}
