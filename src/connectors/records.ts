import { isJsonObject, type Json } from '../json.ts';
import { formatLocation, type Location, parseLocation, readAt } from './location.ts';
import type { MethodField } from './method.ts';

/**
 * The records of a third-party app's answer, each as it came.
 *
 * They are: the answer, if it is a list; the list that the method's response fields point into; `records`, where there
 * is such a list; otherwise the answer as one record. An empty text, null and nothing at all are no records, in a list
 * too, and neither is the empty object in which an app finds nothing to list (`{"QueryResponse":{}}`).
 *
 * Fields point into the first list on their way. Where they point into several, or some into none, the list that at
 * least half of them point into has the records (the first of two halves): what stands beside it, such as a total, is
 * about them. Where no list has half of the fields, the lists are details of one record.
 */
export function readRecords(
  body: Json | undefined,
  responseFields: readonly Located[] = [],
  at?: Location,
): readonly Json[] {
  if (body === undefined || body === null || body === '') return [];
  if (at !== undefined) return toRecords(readAt(body, at));
  if (Array.isArray(body)) return withoutNulls(body);
  const promised = recordsLocation(responseFields);
  // A root that is no list although one was promised is not a list of one, but something else.
  const list = promised && isRoot(promised) ? undefined : promised;
  const listed = list && readAt(body, list);
  if (Array.isArray(listed)) return withoutNulls(listed);
  const records = isJsonObject(body) && Object.hasOwn(body, 'records') ? body['records'] : undefined;
  if (Array.isArray(records)) return withoutNulls(records);
  return list && isEmpty(readAt(body, list.slice(0, -1))) ? [] : [body];
}

function toRecords(found: Json | undefined): readonly Json[] {
  if (found === undefined || found === null || found === '') return [];
  return Array.isArray(found) ? withoutNulls(found) : [found];
}

/** A list may be long: it is copied only where it has to be. */
function withoutNulls(records: readonly Json[]): readonly Json[] {
  return records.includes(null) ? records.filter((record) => record !== null) : records;
}

function isEmpty(container: Json | undefined): boolean {
  return container === null || container === '' || (isJsonObject(container) && Object.keys(container).length === 0);
}

type Located = Pick<MethodField, 'location'>;

const known = new WeakMap<readonly Located[], { readonly list: Location | undefined }>();

/** The list that response fields point into, as {@link readRecords} finds it; undefined where there is none. */
export function recordsLocation(fields: readonly Located[]): Location | undefined {
  const found = known.get(fields) ?? { list: findList(fields) };
  known.set(fields, found);
  return found.list;
}

function findList(fields: readonly Located[]): Location | undefined {
  const lists = fields.map(({ location }) => toFirstList(parseLocation(location)));
  const groups = Map.groupBy(lists, (list) => list && formatLocation(list));
  return [...groups.values()].find(([list, ...others]) => list && (others.length + 1) * 2 >= fields.length)?.[0];
}

function toFirstList(location: Location): Location | undefined {
  const index = location.findIndex(({ many }) => many);
  return index === -1 ? undefined : location.slice(0, index + 1);
}

function isRoot([step, ...rest]: Location): boolean {
  return step?.key === '' && rest.length === 0;
}
