import { canonicalJson, isJsonObject, type Json } from '../json.ts';
import { isHidden, hiddenValue } from './input-declared.ts';
import { bodyPathOf, listsAt, type BodyPath } from './input-index.ts';
import type { InputProblems, Path } from './input-problems.ts';
import type { MethodField } from './method.ts';
import { toBodyValue } from './value.ts';

/** A place in a body: keys of objects, and numbers of elements of lists. */
export type Place = readonly (string | number)[];

/** Which element is meant of each list on a path: first of the lists before the first key, then of those under each key. */
export type Rows = readonly (readonly number[])[];

/** What stands at a place of a body. */
export interface Placed {
  readonly place: Place;
  /** Undefined for an object that has something in it, or nothing. */
  readonly value: Json | undefined;
  /** Where the caller gave it. */
  readonly path: Path;
  /** What it is called in messages. */
  readonly location: string;
}

/** The place at the end of a path; where no row is meant, it is the first one. */
export function placeOf({ lists, steps }: BodyPath, rows: Rows): Place {
  return [
    ...elements(lists, rows[0]),
    ...steps.flatMap(({ key, lists: below }, index) => [key, ...elements(below, rows[index + 1])]),
  ];
}

function elements(lists: number, rows: readonly number[] = []): readonly number[] {
  return Array.from({ length: lists }, (_, level) => rows[level] ?? 0);
}

/** Parsed once for each field of a listing. */
const paths = new WeakMap<MethodField, BodyPath>();

function pathOf(field: MethodField): BodyPath {
  const found = paths.get(field) ?? bodyPathOf(field.location);
  paths.set(field, found);
  return found;
}

/** The place of a field’s value. Where a list is at the end of the path, the value is that list. */
export function placeOfField(field: MethodField, rows: Rows): Place {
  const bodyPath = pathOf(field);
  const last = bodyPath.steps.at(-1);
  if (last === undefined) return placeOf({ lists: 0, steps: [] }, rows);
  return placeOf({ ...bodyPath, steps: [...bodyPath.steps.slice(0, -1), { ...last, lists: 0 }] }, rows);
}

/** A field’s value as it stands in a body: of its declared type, and a list where its location ends in one. */
export function bodyValueOf(field: MethodField, value: Json): Json {
  const toLists = (inner: Json, lists: number): Json => {
    if (lists === 0 || inner === null) return toBodyValue(field.dataType, inner);
    const items = Array.isArray(inner) ? (inner as readonly Json[]) : [inner];
    return items.map((item) => toLists(item, lists - 1));
  };
  return toLists(value, listsAt(pathOf(field)));
}

/**
 * Builds the body that has everything at its place. What contradicts something else is a problem: an object and a list in
 * one place, a value and something below it, two values in one place.
 */
export function buildRows(placed: readonly Placed[], problems: InputProblems): Json {
  return build(placed, 0, problems);
}

function build(placed: readonly Placed[], depth: number, problems: InputProblems): Json {
  const [first, ...others] = placed;
  if (first === undefined) return {};
  const kind = kindAt(first, depth);
  for (const other of others) {
    const isSame = kindAt(other, depth) === kind && (kind !== 'a value' || isEqual(first.value, other.value));
    if (isSame) continue;
    const message = `"${other.location}" contradicts "${first.location}": ${kindAt(other, depth)} cannot stand where ${kind} does.`;
    problems.add(other.path, message, []);
    return null;
  }
  if (kind === 'a value') return first.value ?? null;
  const below = Map.groupBy(
    placed.filter(({ place }) => place.length > depth),
    ({ place }) => place[depth],
  );
  const inner = (key: string | number) => build(below.get(key) ?? [], depth + 1, problems);
  if (kind === 'an object') {
    // fromEntries makes own properties of every name, `__proto__` too.
    return Object.fromEntries(Array.from(below.keys(), (key): [string, Json] => [String(key), inner(key ?? '')]));
  }
  const length = 1 + Math.max(...Array.from(below.keys(), Number));
  return Array.from({ length }, (_, index) => inner(index));
}

function kindAt({ place, value }: Placed, depth: number): 'a value' | 'a list' | 'an object' {
  if (place.length === depth) return value === undefined ? 'an object' : 'a value';
  return typeof place[depth] === 'number' ? 'a list' : 'an object';
}

function isEqual(one: Json | undefined, other: Json | undefined): boolean {
  return canonicalJson(one) === canonicalJson(other);
}

/** Adds the hidden fields whose value the listing tells, in every row; what is given stays. */
export function withHiddenFields(body: Json, fields: readonly MethodField[]): Json {
  return fields.filter(isHidden).reduce<Json>((made, field) => {
    const value = hiddenValue(field);
    const bodyPath = bodyPathOf(field.location);
    return value === undefined || bodyPath.steps.length === 0 || listsAt(bodyPath) > 0
      ? made
      : filledIn(made, bodyPath, value);
  }, body);
}

function filledIn(body: Json, { lists, steps: [step, ...steps] }: BodyPath, value: Json): Json {
  if (step === undefined) return body;
  if (lists > 0) {
    const bodyPath = { lists: lists - 1, steps: [step, ...steps] };
    return Array.isArray(body) ? (body as readonly Json[]).map((row) => filledIn(row, bodyPath, value)) : body;
  }
  if (!isJsonObject(body)) return body;
  const { key } = step;
  const found = Object.hasOwn(body, key) ? body[key] : undefined;
  // A list that is not there has no rows to fill.
  if (found === undefined && (step.lists > 0 || steps.some((one) => one.lists > 0))) return body;
  const inner = steps.length === 0 ? (found ?? value) : filledIn(found ?? {}, { lists: step.lists, steps }, value);
  return found === inner ? body : Object.fromEntries([...Object.entries(body), [key, inner]]);
}
