import type { NameParts } from './name.ts';
import { qualifiers, things } from './nouns.ts';
import { isPlural, isVerbInForm } from './plural.ts';
import { writing } from './verbs.ts';
import { beyondTheNoun } from './words.ts';

/** "Get Slot (Book)" and "Get Slot: Book" have a second verb, whatever it is; "Get Slot (Trigger)" does not. */
export function asideDoubt({ asides }: NameParts): string | undefined {
  const found = asides.map(unknownIn).find((word) => word !== undefined);
  return found && `The word "${found}" after a bracket, comma, colon, dash or slash may be a second verb.`;
}

/** Any word may be a verb but those that are known not to be, and those in a form that a second verb would not have. */
function unknownIn(aside: readonly string[]): string | undefined {
  for (const [index, word] of aside.entries()) {
    // Behind "by" and "for" stand nouns; "is" and "its" may be followed by anything.
    if (beyondTheNoun.has(word) && word !== 'is' && word !== 'its') return undefined;
    if (!isQualifier(word) && !(isNoun(word, index) && endsAt(aside, index))) return word;
  }
  return undefined;
}

function isQualifier(word: string): boolean {
  return qualifiers.has(word) || /[^e]ed$/.test(word) || (word.endsWith('ly') && !writing.has(word));
}

/** "(Books Slot)" has a verb; "/Suppliers" and "(Order Details)" have none. */
function isNoun(word: string, index: number): boolean {
  return (isPlural(word) && !isThirdPerson(word)) || (things.has(word) && index > 0);
}

function endsAt(aside: readonly string[], index: number): boolean {
  const next = aside[index + 1];
  return next === undefined || beyondTheNoun.has(next);
}

/** Whether a word in the form of a plural is a verb in the third person: "Get Unread Messages (Marks as Read)". */
export function isThirdPerson(word: string): boolean {
  const stem = word.replace(/s$/, '');
  return writing.has(stem) || writing.has(word.slice(0, -2)) || isVerbInForm(stem);
}
