import type { GraphQLResolveInfo } from 'graphql';
import { digitsOf, giveAs, kindOfValue } from '../../connectors/value.ts';
import { GatewayError } from '../../errors.ts';
import { isJsonObject, type Json } from '../../json.ts';
import { locationOf } from './location-of.ts';
import type { ValueType } from './value-types.ts';

/** A value that GraphQL can write as it is; in a list, an error at the place of its element. */
export type FieldResult = Json | Error | readonly (Json | Error)[];

/**
 * Reads a field from a record, or from an object in one. An error is answered, for GraphQL to put at its place; `info`
 * is for its message, which else names the key alone.
 */
export type Read = (source: Json, info?: GraphQLResolveInfo) => FieldResult;

/** Where a value stands in its source, and in how many lists. */
export interface Position {
  /** Undefined for the source itself. */
  readonly key: string | undefined;
  readonly lists: number;
  /**
   * The key is an object in some answers and a value in others, with a field for each: what is the other's is null.
   *
   * @default false
   */
  readonly isEither?: boolean;
}

/** Compiles the reader of a value: given as its type where nothing is lost, and `FIELD_TYPE_MISMATCH` where it would be. */
export function readValue(position: Position, type: ValueType): Read {
  const convert = converterOf(type);
  const mismatch = createMismatch(position, type.kind === 'enum' ? 'one of its choices' : type.scalar);
  const isAny = type.kind === 'scalar' && type.scalar === 'JSON';
  return compile(position, isAny, (value, info) => {
    if (position.isEither === true && isJsonObject(value)) return null;
    const result = convert(value);
    return result === undefined ? mismatch(value, info) : result;
  });
}

/** Compiles the reader of an object that has fields of its own, or of a list of such. */
export function readObject(position: Position): Read {
  const mismatch = createMismatch(position, 'an object');
  const read = compile(position, false, (value, info) =>
    isJsonObject(value) ? value : position.isEither === true ? null : mismatch(value, info),
  );
  if (position.lists === 0) return read;
  // An object that is null says nothing that a missing one does not.
  return (source, info) => {
    const result = read(source, info);
    return Array.isArray(result) ? (result as readonly (Json | Error)[]).filter((one) => one !== null) : result;
  };
}

type Convert = (value: Json, info: GraphQLResolveInfo | undefined) => Json | Error;

function compile({ key, lists }: Position, isAny: boolean, convert: Convert): Read {
  const at = readKey(key);
  if (lists > 0) {
    return (source, info) => {
      const value = at(source);
      if (value === undefined || value === null) return null;
      return toList(value, lists).map((item) => (item === null ? null : convert(item, info)));
    };
  }
  return (source, info) => {
    const value = at(source);
    if (value === undefined || value === null) return null;
    // Third-party apps send a list of one where they promised one.
    const only = !isAny && Array.isArray(value) && value.length < 2 ? ((value as readonly Json[])[0] ?? null) : value;
    return only === null ? null : convert(only, info);
  };
}

function readKey(key: string | undefined): (source: Json) => Json | undefined {
  if (key === undefined) return (source) => source;
  // Every object has these, whether or not an answer does.
  const isInherited = key in Object.prototype;
  return (source) => {
    if (typeof source !== 'object' || source === null) return undefined;
    return isInherited && !Object.hasOwn(source, key) ? undefined : (source as Readonly<Record<string, Json>>)[key];
  };
}

/** Third-party apps send one thing where they promised a list. */
function toList(value: Json, lists: number): readonly Json[] {
  if (!Array.isArray(value)) return [value];
  return lists === 1
    ? (value as readonly Json[])
    : (value as readonly Json[]).flatMap((item) => toList(item, lists - 1));
}

function converterOf(type: ValueType): (value: Json) => Json | undefined {
  if (type.kind === 'enum') return (value) => choiceOf(value, type.byText);
  const convert = giveAs[type.scalar];
  const { truth } = type;
  if (truth === undefined) return convert;
  const [yes, no] = [truth.yes, truth.no].map((text) => text.trim().toLowerCase());
  return (value) => {
    const text = typeof value === 'string' ? value.trim().toLowerCase() : undefined;
    return text === yes ? true : text === no ? false : convert(value);
  };
}

function choiceOf(value: Json, choices: ReadonlyMap<string, string>): string | null | undefined {
  const text = giveAs.String(value);
  if (text === '') return null;
  return typeof text === 'string' ? (choices.get(text) ?? choices.get(text.trim().toLowerCase())) : undefined;
}

/** The most errors of one field that say their digits, each of at most so many characters. */
const most = { numbers: 20, digits: 60 } as const;

/**
 * One error for all values of a kind in a list: it may have thousands that do not fit, and the places tell them apart.
 * A number is told by its digits, as long as there are few of them.
 */
function createMismatch({ key = '.' }: Position, expected: string): (value: Json, info?: GraphQLResolveInfo) => Error {
  const known = new WeakMap<object, Map<string, GatewayError>>();
  const nowhere = {};
  return (value, info) => {
    const at = info?.fieldNodes ?? nowhere;
    const found = known.get(at) ?? new Map<string, GatewayError>();
    known.set(at, found);
    const digits = found.size < most.numbers ? digitsOf(value)?.slice(0, most.digits) : undefined;
    const got = digits === undefined ? kindOfValue(value) : `${kindOfValue(value)}, ${digits}`;
    const error = found.get(got) ?? mismatchOf(info === undefined ? key : locationOf(info), expected, got);
    found.set(got, error);
    return error;
  };
}

function mismatchOf(location: string, expected: string, got: string): GatewayError {
  const message = `"${location}" cannot be given as ${expected} without loss: got ${got}. "json" has the value as it came.`;
  return new GatewayError('FIELD_TYPE_MISMATCH', message, { details: { location } });
}
