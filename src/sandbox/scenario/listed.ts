import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import { toBoolean, toInteger, toText } from '../wire/coerce.ts';
import type { Answer } from './answer.ts';
import type { ScenarioField, ScenarioMethod, ScenarioParameter } from './method.ts';

/** A method that is listed as it is: nothing is filled in, and nothing is repaired. */
export interface ListedMethod {
  /** One element of a method listing, whatever it holds. */
  readonly method: Json;
  /** What the third-party app does. Without one it says nothing: an empty body. */
  readonly answer?: Answer;
}

/** Reads of a listed method what a call of it needs. Parts that cannot be read are left out. */
export function readListed({ method, answer }: ListedMethod): ScenarioMethod {
  const given = isJsonObject(method) ? method : {};
  const text = (key: string) => toText(given[key]) ?? null;
  const identifier = text('MethodUniqueIdentifier') ?? '';
  return {
    ...idOf(given),
    Name: text('Name') ?? '',
    Category: text('Category'),
    MethodType: toMethodType(text('MethodType')),
    EndPoint: text('EndPoint'),
    ...(guid.test(identifier) && { MethodUniqueIdentifier: identifier.toLowerCase() }),
    Parameters: objects(given['Parameters']).map(toParameter),
    RequestFields: objects(given['RequestFields']).map(toField),
    ResponseFields: objects(given['ResponseFields']).map(toField),
    ...(answer !== undefined && { answer }),
  };
}

const guid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

function toParameter(given: JsonObject): ScenarioParameter {
  const targetName = toText(given['TargetName']);
  return {
    ...toInput(given),
    TargetType: toText(given['TargetType']) ?? 'QueryString',
    ...(targetName !== undefined && { TargetName: targetName }),
  };
}

function toField(given: JsonObject): ScenarioField {
  return { ...toInput(given), Location: toText(given['Location']) ?? toText(given['Name']) ?? '.' };
}

/** An input is required only where the listing says so. */
function toInput(given: JsonObject) {
  const values = given['Values'];
  return {
    ...idOf(given),
    Name: toText(given['Name']) ?? toText(given['Location']) ?? toText(given['TargetName']) ?? 'Unnamed',
    IsOptional: toBoolean(given['IsOptional']) ?? true,
    DataType: toText(given['DataType']) ?? 'Text',
    Values: Array.isArray(values) ? (values as readonly Json[]).map((value) => toText(value) ?? '') : [],
  };
}

/** Only actions can be called. */
function toMethodType(text: string | null): NonNullable<ScenarioMethod['MethodType']> {
  if (text === null || text === 'Action') return 'Action';
  return text === 'Webhook' || text === 'WebhookResponse' ? text : 'Script';
}

function idOf(given: JsonObject): { readonly Id?: number } {
  const id = toInteger(given['Id']);
  return id === undefined ? {} : { Id: id };
}

function objects(given: Json | undefined): readonly JsonObject[] {
  return Array.isArray(given) ? (given as readonly Json[]).filter(isJsonObject) : [];
}
