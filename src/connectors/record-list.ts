import { isEnvelopeKey } from './envelope-key.ts';
import { formatLocation, type Location, parseLocation, type Step } from './location.ts';
import type { MethodField } from './method.ts';

export type Located = Pick<MethodField, 'location'>;

/** The list that response fields point into, and what they say about its records and the rest of the answer. */
export interface RecordList {
  /** Ends with the list. */
  readonly location: Location;
  /** First keys of its records; empty for a list of scalars. */
  readonly keys: ReadonlySet<string>;
  /** Fields that are in no list, each by its keys. */
  readonly beside: readonly Location[];
}

const known = new WeakMap<readonly Located[], { readonly list: RecordList | undefined }>();

/**
 * The list that response fields point into; undefined where there is none. Found once for the same fields.
 *
 * Fields point into the first list on their path. The list that at least half of them point into has the records (the
 * first of two halves). So has the list that most of them point into where every field in no list is about the answer
 * and not about a record: a total, a cursor, a status. Otherwise the lists are details of one record.
 */
export function recordListOf(fields: readonly Located[]): RecordList | undefined {
  const found = known.get(fields) ?? { list: findList(fields) };
  known.set(fields, found);
  return found.list;
}

function findList(fields: readonly Located[]): RecordList | undefined {
  const locations = fields.map(({ location }) => parseLocation(location));
  const beside = locations.filter((location) => listEnd(location) === 0);
  const groups = Map.groupBy(
    locations.filter((location) => listEnd(location) > 0),
    (location) => formatLocation(location.slice(0, listEnd(location))),
  );
  const lists = [...groups.values()];
  const chosen =
    lists.find((list) => list.length * 2 >= fields.length) ??
    (beside.every(isAboutAnswer)
      ? (largest(lists.filter((list) => !list.some(isAboutAnswer))) ?? lists[0])
      : undefined);
  const [first] = chosen ?? [];
  if (chosen === undefined || first === undefined) return undefined;
  const end = listEnd(first);
  const keys = chosen.flatMap((location) => location[end]?.key ?? []);
  return { location: first.slice(0, end), keys: new Set(keys), beside };
}

/** How many steps lead to the first list and into it; 0 where there is none. */
function listEnd(location: Location): number {
  return location.findIndex(({ many }) => many) + 1;
}

function largest(lists: readonly (readonly Location[])[]): readonly Location[] | undefined {
  return lists.reduce<readonly Location[] | undefined>(
    (most, list) => (most === undefined || list.length > most.length ? list : most),
    undefined,
  );
}

/** Whether a field is about the answer and not about a record, by its own key or by one on its path. */
export function isAboutAnswer(location: Location): boolean {
  const steps = location.slice(0, listEnd(location) || location.length);
  const own = steps.at(-1);
  // Stripe's word for "this is a list".
  if (location.length === 1 && own?.key === 'object') return true;
  return steps.some(({ key }) => aboutAnswer.has(key.toLowerCase())) || (own !== undefined && isEnvelopeKey(own.key));
}

/** Everything below these is about the answer. */
const aboutAnswer = new Set(
  '_links links link paging pagination pager page_info pageinfo page_context meta metadata _meta response_metadata responsestatus errors error warnings messages cursors cursor'.split(
    ' ',
  ),
);

/** A step to a list that is the value at hand. */
export function isSelf({ key, many }: Step): boolean {
  return many && key === '';
}
