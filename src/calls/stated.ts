import { parsePath } from '../connectors/path.ts';
import { selectPaths } from '../connectors/select.ts';
import { type Location, parseLocation } from '../connectors/location.ts';
import type { SelectedPaths } from '../connectors/select-check.ts';
import { badUserInput, type Problem } from '../errors.ts';
import { toAccountConnectorId } from '../ids.ts';
import type { Json, JsonObject } from '../json.ts';
import { quoted } from '../text/quoted.ts';
import { idempotencyKeyForm, isIdempotencyKey, type KeyedCall, toKeyedCall } from './ledger/key.ts';
import type { CallInput, ExpectedConnector } from './plan.ts';

/** A call as the caller states it: ids as texts, nothing checked. */
export interface StatedCall {
  readonly accountConnectorId: string;
  /** A MethodUniqueIdentifier, a numeric method id, or a name. */
  readonly method: string;
  readonly parameters?: JsonObject | null | undefined;
  readonly fields?: JsonObject | null | undefined;
  readonly mergeFields?: JsonObject | null | undefined;
  /** A body of the caller's own, sent in place of the fields. */
  readonly body?: Json | undefined;
  /** The paths to keep of each record. @default all of it */
  readonly select?: readonly string[] | null | undefined;
  /** Where the records stand in the answer. @default where the response fields say */
  readonly recordsAt?: string | null | undefined;
  /** What else will be read of the answer's records, so that it is checked before the call is sent. */
  readonly cuts?: readonly StatedCut[] | undefined;
  /** Tells two calls apart that are otherwise identical. */
  readonly callKey?: string | null | undefined;
  /** Has the call sent once, however often it is stated with this key. */
  readonly idempotencyKey?: string | null | undefined;
  /** Of which connector the account connector must be. @default any */
  readonly connector?: ExpectedConnector | undefined;
}

/** A stated call of which everything is checked that can be without asking Cyclr. */
export interface CheckedCall {
  readonly input: CallInput;
  readonly callKey: string | undefined;
  /** Undefined for a call without an idempotency key. */
  readonly keyed: KeyedCall | undefined;
  readonly cut: RecordCut;
}

/** Which part of an answer is given as its records. */
export interface RecordCut {
  /** Keeps of a record what was selected; undefined: all of it. */
  readonly select: ((record: Json) => Json) | undefined;
  readonly at: Location | undefined;
  /** The most records to keep, from the beginning; undefined: all. */
  readonly first?: number | undefined;
}

/** @throws GatewayError `BAD_USER_INPUT` with everything that is wrong */
export function checkCall(stated: StatedCall): CheckedCall {
  const { method, parameters, fields, mergeFields, body, callKey, idempotencyKey, connector } = stated;
  const problems: Problem[] = [];
  const accountConnectorId = toAccountConnectorId(stated.accountConnectorId);
  const cut = readCut(stated, problems);
  for (const other of stated.cuts ?? []) readCut(other, problems);
  if (body !== undefined && Object.keys(fields ?? {}).length > 0) problems.push(bodyAndFields);
  if (accountConnectorId === undefined) problems.push(notAnId(stated.accountConnectorId));
  if (typeof idempotencyKey === 'string' && !isIdempotencyKey(idempotencyKey)) problems.push(notAKey);
  if (accountConnectorId === undefined || problems.length > 0) throw badUserInput('The call cannot be made', problems);
  const input: CallInput = {
    accountConnectorId,
    method,
    parameters: parameters ?? nothing,
    fields: fields ?? nothing,
    mergeFields: mergeFields ?? nothing,
    ...(body !== undefined && { body }),
    connector,
    selected: [stated, ...(stated.cuts ?? [])].flatMap(toSelected),
  };
  const keyed = typeof idempotencyKey === 'string' ? toKeyedCall(idempotencyKey, input) : undefined;
  return { input, callKey: callKey ?? undefined, keyed, cut };
}

/** The same for all calls, so that two that leave it out are seen to be alike. */
const nothing: JsonObject = Object.freeze({});

export interface StatedCut {
  readonly select?: readonly string[] | null | undefined;
  readonly recordsAt?: string | null | undefined;
  readonly first?: number | null | undefined;
}

/** @throws GatewayError `BAD_USER_INPUT` with everything that is wrong */
export function checkCut(stated: StatedCut): RecordCut {
  const problems: Problem[] = [];
  const cut = readCut(stated, problems);
  if (problems.length > 0) throw badUserInput('The records cannot be read', problems);
  return cut;
}

function readCut({ select, recordsAt, first }: StatedCut, problems: Problem[]): RecordCut {
  const at = recordsAt === null || recordsAt === undefined ? undefined : parsePath(recordsAt, ['recordsAt'], problems);
  if (typeof first === 'number' && first < 0) {
    problems.push({ path: ['first'], message: `"first" must not be negative; got ${first}.`, suggestions: [] });
  }
  return { select: select ? selectPaths(select, problems) : undefined, at, first: first ?? undefined };
}

/** Of what is known to be paths. */
function toSelected({ select, recordsAt }: StatedCut): readonly SelectedPaths[] {
  const hasPaths = select !== null && select !== undefined && select.length > 0;
  return hasPaths ? [{ paths: select, at: recordsAt ? parseLocation(recordsAt.trim()) : undefined }] : [];
}

const bodyAndFields: Problem = {
  path: ['fields'],
  message: 'Give either "body" or "fields": a body is sent in place of fields.',
  suggestions: [],
};

const notAKey: Problem = {
  path: ['idempotencyKey'],
  message: `"idempotencyKey" must be ${idempotencyKeyForm}.`,
  suggestions: [],
};

function notAnId(given: string): Problem {
  const message = `"accountConnectorId" must be digits, as accountConnectors { id } gives them; got ${quoted(given)}.`;
  return { path: ['accountConnectorId'], message, suggestions: [] };
}
