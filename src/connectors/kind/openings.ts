import { entities, several, things } from './nouns.ts';
import { isSeveral, leadOf, objectOf, type Rest, strayDoubt, verbDoubt } from './objects.ts';
import { isPlural } from './plural.ts';
import { setOf } from './verbs.ts';
import * as words from './words.ts';

/** Says why what follows a reading verb is in doubt; undefined when it is not. A query in the endpoint clears the doubt. */
type Opening = (rest: Rest) => string | undefined;

/** What must follow each reading verb. Several of them are nouns too: "Query Schedule", "List Email", "Check Void". */
const openings: ReadonlyMap<string, Opening> = new Map<string, Opening>([
  ...['get', 'retrieve', 'fetch', 'obtain', 'read', 'view', 'browse', 'peek'].map((verb) => [verb, getDoubt] as const),
  ...['find', 'lookup', 'looksup'].map((verb) => [verb, findDoubt] as const),
  ['describe', describeDoubt],
  ['search', (rest) => (rest.length === 0 ? undefined : verbDoubt(rest))],
  ['query', queryDoubt],
  ['export', exportDoubt],
  ['download', downloadDoubt],
  ...['list', 'enumerate', 'count'].map((verb) => [verb, listDoubt] as const),
  ['check', checkDoubt],
  ['show', showDoubt],
  ['select', selectDoubt],
  ['return', returnDoubt],
  ['returns', returnsDoubt],
]);

/** The check for a reading verb, in the infinitive or the third person; undefined for any other word. */
export function openingOf(verb: string): Opening | undefined {
  return openings.get(verb) ?? openings.get(verb.replace(/(?<=ch)es$|s$/, ''));
}

const alone = 'The name is only a verb.';

function findDoubt(rest: Rest): string | undefined {
  return rest.length > 0 ? strayDoubt(rest) : alone;
}

/** "Get Approval" asks somebody for it, and "Get New Address" creates one; "Get Approval Status" and "Get New Leads" do not. */
function getDoubt(rest: Rest): string | undefined {
  if (rest.length === 0) return alone;
  const object = objectOf(rest);
  const last = object.at(-1) ?? '';
  const isCourse = last === 'completion' && object.length > 1 && object[0] !== 'chat';
  const isAnswer = rest.length === 1 && (last === 'response' || last === 'answer');
  if (isAnswer || (words.askedFor.has(last) && !isCourse)) return `The call may ask for the "${last}".`;
  const isOneNew = rest[0] === 'new' && !rest.some((word) => isPlural(word) || several.has(word));
  return isOneNew ? 'Each call may create a new one.' : strayDoubt(rest);
}

/** "Describe an image" is a paid task. */
function describeDoubt(rest: Rest): string | undefined {
  return rest.some((word) => pictures.has(word)) ? 'The description may be a paid task.' : findDoubt(rest);
}

const pictures = setOf('image images photo photos picture pictures video videos');

/** "List Contacts" reads, "List Item" puts it up for sale, and "List Items on Channel" does so with several. */
function listDoubt(rest: Rest): string | undefined {
  const object = objectOf(rest);
  const last = object.at(-1) ?? '';
  // "Sales" is not a plural in "Sales Order".
  const isList = isSeveral(last) || last === 'sales' || object.some((word) => isPlural(word) || word === 'all');
  if (!isList) return 'The name has no plural, and its verb may mean something else.';
  const isForSale = rest.some((word, index) => word === 'sale' || isOnMarket(rest, index));
  return isForSale ? 'The name may put something up for sale.' : verbDoubt(rest);
}

function isOnMarket(rest: Rest, index: number): boolean {
  if (rest[index] !== 'on') return false;
  const next = rest[index + 1] ?? '';
  const isRecord = things.has(next) || entities.has(next) || next === 'card' || next === 'board';
  return words.markets.has(next) || !isRecord;
}

/** "Query Invoices" and "Query (SOQL)" read; a bare "Query" of a database does what the caller gives it. */
function queryDoubt(rest: Rest): string | undefined {
  if (rest.some((word) => words.anyStatement.has(word))) return 'The caller gives the statement, which may write.';
  return rest.some((word) => words.readingLanguages.has(word)) ? undefined : listDoubt(rest);
}

/** "Check Availability" reads; "Check In", "Check Out" and "Check Item" (off a checklist) do not. */
function checkDoubt(rest: Rest): string | undefined {
  const asks = (rest[0] === 'if' || rest[0] === 'whether') && rest.some((word, index) => index > 1 && being.has(word));
  if (asks) return strayDoubt(rest);
  const last = rest.findLastIndex((word) => words.states.has(word));
  const after = rest[last + 1];
  // "Check Order Status" and "Check Stock Level by SKU"; "Check Balance Transfer" is of no balance.
  const isLast = after === undefined || after === 'level' || after === 'levels' || words.beyondTheNoun.has(after);
  const isState = last >= 0 && isLast && !rest.some((word) => words.particles.has(word));
  return isState ? undefined : 'The name does not say which state it checks.';
}

const being = setOf('are has have is');

function exportDoubt(): string {
  return 'An export may start a job, send an email or leave a file somewhere.';
}

/** "Download File from URL" leaves it in the third-party app. */
function downloadDoubt(rest: Rest): string | undefined {
  if (rest.length === 0) return alone;
  const found = rest.find((word) => words.storedSomewhere.has(word));
  return found === undefined ? verbDoubt(rest) : `The download may be stored or installed: "${found}".`;
}

function showDoubt(rest: Rest): string | undefined {
  const found = rest.find((word) => words.shownToSomebody.has(word) || word === 'on');
  return found === undefined ? getDoubt(rest) : `The call may show something to somebody: "${found}".`;
}

/** "Select Rows" reads; "Select Winner" and "Select Candidates for Interview" do not. */
function selectDoubt(rest: Rest): string | undefined {
  const object = objectOf(rest);
  const isChoice = rest.some((word) => word === 'as' || word === 'for' || word.startsWith('winner'));
  const isRows = object[0] === 'row' || object[0] === 'record' || object.some(isPlural);
  if (!isRows || isChoice) return 'The name may make a choice.';
  const isStatement = rest.some((word) => words.anyStatement.has(word) && word !== 'database');
  return isStatement ? queryDoubt(rest) : verbDoubt(rest);
}

/** "Return a list of orders" and "Return API version" read; "Return Order" brings it back to the shop. */
function returnDoubt(rest: Rest): string | undefined {
  const isRead = leadOf(rest) > 1 || returned.has(rest[0] ?? '') || returned.has(objectOf(rest).at(-1) ?? '');
  return isRead ? strayDoubt(rest) : broughtBack;
}

/** "Returns contact details" reads; "Returns Items" may be the customer who does. */
function returnsDoubt(rest: Rest): string | undefined {
  if (leadOf(rest) > 1 || rest[0] === 'all') return strayDoubt(rest);
  const object = objectOf(rest);
  const isRead = leadOf(rest) === 1 || object.some(isSeveral);
  return isRead && !object.some((word) => words.broughtBack.has(word)) ? strayDoubt(rest) : broughtBack;
}

const returned = setOf('all data details information list metadata version');
const broughtBack = 'The name may say that something is brought back.';
