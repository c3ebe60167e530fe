import { setOf, writing } from './verbs.ts';

/** The forms of a query in an endpoint. A write may have the same path, so a query proves nothing by itself. */
const queries: readonly RegExp[] = [
  /(?:\bquery)?\?q(?:uery)?=(?:\s|\+|%20)*select\b/i,
  /\bquery(?:all)?\?(?:q(?:uery)?=)?/i,
  /\/suiteql\b/i,
  /\/metadata-catalog\b/i,
  /\/sobjects\/[^/?]*\/describe\b/i,
  /\/reports?\//i,
];

/** The part of an endpoint that is a query, such as `query?q=SELECT`; undefined when none is. */
export function queryIn(endPoint: string | null): string | undefined {
  if (endPoint === null || endPoint.length > longestEndPoint) return undefined;
  for (const query of queries) {
    const found = query.exec(endPoint)?.[0];
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The part of an endpoint that may write, such as `/send` or `action=void`; undefined when none may. */
export function writeIn(endPoint: string | null): string | undefined {
  if (endPoint === null) return undefined;
  if (endPoint.length > longestEndPoint) return endPoint.slice(0, 20);
  const [path = '', query = ''] = withoutHost(endPoint).split('?');
  // The words of all segments are made at once, and the segment is given as it is spelt.
  const segment = spaced(path).split(separator).findIndex(isWritingSegment);
  return segment >= 0 ? path.split(separator)[segment] : query.split('&').find(isWritingPair);
}

/** In characters. An endpoint that holds a whole SOQL statement has a few thousand; a longer one is not judged to read. */
const longestEndPoint = 20_000;

function withoutHost(endPoint: string): string {
  return endPoint.replace(/^https?:\/\/[^/]*/i, '').replaceAll(/\{[^{}]*\}/g, '');
}

function isWritingSegment(segment: string): boolean {
  const words = segment.match(/[a-z]+/g) ?? [];
  const [first = '', second = ''] = words;
  if (words.length > 1 && aboutWritesInPaths.has(words.at(-1) ?? '')) return false;
  if (first === 'execute' && second === 'query') return false;
  return writingSegments.has(bulk.has(first) ? second : first);
}

function isWritingPair(pair: string): boolean {
  const [key = '', value = ''] = pair.split('=');
  if (!operations.has(key.toLowerCase())) return false;
  return (spaced(value).match(/[a-z]+/g) ?? []).some((word) => writing.has(word) || writingSegments.has(word));
}

function spaced(text: string): string {
  return text.replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, ' ').toLowerCase();
}

const separator = /(?=[/:])/;

const bulk = setOf('batch bulk do mass');

/** Names of query parameters that say what is done. */
const operations = setOf('_method action cmd command do method op operation script task');

/** Verbs that write, as segments of a path: `/send`. Those of `writing` that stand for records in paths are missing, such as `/launch`. */
const writingSegments = setOf(`
  abort accept activate add approve assign attach ban cancel capture clear clone close complete confirm convert copy
  create deactivate decline delete deny deploy detach disable dismiss drop edit enable enqueue erase execute
  finalise finalize fulfil fulfill generate insert install invite invoke join kick lock mark merge modify move
  notify pause pay provision publish purge reactivate refund register reject release remove rename renew reopen
  replace reply reprocess reschedule resend reset restart restore resume retry revoke rotate run save send sign
  start stop submit subscribe suspend sync synchronize terminate toggle trash unarchive unassign undelete unlink
  unlock unpublish unsubscribe update upload upsert void wipe withdraw write
`);

/** At the end of a segment, these are about a write: `/createSchema`, `/startDate`. */
const aboutWritesInPaths = setOf(`
  at created date dates field fields history id ids info list log logs options request requests result results
  schema schemas status statuses time type types
`);
