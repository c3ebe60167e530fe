import { asideDoubt } from './asides.ts';
import { joinDoubt } from './joined.ts';
import { isAscii, type NameParts } from './name.ts';
import { aboutWrites } from './nouns.ts';
import { isPlural, isVerbInForm } from './plural.ts';
import { nounsAfterAn, writing } from './verbs.ts';
import * as words from './words.ts';

/**
 * Why a name may be that of a write, whatever its endpoint is: a sentence. Undefined when nothing in it may write.
 * `kind-openings.ts` says what must follow each reading verb.
 */
export function doubtIn(name: NameParts): string | undefined {
  for (const doubt of doubts) {
    const reason = doubt(name);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

const doubts: readonly ((name: NameParts) => string | undefined)[] = [
  foreignDoubt,
  verbDoubt,
  joinDoubt,
  conditionDoubt,
  destinationDoubt,
  usedUpDoubt,
  newDoubt,
  asideDoubt,
  doneDoubt,
  taskDoubt,
  personDoubt,
  lastWordDoubt,
];

/** A verb may be in a language that these lists are not in. */
function foreignDoubt({ text }: NameParts): string | undefined {
  return !isAscii(text) && /(?=[^\p{ASCII}])[\p{L}\p{M}]/u.test(text)
    ? 'The name has letters other than a to z.'
    : undefined;
}

function verbDoubt({ words: all }: NameParts): string | undefined {
  const found = all.find((word, index) => writing.has(word) && !isNounHere(all, index));
  return found && `The name has the writing word "${found}".`;
}

/** "Retrieve a Broadcast", "Get Item Types for Update" and "Get Create User Schema" have a noun there. */
function isNounHere(all: readonly string[], index: number): boolean {
  const [verb = '', before = '', last = ''] = [all[0], all[index - 1], all.at(-1)];
  if (/^(?:of|from|with|about)$/.test(before)) return index > 2;
  if (before === 'a' || before === 'an') return index > 1 && nounsAfterAn.has(all[index] ?? '');
  const isInside = index > 0 && index < all.length - 1;
  if (isInside && last === 'schema' && /^(?:get|retrieve|fetch|describe)s?$/.test(verb)) return true;
  const start = all.lastIndexOf('for', index);
  return start > 1 && aboutWrites.has(all[start - 1] ?? '');
}

/** "Get Contact, Invite if Missing": only a check may have a condition, "Check If" and no other. */
function conditionDoubt({ words: all }: NameParts): string | undefined {
  const found = all.slice(/^checks?$/.test(all[0] ?? '') ? 2 : 0).find((word) => words.conditions.has(word));
  return found && `The name has the condition "${found}", and may write when it holds.`;
}

/** "Export Contacts to Drive" leaves something there; "List Users Assigned to Group" does not. */
function destinationDoubt({ words: all }: NameParts): string | undefined {
  const found = all.find((word, index) => words.destinations.has(word) && !isRelation(all, index));
  return found && `The name has a destination after "${found}".`;
}

function isRelation(all: readonly string[], index: number): boolean {
  const before = all[index - 1] ?? '';
  const isMoved = /^(?:export|download)s?$/.test(all[0] ?? '');
  return !isMoved && all[index] === 'to' && (before.endsWith('ed') || words.relations.has(before));
}

function usedUpDoubt({ words: all }: NameParts): string | undefined {
  const found = all.find((word, index) => words.usedUp.has(word) && !isGiven(all, index));
  return found && `The word "${found}" says that each call may create something or use it up.`;
}

/** "by Verification ID" has it already, and "Get Access Token Information" is about it. */
function isGiven(all: readonly string[], index: number): boolean {
  return words.aboutIt.has(all[index + 1] ?? '') || all.slice(Math.max(0, index - 2), index).includes('by');
}

/** "Get New Number" creates one; "List New Comments by Case ID" does not. */
function newDoubt({ words: all }: NameParts): string | undefined {
  const end = all.findIndex((word) => words.beyondTheNoun.has(word));
  const object = end === -1 ? all : all.slice(0, end);
  const found = object.includes('new') ? object.find((word) => words.made.has(word)) : undefined;
  return found && `Each call may create a new "${found}".`;
}

/** "Get Contract Signed" has it signed, and "Get Invoice Emailed to Customer" has it sent. "List Leads Converted" does not. */
function doneDoubt({ main }: NameParts): string | undefined {
  if (!/^(?:get|export|download)s?$/.test(main[0] ?? '')) return undefined;
  const index = main.findLastIndex((word) => isDone(word) && !words.saysWhich.has(word));
  const next = main[index + 1];
  const isBySomebody = next === 'by' && !main.slice(0, index).some(isPlural);
  const isLast = next === undefined || words.destinations.has(next) || isBySomebody;
  return index > 0 && isLast ? `The call may have something "${main[index]}".` : undefined;
}

function isDone(word: string): boolean {
  return /[^e]ed$/.test(word) || words.done.has(word);
}

/** "Get image from text" is a paid task, and "Get extracted document" can be fetched once. */
function taskDoubt({ words: all }: NameParts): string | undefined {
  const isContent = (word: string) => words.contents.has(word);
  const isConverted = all.some(
    (word, index) => index > 0 && word === 'from' && all.slice(index + 1, index + 4).some(isContent),
  );
  if (isConverted) return 'The call may be a task that converts what follows "from".';
  const found = all.find((word, index) => words.onceOnly.has(word) && isContent(all[index + 1] ?? ''));
  return found && `The word "${found}" names the result of a task, which may be readable only once.`;
}

/** "Get response from User" asks a person. */
function personDoubt({ words: all }: NameParts): string | undefined {
  const found = all.find((word, index) => words.givenByPersons.has(word) && all[index + 1] === 'from');
  return found && `The call may ask somebody for the "${found}".`;
}

/** "List Members Gamify" and "Check If Frobnicate" end in a verb. */
function lastWordDoubt({ main }: NameParts): string | undefined {
  if (main.length < 2) return undefined;
  const end = main.findIndex((word, index) => index > 1 && words.beyondTheNoun.has(word));
  const found = [main.at(-1) ?? '', main[end - 1] ?? ''].find(isVerbInForm);
  return found && `The word "${found}" at the end may be a verb.`;
}
