import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import type { Answer, Condition, Emptiness, Source } from '../scenario/answer.ts';
import { toBoolean, toInteger, toText } from '../wire/coerce.ts';
import { type AppAnswer, answerJson, type AppRequest, type Exchange, type Records } from './exchange.ts';

/** Says no, as the third-party app words it. */
export type Refuse = (status: number, code: string, message: string) => AppAnswer;

/** Makes the third-party app's side of a method from what the scenario says of it. */
export function createExchange(answer: Answer | undefined, refuse: Refuse): Exchange {
  return (request, records) => {
    if (answer === undefined) return empty('body');
    switch (answer.kind) {
      case 'canned':
        return answerJson(filled(answer.body, request, {}));
      case 'text':
        return { status: 200, contentType: answer.contentType ?? 'text/plain; charset=utf-8', body: answer.text };
      case 'empty':
        return empty(answer.as);
      case 'failure':
        return answerJson(filled(answer.body, request, {}), answer.status);
      case 'count':
        return answerJson(at(answer.at, matching(of(records, answer.of), answer.where, request).length));
      case 'list':
        return list(answer, request, of(records, answer.of));
      case 'get': {
        const { record } = found(records, answer, request);
        return record === undefined ? missing(refuse, answer.by, request) : shownRecord(answer, record, request);
      }
      case 'insert':
        return insert(answer, request, records, refuse);
      case 'update': {
        const { record, collection, index } = found(records, answer, request);
        if (record === undefined) return missing(refuse, answer.by, request);
        const [changes] = recordsGiven(answer.from, request.body);
        const changed = derived(
          { ...record, ...changes, [keyOf(answer)]: record[keyOf(answer)] ?? null },
          answer.derive,
          request,
        );
        collection[index] = changed;
        return answer.says === undefined ? shownRecord(answer, changed, request) : empty(answer.says);
      }
      case 'delete': {
        const { record, collection, index } = found(records, answer, request);
        if (record === undefined) return missing(refuse, answer.by, request);
        collection.splice(index, 1);
        return empty(answer.says ?? 'body');
      }
    }
  };
}

type ListAnswer = Extract<Answer, { kind: 'list' }>;
type InsertAnswer = Extract<Answer, { kind: 'insert' }>;

function list(answer: ListAnswer, request: AppRequest, all: readonly JsonObject[]): AppAnswer {
  const chosen = matching(all, answer.where, request);
  const offset = (answer.offset && toInteger(given(answer.offset, request))) ?? 0;
  const limit = answer.limit && toInteger(given(answer.limit, request));
  const { pluck } = answer;
  const items = chosen
    .slice(offset, limit === undefined ? undefined : offset + limit)
    .map((record) => shown(answer.show, record));
  const body = at(answer.at, pluck === undefined ? items : items.map((item) => item[pluck] ?? null));
  return answerJson(
    answer.beside && isJsonObject(body) ? { ...body, ...object(filled(answer.beside, request, {})) } : body,
  );
}

function insert(answer: InsertAnswer, request: AppRequest, records: Records, refuse: Refuse): AppAnswer {
  const collection = of(records, answer.of);
  const created: JsonObject[] = [];
  for (const one of recordsGiven(answer.from, request.body)) {
    const absent = (answer.needs ?? []).find((key) => (one[key] ?? '') === '');
    if (absent !== undefined) return refuse(422, 'REQUIRED_FIELD_MISSING', `Required fields are missing: ${absent}`);
    const taken = (answer.unique ?? []).find((key) =>
      [...collection, ...created].some((other) => same(other[key], one[key]) && one[key] !== undefined),
    );
    if (taken !== undefined) return refuse(409, 'DUPLICATE_VALUE', `Another record has the same ${taken}`);
    const key = keyOf(answer);
    const id = one[key] ?? nextId([...collection, ...created], key);
    created.push(derived({ ...object(answer.defaults ?? {}), [key]: id, ...one }, answer.derive, request));
  }
  collection.push(...created);
  if (answer.says !== undefined) return empty(answer.says);
  const [only, second] = created;
  if (only !== undefined && second === undefined) return shownRecord(answer, only, request);
  return answerJson(
    at(
      answer.at,
      created.map((record) => shown(answer.show, record)),
    ),
  );
}

/** Refused like a record that is not there, and changes nothing. */
function missing(refuse: Refuse, by: Source, request: AppRequest): AppAnswer {
  return refuse(404, 'NOT_FOUND', `There is no record ${toText(given(by, request)) ?? 'without an id'}`);
}

function shownRecord(
  answer: { readonly show?: readonly string[]; readonly at?: string; readonly beside?: JsonObject },
  record: JsonObject,
  request: AppRequest,
): AppAnswer {
  const body = at(answer.at, shown(answer.show, record));
  return answerJson(
    answer.beside && isJsonObject(body) ? { ...body, ...object(filled(answer.beside, request, record)) } : body,
  );
}

function of(records: Records, name: string): JsonObject[] {
  const known = records.get(name);
  if (known !== undefined) return known;
  const collection: JsonObject[] = [];
  records.set(name, collection);
  return collection;
}

function found(
  records: Records,
  { of: name, by, key }: { readonly of: string; readonly by: Source; readonly key?: string },
  request: AppRequest,
) {
  const collection = of(records, name);
  const wanted = given(by, request);
  const index = wanted === undefined ? -1 : collection.findIndex((record) => same(record[key ?? 'Id'], wanted));
  return { collection, index, record: collection[index] };
}

function keyOf({ key }: { readonly key?: string }): string {
  return key ?? 'Id';
}

function given(source: Source, { parameters, fields }: AppRequest): Json | undefined {
  return 'parameter' in source ? parameters[source.parameter] : fields[source.field];
}

function matching(
  records: readonly JsonObject[],
  where: readonly Condition[] = [],
  request: AppRequest,
): readonly JsonObject[] {
  return records.filter((record) => where.every((condition) => holds(condition, record, request)));
}

function holds({ given: source, key, is }: Condition, record: JsonObject, request: AppRequest): boolean {
  const wanted = given(source, request);
  if (wanted === undefined || wanted === null || wanted === '') return true;
  const value = record[key];
  if (is === 'flag') return toBoolean(wanted) !== true || toBoolean(value) === true;
  const [left, right] = [(toText(value) ?? '').toLowerCase(), (toText(wanted) ?? '').toLowerCase()];
  switch (is) {
    case 'equal':
      return left === right;
    case 'contains':
      return left.includes(right);
    case 'startsWith':
      return left.startsWith(right);
    case 'atLeast':
      return compare(left, right) >= 0;
    case 'atMost':
      return compare(left, right) <= 0;
  }
}

function compare(left: string, right: string): number {
  const [a, b] = [Number(left), Number(right)];
  return Number.isNaN(a) || Number.isNaN(b) ? left.localeCompare(right) : a - b;
}

function same(a: Json | undefined, b: Json | undefined): boolean {
  return a !== undefined && b !== undefined && toText(a) === toText(b);
}

function shown(show: readonly string[] | undefined, record: JsonObject): JsonObject {
  if (show === undefined) return record;
  return Object.fromEntries(
    show.filter((key) => key in record).map((key): [string, Json] => [key, record[key] ?? null]),
  );
}

/** Wraps `value` in an object for every step of a dotted path. */
function at(path: string | undefined, value: Json): Json {
  if (path === undefined) return value;
  return path.split('.').reduceRight<Json>((inner, key) => ({ [key]: inner }), value);
}

function recordsGiven(from: string | undefined, body: Json | undefined): readonly JsonObject[] {
  const place = (from ?? '').split('.').filter((key) => key !== '');
  const value = place.reduce<Json | undefined>((inner, key) => (isJsonObject(inner) ? inner[key] : undefined), body);
  if (Array.isArray(value)) return (value as readonly Json[]).filter(isJsonObject);
  return [object(value)];
}

function object(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function nextId(records: readonly JsonObject[], key: string): number {
  return Math.max(1000, ...records.map((record) => toInteger(record[key]) ?? 0)) + 1;
}

function derived(record: JsonObject, derive: JsonObject | undefined, request: AppRequest): JsonObject {
  return derive === undefined ? record : { ...record, ...object(filled(derive, request, record)) };
}

/** Fills `{{Parameters.x}}`, `{{Fields.x}}` and `{{Record.x}}` in; a text that is nothing else keeps the value's type. */
function filled(template: Json, request: AppRequest, record: JsonObject): Json {
  if (Array.isArray(template)) return (template as readonly Json[]).map((item) => filled(item, request, record));
  if (isJsonObject(template)) {
    return Object.fromEntries(
      Object.entries(template).map(([key, value]): [string, Json] => [key, filled(value, request, record)]),
    );
  }
  if (typeof template !== 'string') return template;
  const valueOf = (root: string, key: string): Json => {
    const from = root === 'Parameters' ? request.parameters : root === 'Fields' ? request.fields : record;
    return from[key] ?? null;
  };
  const [, root, key] = /^\{\{(Parameters|Fields|Record)\.([^}]+)\}\}$/.exec(template) ?? [];
  if (root !== undefined && key !== undefined) return valueOf(root, key);
  return template
    .replace(
      /\{\{(Parameters|Fields|Record)\.([^}]+)\}\}/g,
      (_all, from: string, name: string) => toText(valueOf(from, name)) ?? '',
    )
    .trim();
}

function empty(as: Emptiness): AppAnswer {
  if (as === 'no-content') return { status: 204, contentType: '', body: '' };
  return { status: 200, contentType: 'application/json; charset=utf-8', body: as === 'null' ? 'null' : '' };
}
