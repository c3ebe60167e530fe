import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import type { Answer } from '../scenario/answer.ts';
import type { Source } from '../scenario/source.ts';
import { toText } from '../wire/coerce.ts';
import { emptyReply } from '../wire/reply.ts';
import { type AppAnswer, answerJson, type AppRequest, type Records } from './exchange.ts';
import { pageOf } from './paged.ts';
import {
  collectionOf,
  cut,
  findRecord,
  inputOf,
  matching,
  nextId,
  placed,
  recordsGiven,
  sameValue,
  shown,
} from './records.ts';
import { filledObject } from './template.ts';

/** Refuses a call in the third-party app's words. */
export type Refuse = (status: number, code: string, message: string) => AppAnswer;

type Of<Kind extends Answer['kind']> = Extract<Answer, { kind: Kind }>;

/** Answers with the records that fit. */
export function list(answer: Of<'list'>, request: AppRequest, records: Records): AppAnswer {
  const found = matching(collectionOf(records, answer.of), answer.where, request);
  const { key = 'Id', paging, pluck } = answer;
  const page = paging && pageOf(paging, key, found, request);
  const items = (page?.records ?? cut(answer, request, found)).map((record) => shown(answer.show, record));
  const listed = placed(answer.at, pluck === undefined ? items : items.map((item) => item[pluck] ?? null));
  const body = besides(answer, listed, { ...scopeOf(request), Total: found.length, Count: items.length });
  if (page === undefined) return answerJson(body);
  const answered = answerJson(page.beside(body));
  return { ...answered, headers: { ...answered.headers, ...page.headers } };
}

/** Adds the records of the body to their collection. */
export function insert(answer: Of<'insert'>, request: AppRequest, records: Records, refuse: Refuse): AppAnswer {
  const collection = collectionOf(records, answer.of);
  const { key = 'Id' } = answer;
  const created: JsonObject[] = [];
  for (const given of recordsGiven(answer.from, request.body)) {
    const others = [...collection, ...created];
    const refused = check({ ...given, [key]: given[key] ?? null }, others, answer, refuse);
    if (refused !== undefined) return refused;
    const id = given[key] ?? nextId(others, key);
    created.push(derived({ ...answer.defaults, [key]: id, ...given }, answer, request));
  }
  collection.push(...created);
  if (answer.says !== undefined) return emptyReply(answer.says);
  const [only, second] = created;
  if (only !== undefined && second === undefined) return one(answer, only, request);
  return answerJson(
    placed(
      answer.at,
      created.map((record) => shown(answer.show, record)),
    ),
  );
}

/** Changes the record that the call names. */
export function update(answer: Of<'update'>, request: AppRequest, records: Records, refuse: Refuse): AppAnswer {
  const { record, collection, index } = findRecord(records, answer, request);
  if (record === undefined) return missing(refuse, answer.by, request);
  const { key = 'Id' } = answer;
  const [changes] = recordsGiven(answer.from, request.body);
  const changed = derived({ ...record, ...changes, [key]: record[key] ?? null }, answer, request);
  const refused = check(changed, collection.toSpliced(index, 1), answer, refuse);
  if (refused !== undefined) return refused;
  collection[index] = changed;
  return answer.says === undefined ? one(answer, changed, request) : emptyReply(answer.says);
}

function check(
  record: JsonObject,
  others: readonly JsonObject[],
  { needs = [], unique = [] }: Of<'insert'> | Of<'update'>,
  refuse: Refuse,
): AppAnswer | undefined {
  const absent = needs.find((key) => (record[key] ?? '') === '');
  if (absent !== undefined) return refuse(422, 'REQUIRED_FIELD_MISSING', `Required fields are missing: ${absent}`);
  const taken = unique.find(
    (key) => (record[key] ?? null) !== null && others.some((other) => sameValue(other[key], record[key])),
  );
  return taken === undefined ? undefined : refuse(409, 'DUPLICATE_VALUE', `Another record has the same ${taken}`);
}

/** The refusal of a call that names no record. */
export function missing(refuse: Refuse, by: Source, request: AppRequest): AppAnswer {
  return refuse(404, 'NOT_FOUND', `There is no record ${toText(inputOf(by, request)) ?? 'without an id'}`);
}

interface Shown {
  readonly show?: readonly string[];
  readonly at?: string;
  readonly beside?: JsonObject;
}

/** Answers with one record. */
export function one(answer: Shown, record: JsonObject, request: AppRequest): AppAnswer {
  const body = placed(answer.at, shown(answer.show, record));
  return answerJson(besides(answer, body, { ...scopeOf(request), Record: record }));
}

function besides({ beside }: Shown, body: Json, scope: Readonly<Record<string, Json>>): Json {
  return beside !== undefined && isJsonObject(body) ? { ...body, ...filledObject(beside, scope) } : body;
}

function derived(record: JsonObject, { derive }: { readonly derive?: JsonObject }, request: AppRequest): JsonObject {
  return derive === undefined
    ? record
    : { ...record, ...filledObject(derive, { ...scopeOf(request), Record: record }) };
}

/** What placeholders of an answer can name. */
export function scopeOf({ parameters, fields, mergeFields }: AppRequest): Readonly<Record<string, Json>> {
  return { Parameters: parameters, Fields: fields, Mergefields: mergeFields };
}
