import { giveAs, kindOfValue, type ScalarName } from '../../connectors/value.ts';
import { GatewayError } from '../../errors.ts';
import { isJsonObject, type Json } from '../../json.ts';

/** A value that GraphQL can write as it is; in a list, an error at the place of its element. */
export type Given = Json | Error | readonly (Json | Error)[];

/** Reads a field from a record, or from an object in one. An error is answered, for GraphQL to put at its place. */
export type Read = (source: Json) => Given;

/** Where a value stands in its source, and in how many lists. */
export interface Stand {
  /** Undefined for the source itself. */
  readonly key: string | undefined;
  readonly lists: number;
  /** For messages. */
  readonly location: string;
}

/** What is to be given: a scalar, or one of some choices by their texts. */
export type Wanted = ScalarName | ReadonlyMap<string, string>;

/** Compiles the reader of a value: given as `wanted` where nothing is lost, and `FIELD_TYPE_MISMATCH` where it would be. */
export function readValue(stand: Stand, wanted: Wanted): Read {
  const give = typeof wanted === 'string' ? giveAs[wanted] : (value: Json) => choiceOf(value, wanted);
  const mismatch = createMismatch(stand.location, typeof wanted === 'string' ? wanted : 'one of its choices');
  return compile(stand, wanted === 'JSON', (value) => {
    const given = give(value);
    return given === undefined ? mismatch(value) : given;
  });
}

/** Compiles the reader of an object that has fields of its own, or of a list of such. */
export function readObject(stand: Stand): Read {
  const mismatch = createMismatch(stand.location, 'an object');
  const read = compile(stand, false, (value) => (isJsonObject(value) ? value : mismatch(value)));
  if (stand.lists === 0) return read;
  // An object that is null says nothing that a missing one does not.
  return (source) => {
    const given = read(source);
    return Array.isArray(given) ? (given as readonly (Json | Error)[]).filter((one) => one !== null) : given;
  };
}

function compile({ key, lists }: Stand, isAny: boolean, give: (value: Json) => Json | Error): Read {
  const at = readKey(key);
  if (lists > 0) {
    return (source) => {
      const value = at(source);
      if (value === undefined || value === null) return null;
      return toList(value, lists).map((item) => (item === null ? null : give(item)));
    };
  }
  return (source) => {
    const value = at(source);
    if (value === undefined || value === null) return null;
    // Third-party apps send a list of one where they promised one.
    const [only, ...others] = !isAny && Array.isArray(value) ? (value as readonly Json[]) : [value];
    return only === undefined || only === null ? null : give(others.length === 0 ? only : value);
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

function choiceOf(value: Json, choices: ReadonlyMap<string, string>): string | null | undefined {
  const text = giveAs.String(value);
  if (text === '') return null;
  return typeof text === 'string' ? (choices.get(text) ?? choices.get(text.trim().toLowerCase())) : undefined;
}

/** One error for all values of a kind: an answer may have thousands that do not fit, and the places tell them apart. */
function createMismatch(location: string, wanted: string): (value: Json) => Error {
  const known = new Map<string, GatewayError>();
  return (value) => {
    const came = kindOfValue(value);
    const found = known.get(came);
    if (found !== undefined) return found;
    const message = `"${location}" cannot be given as ${wanted} without loss: ${came} came. It is in "json" as it came.`;
    const mismatch = new GatewayError('FIELD_TYPE_MISMATCH', message, { details: { location } });
    known.set(came, mismatch);
    return mismatch;
  };
}
