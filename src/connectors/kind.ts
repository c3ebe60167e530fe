import { doubtIn } from './kind/doubts.ts';
import { queryIn, writeIn } from './kind/endpoint.ts';
import { type NameParts, partsOf } from './kind/name.ts';
import { openingOf } from './kind/openings.ts';
import { isCallersQuery, isKnownThroughout, phraseIn } from './kind/phrases.ts';
import { readingLanguages } from './kind/words.ts';
import type { ListedMethod, MethodKind } from './method.ts';

/** Whether a method only reads, and one English sentence that says why. */
export interface JudgedKind {
  readonly kind: MethodKind;
  /** Such as `The name has the writing word "Send".` */
  readonly reason: string;
}

/** Whether a method is there to be called; a webhook is called by the third-party app. */
export function isCallable({ methodType }: Pick<ListedMethod, 'methodType'>): boolean {
  return methodType === null || methodType === 'Action';
}

/**
 * Whether a method only reads: decides whether a query may call it, and whether it is shared, retried and cached.
 *
 * A listing does not say so, so the name and the endpoint have to. A method reads when it is an `Action` whose name
 * begins with a reading verb or is a known phrase, and nothing in the name or the endpoint may write. A query in the
 * endpoint, such as `query?q=SELECT`, settles what the name leaves open after a reading verb; it proves nothing alone.
 * A write must never be taken for a read: whatever is in doubt is a write.
 *
 * @see docs/cyclr.md#method-listings
 */
export function judgeMethod(method: Pick<ListedMethod, 'name' | 'methodType' | 'endPoint'>): JudgedKind {
  const { name, methodType, endPoint } = method;
  if (methodType === null || methodType === '') return write('The listing does not say that its type is Action.');
  if (methodType !== 'Action') return write(`Its type is ${methodType}, not Action.`);
  if (name.length > longestName) return write(`The name has more than ${longestName} characters.`);
  const parts = partsOf(name);
  const doubt = isKnownThroughout(parts) ? undefined : doubtIn(parts);
  if (doubt !== undefined) return write(asWritten(doubt, name));
  const path = writeIn(endPoint);
  if (path !== undefined) return write(`The endpoint holds "${path}", which may write.`);
  return judgeOpening(parts, method);
}

/** In characters. A longer name is a write: none of a connector was seen with more than 200. */
export const longestName = 500;

function judgeOpening(parts: NameParts, { name, endPoint }: Pick<ListedMethod, 'name' | 'endPoint'>): JudgedKind {
  const phrase = phraseIn(parts);
  if (phrase !== undefined) return read(phrase);
  const query = isCallersQuery(parts) ? queryIn(endPoint) : undefined;
  if (query !== undefined) return read(`The endpoint holds "${query}" and the name is a query.`);
  // "Query (SOQL)" says in its aside what it does.
  const [verb = '', ...rest] = parts.words.some((word) => readingLanguages.has(word)) ? parts.words : parts.main;
  const opening = openingOf(verb);
  if (opening === undefined) return write('The name does not begin with a reading verb.');
  const begins = asWritten(`begins with "${verb}"`, name);
  const doubt = opening(rest);
  if (doubt === undefined) return read(`The name ${begins} and nothing in it writes.`);
  const found = queryIn(endPoint);
  return found === undefined
    ? write(asWritten(doubt, name))
    : read(`The endpoint holds "${found}" and the name ${begins}.`);
}

/** Quotes words in a reason as the name spells them: "lookup" as "Look Up". */
function asWritten(reason: string, name: string): string {
  return reason.replaceAll(/"([a-z]+)"/g, (quoted, word: string) => {
    const start = name.toLowerCase().indexOf(word);
    if (start >= 0) return `"${name.slice(start, start + word.length)}"`;
    const found = new RegExp(word.replaceAll(/(?!^|$)/g, '[ _-]?'), 'i').exec(name);
    return found === null ? quoted : `"${found[0]}"`;
  });
}

function read(reason: string): JudgedKind {
  return { kind: 'READ', reason };
}

function write(reason: string): JudgedKind {
  return { kind: 'WRITE', reason };
}
