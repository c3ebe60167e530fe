import { isObject } from '../json.ts';

/** One input of a form, as `inputSchema` describes it. */
export interface Input {
  readonly key: string;
  readonly label: string;
  readonly description: string | undefined;
  readonly required: boolean;
  readonly shape: Shape;
}

export type Shape =
  | { readonly kind: 'group'; readonly inputs: readonly Input[] }
  | { readonly kind: 'list'; readonly item: Input; readonly most: number }
  | { readonly kind: 'choice'; readonly choices: readonly Choice[] }
  | { readonly kind: 'yes-or-no' }
  | { readonly kind: 'number' }
  | Text;

export type Scalar = string | number | boolean;

export interface Choice {
  /** For people. */
  readonly name: string;
  /** What is sent. */
  readonly value: Scalar;
}

export interface Text {
  readonly kind: 'text';
  readonly secret: boolean;
  /** Such as `email` or `date`. */
  readonly format: string | undefined;
  /** What is typed may be an object or a list, in JSON. */
  readonly structured: boolean;
}

type Schema = Readonly<Record<string, unknown>>;

/** Reads a JSON Schema (2020-12): of several types the first is what it is meant to be. */
export function inputOf(schema: unknown, key = '', required = false): Input {
  const { title, description, ...rest } = isObject(schema) ? schema : {};
  return {
    key,
    label: typeof title === 'string' ? title : labelOf(key),
    description: typeof description === 'string' ? description : undefined,
    required,
    shape: shapeOf(rest),
  };
}

function shapeOf(schema: Schema): Shape {
  const choices = schema['writeOnly'] === true ? [] : choicesOf(schema);
  if (choices.length > 0) return { kind: 'choice', choices };
  const types = [schema['type']].flat();
  switch (types[0]) {
    case 'object':
      if (isObject(schema['properties'])) return groupOf(schema, schema['properties']);
      break;
    case 'array':
      return { kind: 'list', item: inputOf(schema['items']), most: mostOf(schema) };
    case 'boolean':
      return { kind: 'yes-or-no' };
    case 'number':
    case 'integer':
      return { kind: 'number' };
  }
  const { format } = schema;
  return {
    kind: 'text',
    secret: schema['writeOnly'] === true,
    format: typeof format === 'string' ? format : undefined,
    structured: types.some((type) => type === 'object' || type === 'array'),
  };
}

function groupOf(schema: Schema, properties: Schema): Shape {
  const required = Array.isArray(schema['required']) ? (schema['required'] as readonly unknown[]) : [];
  const inputs = Object.entries(properties)
    .filter(([key, below]) => required.includes(key) || !takesPlace(below))
    .map(([key, below]) => inputOf(below, key, required.includes(key)));
  return { kind: 'group', inputs };
}

/** Whether an input takes the place in a list: reading on gives it, and no person. */
function takesPlace(schema: unknown): boolean {
  return isObject(schema) && schema['$comment'] === 'paging: place';
}

function mostOf({ maxItems }: Schema): number {
  return typeof maxItems === 'number' ? maxItems : Infinity;
}

/** What `oneOf` and `enum` have to choose from. `1` and `"1"` are one choice; null is none. */
function choicesOf({ oneOf, enum: values }: Schema): readonly Choice[] {
  const titled = Array.isArray(oneOf) ? oneOf.filter(isObject).map((one) => [one['const'], one['title']]) : [];
  const plain = Array.isArray(values) ? values.map((value: unknown) => [value, undefined]) : [];
  const choices = [...titled, ...plain].flatMap(([value, title]): readonly Choice[] =>
    isScalar(value) ? [{ name: typeof title === 'string' ? title : String(value), value }] : [],
  );
  return [...new Map(choices.toReversed().map((one) => [String(one.value), one])).values()].toReversed();
}

function isScalar(value: unknown): value is Scalar {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** `SalesItemLineDetail` and `email_address` in words. */
function labelOf(key: string): string {
  const words = key.replaceAll('_', ' ').replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
