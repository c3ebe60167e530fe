import { doubleOf, exactNumber, isExactNumber } from '../numbers/exact-number.ts';
import { type Json } from '../json.ts';

/** As Cyclr declares them. */
export const dataTypes = ['Text', 'Integer', 'Float', 'Decimal', 'Boolean', 'DateTime', 'File', 'Undefined'] as const;
export type DataType = (typeof dataTypes)[number];

/** The scalars of the graph that values are given as. */
export type ScalarName = 'ID' | 'String' | 'Int' | 'Float' | 'Boolean' | 'JSON';

/** The scalars of the graph that inputs are given as. */
export type InputScalarName = Exclude<ScalarName, 'Int' | 'Float'> | 'Decimal';

/**
 * The scalar for a declared data type. What is called an id is an `ID`, whatever it is declared: ids outgrow `Int`, and
 * connectors declare the same one as text here and as a number there. Dates stay texts, each in its application's own
 * format.
 */
export function scalarOf(type: DataType, key: string): ScalarName {
  switch (type) {
    case 'Text':
    case 'Integer':
      return isIdKey(key) ? 'ID' : type === 'Text' ? 'String' : 'Int';
    case 'Float':
    case 'Decimal':
      return 'Float';
    case 'Boolean':
      return 'Boolean';
    case 'DateTime':
    case 'File':
      return 'String';
    case 'Undefined':
      return 'JSON';
  }
}

/**
 * The scalar for an input of a declared data type. Numbers are `Decimal`, whichever kind is declared: connectors declare
 * prices as `Integer`, and every digit that is given must reach the app.
 */
export function inputScalarOf(type: DataType, key: string): InputScalarName {
  const scalar = scalarOf(type, key);
  return scalar === 'Int' || scalar === 'Float' ? 'Decimal' : scalar;
}

/** `Id`, `OwnerId`, `list_id`, `ID`: not `paid`, not `Grid`. */
function isIdKey(key: string): boolean {
  return /(?:^|[^A-Za-z])[iI][dD]$|[a-z\d]I[dD]$/.test(key);
}

type Give = (value: Json) => Json | undefined;

/**
 * How values of an answer are given as a scalar: as they are where they fit, coerced where nothing is lost, and
 * undefined where they cannot be given. What is empty is null. As a text, an object or a list is its JSON.
 */
export const giveAs: Readonly<Record<ScalarName, Give>> = {
  ID: toTextOrJson,
  String: toTextOrJson,
  Int: (value) => {
    const number = toNumber(value);
    return typeof number === 'number' && (number | 0) !== number ? undefined : number;
  },
  Float: toNumber,
  Boolean: (value) => {
    if (typeof value === 'boolean') return value;
    if (value === '') return null;
    return booleans.get(typeof value === 'string' ? value.trim().toLowerCase() : value);
  },
  JSON: (value) => value,
};

const booleans: ReadonlyMap<Json, boolean> = new Map<Json, boolean>([
  ['true', true],
  ['false', false],
  ['t', true],
  ['f', false],
  ['yes', true],
  ['no', false],
  ['y', true],
  ['n', false],
  ['1', true],
  ['0', false],
  [1, true],
  [0, false],
]);

function toText(value: Json): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return isExactNumber(value) ? value.rawJSON : undefined;
}

function toTextOrJson(value: Json): string | undefined {
  return toText(value) ?? (value === null ? undefined : JSON.stringify(value));
}

/** Undefined for more digits than GraphQL's numbers can have. */
function toNumber(value: Json): number | null | undefined {
  if (typeof value === 'number') return value;
  if (isExactNumber(value)) return doubleOf(value.rawJSON);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (text === '') return null;
  return jsonNumber.test(text) ? doubleOf(text) : undefined;
}

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Whether a text is a number as JSON writes it. */
export function isNumberText(text: string): boolean {
  return jsonNumber.test(text);
}

/**
 * An input as Cyclr takes it: a declared number is sent as a number, with all of its digits. An `Integer` may have a
 * fraction, because prices are declared so.
 */
export function toInput(type: string, value: Json): Json {
  const isNumber = type === 'Integer' || type === 'Float' || type === 'Decimal';
  return isNumber && typeof value === 'string' && jsonNumber.test(value) ? exactNumber(value) : value;
}

/**
 * An input as it stands in a body that Cyclr passes on unread: of its declared type, where nothing is lost by that, and
 * otherwise as it was given.
 */
export function toBodyValue(type: string, value: Json): Json {
  if (type === 'Text') return toText(value) ?? value;
  if (type !== 'Boolean' || typeof value !== 'string') return toInput(type, value);
  const word = value.trim().toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : value;
}

/** The digits of a number, also where it came as a text; undefined for anything else. */
export function digitsOf(value: Json): string | undefined {
  const text = toText(value)?.trim();
  return text !== undefined && jsonNumber.test(text) ? text : undefined;
}

/** What a value is, in words for a message. */
export function kindOfValue(value: Json): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return value === null ? 'null' : isExactNumber(value) ? 'a long number' : 'an object';
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}
