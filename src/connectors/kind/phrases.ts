import type { NameParts } from './name.ts';
import { entities, qualifiers, things } from './nouns.ts';
import { setOf, verbsToo } from './verbs.ts';
import { conditions } from './words.ts';

/** Why a name reads although no reading verb begins it: a sentence; undefined for all other names. */
export function phraseIn(name: NameParts): string | undefined {
  const main = name.main.join(' ');
  if (isReadingQuery(name.words)) return 'SOQL, SOSL and SuiteQL can only read.';
  if (tests.test(main)) return 'The name says that it tests the connection.';
  if (searches.test(main)) return 'The name is a search.';
  if (httpGet.test(name.text)) return 'The name says that the request is an HTTP GET, which is safe by definition.';
  if (listsFields(name.main)) return 'The name says that it lists the fields of a request or response.';
  return asksForExistence(name.words) ? 'The name asks whether something exists.' : undefined;
}

/** Whether the name is that of a query whose text the caller gives. It reads where the endpoint only takes queries. */
export function isCallersQuery({ main }: NameParts): boolean {
  return queriesOfTheCaller.test(main.join(' '));
}

/** Whether every word of a name is known, so that none is in doubt: "Execute SOQL Query", "If Exists: Campaign". */
export function isKnownThroughout({ text, words }: NameParts): boolean {
  const isPlain = /^[a-z\d\s:()]+$/.test(text);
  return isPlain && (isReadingQuery(words) || (words[0] === 'if' && asksForExistence(words)));
}

/** "Execute SOQL Query", and "(Paged)" behind it. */
function isReadingQuery(words: readonly string[]): boolean {
  const found = queriesThatRead.exec(words.join(' '));
  return found !== null && (found[1] ?? '').split(' ').every((word) => word === '' || qualifiers.has(word));
}

const queriesThatRead = /^execute (?:an? )?(?:soql|sosl|suiteql)(?: query| search)?((?: [a-z]+)*)$/;
const queriesOfTheCaller = /^(?:run |execute )?(?:an? )?(?:(?:advanced|custom|soql|sosl|suiteql) )?query(?: all)?$/;
const tests = /^test (?:auth|authentication|authori[sz]ation|connection|connectivity|credentials)$/;
const searches = /^(?:advanced|full text|global|parameteri[sz]ed|quick|universal) search$/;
const httpGet = /^(?:(?:api|custom|http|raw|rest|restlet) )?(?:request|call) ?\(get\)$/;

/** "Invoice Response Fields" */
function listsFields(main: readonly string[]): boolean {
  const [kind = '', last] = main.slice(-2);
  const nouns = main.slice(0, -2);
  const isOfMessage = last === 'fields' && (kind === 'response' || kind === 'request' || kind === 'custom');
  return isOfMessage && nouns.length > 0 && nouns.every((word) => entities.has(word) || things.has(word));
}

/** "Contact Exists For Email", "If Exists: Campaign" and "Does Object Exist" ask; "Ensure Contact Exists" and "Tag If Exists" do not. */
function asksForExistence(words: readonly string[]): boolean {
  if (words[0] === 'if') return words[1] === 'exists' && words.length > 2 && words.slice(2).every(isRecord);
  if (words[0] === 'does') return words.length > 2 && words.indexOf('exist') === words.length - 1;
  return words.indexOf('exists') > 0 && !words.some((word) => conditions.has(word));
}

/** "If Exists: Charge" may charge somebody. */
function isRecord(word: string): boolean {
  return (
    things.has(word) || qualifiers.has(word) || (entities.has(word) && !verbsToo.has(word) && !verbsHere.has(word))
  );
}

const verbsHere = setOf('bill check message note offer project quote rate record report return');
