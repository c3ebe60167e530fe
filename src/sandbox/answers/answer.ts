import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import type { Answer, Emptiness, SequenceAnswer, Source } from '../scenario/answer.ts';
import type { ScenarioConnector } from '../scenario/connector.ts';
import type { ScenarioMethod } from '../scenario/method.ts';
import { toText } from '../wire/coerce.ts';
import { emptyReply } from '../wire/reply.ts';
import { cannedAnswer } from './canned.ts';
import {
  type AppAccess,
  type AppAnswer,
  answerJson,
  type AppRequest,
  type Exchange,
  type Records,
} from './exchange.ts';
import { sendOut } from './http.ts';
import { mergedRequest } from './merge.ts';
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
import { filled, filledObject } from './template.ts';

/** Creates the third-party app's side of a method from its answer in the scenario. */
export function createExchange(
  connector: ScenarioConnector,
  method: ScenarioMethod,
  allowedHosts: readonly string[],
): Exchange {
  const refuse = refusing(connector);
  const answering = (answer: Answer, request: AppRequest, access: AppAccess): AppAnswer | Promise<AppAnswer> => {
    const { records } = access;
    switch (answer.kind) {
      case 'canned':
        return cannedAnswer(answer, scopeOf(request));
      case 'sequence':
        return answering(nextOf(answer, access), request, access);
      case 'choice': {
        const value = toText(inputOf(answer.by, request)) ?? '';
        const chosen = Object.hasOwn(answer.cases, value) ? answer.cases[value] : undefined;
        return answering(chosen ?? answer.otherwise, request, access);
      }
      case 'text': {
        const headers = { 'content-type': answer.contentType ?? 'text/plain; charset=utf-8' };
        return { status: 200, headers, body: answer.text };
      }
      case 'empty':
        return empty(answer.as);
      case 'failure':
        return answerJson(filled(answer.body, scopeOf(request)), answer.status);
      case 'http':
        return sendOut(mergedRequest(answer, connector, method, request, access), allowedHosts);
      case 'count':
        return answerJson(placed(answer.at, matching(collectionOf(records, answer.of), answer.where, request).length));
      case 'list':
        return list(answer, request, records);
      case 'get': {
        const { record } = findRecord(records, answer, request);
        return record === undefined ? missing(refuse, answer.by, request) : one(answer, record, request);
      }
      case 'insert':
        return insert(answer, request, records, refuse);
      case 'update':
        return update(answer, request, records, refuse);
      case 'delete': {
        const { record, collection, index } = findRecord(records, answer, request);
        if (record === undefined) return missing(refuse, answer.by, request);
        collection.splice(index, 1);
        return empty(answer.says ?? 'body');
      }
    }
  };
  const { answer } = method;
  return (request, access) => (answer === undefined ? empty('body') : answering(answer, request, access));
}

function nextOf(sequence: SequenceAnswer, { turns }: AppAccess): Answer {
  const { answers, repeat = false } = sequence;
  const turn = turns.get(sequence) ?? 0;
  turns.set(sequence, turn + 1);
  const next = answers[repeat ? turn % answers.length : Math.min(turn, answers.length - 1)];
  if (next === undefined) throw new RangeError('A sequence has no answers.');
  return next;
}

/** Refuses a call in the third-party app's words. */
type Refuse = (status: number, code: string, message: string) => AppAnswer;

const plainRefusal: JsonObject = { code: '{{Code}}', message: '{{Message}}' };

function refusing({ refusal = plainRefusal }: ScenarioConnector): Refuse {
  return (status, code, message) =>
    answerJson(filledObject(refusal, { Status: status, Code: code, Message: message }), status);
}

type Of<Kind extends Answer['kind']> = Extract<Answer, { kind: Kind }>;

function list(answer: Of<'list'>, request: AppRequest, records: Records): AppAnswer {
  const found = matching(collectionOf(records, answer.of), answer.where, request);
  const items = cut(answer, request, found).map((record) => shown(answer.show, record));
  const { pluck } = answer;
  const body = placed(answer.at, pluck === undefined ? items : items.map((item) => item[pluck] ?? null));
  return answerJson(besides(answer, body, { ...scopeOf(request), Total: found.length, Count: items.length }));
}

function insert(answer: Of<'insert'>, request: AppRequest, records: Records, refuse: Refuse): AppAnswer {
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
  if (answer.says !== undefined) return empty(answer.says);
  const [only, second] = created;
  if (only !== undefined && second === undefined) return one(answer, only, request);
  return answerJson(
    placed(
      answer.at,
      created.map((record) => shown(answer.show, record)),
    ),
  );
}

function update(answer: Of<'update'>, request: AppRequest, records: Records, refuse: Refuse): AppAnswer {
  const { record, collection, index } = findRecord(records, answer, request);
  if (record === undefined) return missing(refuse, answer.by, request);
  const { key = 'Id' } = answer;
  const [changes] = recordsGiven(answer.from, request.body);
  const changed = derived({ ...record, ...changes, [key]: record[key] ?? null }, answer, request);
  const refused = check(changed, collection.toSpliced(index, 1), answer, refuse);
  if (refused !== undefined) return refused;
  collection[index] = changed;
  return answer.says === undefined ? one(answer, changed, request) : empty(answer.says);
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
function missing(refuse: Refuse, by: Source, request: AppRequest): AppAnswer {
  return refuse(404, 'NOT_FOUND', `There is no record ${toText(inputOf(by, request)) ?? 'without an id'}`);
}

interface Shown {
  readonly show?: readonly string[];
  readonly at?: string;
  readonly beside?: JsonObject;
}

function one(answer: Shown, record: JsonObject, request: AppRequest): AppAnswer {
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

function scopeOf({ parameters, fields, mergeFields }: AppRequest): Readonly<Record<string, Json>> {
  return { Parameters: parameters, Fields: fields, Mergefields: mergeFields };
}

function empty(as: Emptiness): AppAnswer {
  return emptyReply(as);
}
