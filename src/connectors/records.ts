import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { type Location, readAt } from './location.ts';
import { isEnvelopeKey } from './envelope-key.ts';
import { isSelf, type Located, type RecordList, recordListOf } from './record-list.ts';
import { tellsError } from './tells-error.ts';
import { isNothing, saysNone, toRecords } from './to-records.ts';

/**
 * The records of a third-party app's answer, each as it came.
 *
 * They are: what stands at `at`, if it is given; the answer, if it is a list; the list that the method's response fields
 * point into, see {@link recordListOf}; `records`, where there is such a list; otherwise the answer as one record.
 *
 * Where fields point into a list, an answer without it has no records, in whatever form the application leaves it out:
 * the key is absent, counts stand alone, there is null, false, zero, an empty text, object or list, or the words "No
 * records found". It is one record
 * nevertheless where it tells an error, and where it has what the fields say of one record beside the list. Null and an
 * empty text in a list are not records.
 */
export function readRecords(
  body: Json | undefined,
  responseFields: readonly Located[] = [],
  at?: Location,
): readonly Json[] {
  if (body === undefined || body === null || body === '') return [];
  if (at !== undefined) return toRecords(readAt(body, at));
  if (Array.isArray(body)) return toRecords(body);
  const list = recordListOf(responseFields);
  const isRoot = list?.location[0] !== undefined && isSelf(list.location[0]);
  const listed = list === undefined || isRoot ? undefined : readList(body, list, 0);
  if (listed !== undefined) return listed;
  const records = isJsonObject(body) && Object.hasOwn(body, 'records') ? body['records'] : undefined;
  if (Array.isArray(records)) return toRecords(records);
  if (list === undefined) return [body];
  if (isRoot) return toRecords(body, list.keys);
  return isOneRecord(body, list) ? [body] : [];
}

/** The list that response fields point into, as {@link readRecords} finds it; undefined where there is none. */
export function recordsLocation(fields: readonly Located[]): Location | undefined {
  return recordListOf(fields)?.location;
}

/** Undefined where the path ends before the list. */
function readList(value: Json | undefined, list: RecordList, index: number): readonly Json[] | undefined {
  const step = list.location[index];
  if (step === undefined) return toRecords(value, list.keys);
  if (isNothing(value)) return [];
  if (isSelf(step)) return readList(value, list, index + 1);
  if (Array.isArray(value)) return readEach(value as readonly Json[], list, index);
  if (!isJsonObject(value) || !Object.hasOwn(value, step.key)) return undefined;
  return readList(value[step.key], list, index + 1);
}

function readEach(values: readonly Json[], list: RecordList, index: number): readonly Json[] | undefined {
  const lists = values.map((value) => readList(value, list, index));
  if (lists.some((one) => one !== undefined)) return lists.flatMap((one) => one ?? []);
  // The list stands where the object around it was promised.
  return values.some((value) => isJsonObject(value) && hasAny(value, list.keys)) ? toRecords(values) : undefined;
}

/** Whether an answer without its list is one record, rather than an empty list. */
function isOneRecord(body: Json, list: RecordList): boolean {
  if (!isJsonObject(body)) return !isNothing(body) && !saysNone(body);
  if (tellsError(body)) return true;
  const around = list.location.slice(0, -1);
  const container = readAt(body, around);
  if (!isJsonObject(container)) return false;
  if (container !== body && tellsError(container)) return true;
  const beside = list.beside.map((location) => location[around.length]?.key ?? '');
  // The record that was to be in the list, without a list around it.
  const own = [...list.keys].filter((key) => !beside.includes(key) && !isEnvelopeKey(key));
  if (hasAny(container, own)) return true;
  const details = new Set(beside.filter((key) => !isEnvelopeKey(key) && Object.hasOwn(container, key)));
  return details.size > 1 || [...details].some((key) => /^_?(?:id|key|uuid|guid|number)$/i.test(key));
}

function hasAny(object: JsonObject, keys: Iterable<string>): boolean {
  for (const key of keys) if (Object.hasOwn(object, key)) return true;
  return false;
}
