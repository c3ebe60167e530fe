import { buildBody, ContradictionError, type Placed } from '../../connectors/build-body.ts';
import { parseLocation } from '../../connectors/location.ts';
import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import { exactNumber } from '../../numbers/exact-number.ts';
import type { AppRequest } from '../answers/exchange.ts';
import { member, toBoolean, toText } from '../wire/coerce.ts';
import { parseLenientJson } from '../wire/lenient-json.ts';
import { invalid, Refusal } from '../wire/reply.ts';
import { noMethod } from '../world/account-shapes.ts';
import type { Field, Method, Parameter } from '../world/release.ts';
import type { Installed } from '../world/world.ts';

/**
 * What a call of a method sends to the third-party app. `withBody`: the caller gives the whole body.
 *
 * @throws {Refusal} in Cyclr's words, for inputs that do not fit
 */
export function toAppRequest(installed: Installed, method: Method, given: JsonObject, withBody: boolean): AppRequest {
  return withBody ? requestWithBody(method, given) : requestOf(installed, method, given);
}

function requestOf(installed: Installed, method: Method, given: Json | undefined): AppRequest {
  const fields = [...method.requestFields, ...customFieldsOf(installed, method)];
  const byId = numbered(objectAt(given, 'Fields'), fields, 'Field');
  const placed = fields.flatMap(({ Id, Location, DataType, DefaultValue }) => {
    const value = byId[String(Id)] ?? DefaultValue;
    return value === undefined ? [] : [{ text: Location, value: toDeclaredType(value, DataType) }];
  });
  const body = placed.map(({ text, value }) => ({ location: parseLocation(text), value }));
  return {
    parameters: parametersOf(method, given),
    fields: Object.fromEntries(placed.map(({ text, value }): [string, Json] => [text, value])),
    mergeFields: objectAt(given, 'Mergefields'),
    body: built(body),
  };
}

/** The fields that the account added to requests of this method, or of all. */
function customFieldsOf({ customFields }: Installed, { uniqueIdentifier }: Method): readonly Field[] {
  return customFields
    .filter(({ ForRequestFormat }) => ForRequestFormat === true)
    .filter(
      ({ MethodUniqueIdentifier: only = null }) => only === null || only === noMethod || only === uniqueIdentifier,
    )
    .map(({ Id, DisplayName, ConnectorField, DataType = 'Text' }) => ({
      Id,
      Name: DisplayName,
      Location: ConnectorField,
      DataType,
    }));
}

/** Refuses fields whose locations contradict each other. */
function built(placed: readonly Placed[]): Json | undefined {
  try {
    return buildBody(placed);
  } catch (error) {
    if (error instanceof ContradictionError) throw new Refusal(400, error.message);
    throw error;
  }
}

/**
 * `/body`: the body as a text, an object or a list, under any of its possible names.
 *
 * @see docs/cyclr.md#a-body-of-the-callers-own
 */
function requestWithBody(method: Method, given: Json | undefined): AppRequest {
  const raw = member(given, 'Body') ?? member(given, 'Content');
  return {
    parameters: parametersOf(method, given),
    fields: {},
    mergeFields: objectAt(given, 'Mergefields'),
    body: typeof raw === 'string' ? readRaw(raw) : raw,
  };
}

function objectAt(given: Json | undefined, name: string): JsonObject {
  const value = member(given, name) ?? {};
  if (!isJsonObject(value)) throw invalid();
  return value;
}

function readRaw(text: string): Json {
  try {
    return parseLenientJson(text);
  } catch {
    return text;
  }
}

function parametersOf(method: Method, given: Json | undefined): JsonObject {
  const listed = method.parameters.filter(({ Hide }) => Hide !== true);
  const byId = numbered(objectAt(given, 'Parameters'), listed, 'Parameter');
  const entries = method.parameters.flatMap((parameter): [string, Json][] => {
    const value = byId[String(parameter.Id)] ?? parameter.DefaultValue;
    const isGiven = value !== undefined && value !== '';
    if (isGiven && toText(value) === undefined) throw invalid();
    if (!isGiven && isRequired(parameter)) {
      throw new Refusal(400, `Parameter '${parameter.Name}' is required.`);
    }
    return value === undefined ? [] : [[parameter.TargetName, value]];
  });
  return Object.fromEntries(entries);
}

/** Cyclr itself fills a parameter whose number is negative. */
function isRequired({ Id, TargetType, IsOptional }: Parameter): boolean {
  return TargetType === 'MergeField' && IsOptional !== true && Id >= 0;
}

function numbered(given: JsonObject, known: readonly { readonly Id: number }[], what: string): JsonObject {
  const ids = new Set(known.map(({ Id }) => String(Id)));
  const stray = Object.keys(given).find((key) => !ids.has(key));
  if (stray !== undefined)
    throw new Refusal(400, `${what} with ID '${stray.slice(0, 60)}' does not belong to the method.`);
  return given;
}

/** Converts a text to the declared type where nothing is lost; returns it as it came where something would be. */
function toDeclaredType(value: Json, dataType = 'Text'): Json {
  if (typeof value !== 'string') return value;
  if (dataType === 'Boolean') return toBoolean(value) ?? value;
  const isNumber = ['Integer', 'Float', 'Decimal'].includes(dataType) && /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(value);
  return isNumber ? exactNumber(value) : value;
}
