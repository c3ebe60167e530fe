import { isJsonObject, parseJson } from '../../json.ts';
import { type Entry, isKept } from './entry.ts';

/** Of the form below. A gateway reads no entry of another form: it cannot know what that means. */
const version = 1;

/** An entry as a text, for a store that keeps texts. */
export function encodeEntry(entry: Entry): string {
  const answer = entry.ending?.answer;
  const body = answer !== undefined && isKept(answer) ? answer.body.toString('base64') : undefined;
  const kept = { ...entry, ...(body !== undefined && { ending: { ...entry.ending, answer: { ...answer, body } } }) };
  return JSON.stringify({ version, ...kept });
}

/** @throws Error for a text that {@link encodeEntry} of this version has not made */
export function decodeEntry(text: string): Entry {
  const read = parseJson(text);
  if (!isJsonObject(read) || read['version'] !== version) {
    throw new Error('The ledger has an entry of another version of the gateway.');
  }
  const { version: _version, ...entry } = read as unknown as Entry & { readonly version: number };
  const answer = entry.ending?.answer;
  if (entry.ending === undefined || answer === undefined || !isKept(answer)) return entry;
  const body = Buffer.from(answer.body as unknown as string, 'base64');
  return { ...entry, ending: { ...entry.ending, answer: { ...answer, body } } };
}
