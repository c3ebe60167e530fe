import { isJsonObject, type Json } from '../json.ts';
import { type Location, parseLocation, readAt } from './location.ts';
import type { MethodField } from './method.ts';

/**
 * The records of a third-party app's answer, each as it came.
 *
 * They are: the answer, if it is a list; the list that the method's response fields point into; `records`, where there
 * is such a list; otherwise the answer as one record. Nothing and null are no records.
 */
export function readRecords(body: Json | undefined, responseFields: readonly MethodField[] = []): readonly Json[] {
  if (body === undefined || body === null) return [];
  if (Array.isArray(body)) return body as readonly Json[];
  const listed = readAt(body, listOf(responseFields));
  if (Array.isArray(listed)) return listed as readonly Json[];
  const records = isJsonObject(body) && Object.hasOwn(body, 'records') ? body['records'] : undefined;
  return Array.isArray(records) ? (records as readonly Json[]) : [body];
}

const known = new WeakMap<readonly MethodField[], Location>();

/** The way to the first list that most of the fields go through; empty where most go through none. */
function listOf(fields: readonly MethodField[]): Location {
  const found = known.get(fields);
  if (found !== undefined) return found;
  const counts = new Map<string, { readonly location: Location; count: number }>();
  for (const { location: text } of fields) {
    const location = parseLocation(text);
    const list = location.slice(0, location.findIndex(({ many }) => many) + 1);
    const key = JSON.stringify(list);
    const entry = counts.get(key) ?? { location: list, count: 0 };
    entry.count += 1;
    counts.set(key, entry);
  }
  const [most] = [...counts.values()].toSorted((a, b) => b.count - a.count);
  const location = most?.location ?? [];
  known.set(fields, location);
  return location;
}
