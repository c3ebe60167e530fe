import { isObject } from '../json.ts';

/** One input of a form, as `inputSchema` describes it. */
export interface Input {
  readonly key: string;
  readonly label: string;
  readonly description: string | undefined;
  readonly required: boolean;
  /** The connector fills it in where it is left out. */
  readonly preset: boolean;
  readonly shape: Shape;
}

export type Shape =
  | { readonly kind: 'group'; readonly inputs: readonly Input[] }
  | { readonly kind: 'list'; readonly item: Input; readonly most: number }
  | { readonly kind: 'choice'; readonly values: readonly Scalar[] }
  | { readonly kind: 'yes-or-no' }
  | { readonly kind: 'number' }
  | Text;

export type Scalar = string | number | boolean;

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
  const told = typeof description === 'string' ? description : undefined;
  return {
    key,
    label: typeof title === 'string' ? title : labelOf(key),
    // Cyclr's own mark, which says to people who build connectors what is hidden from those who use them.
    description: told?.replace(/^\*+ *Hidden and set/, 'Set'),
    preset: told !== undefined && /^\*+ *Hidden/.test(told),
    required,
    shape: shapeOf(rest),
  };
}

function shapeOf(schema: Schema): Shape {
  if (Array.isArray(schema['enum'])) return { kind: 'choice', values: distinct(schema['enum']) };
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
  const inputs = Object.entries(properties).map(([key, below]) => inputOf(below, key, required.includes(key)));
  return { kind: 'group', inputs };
}

function mostOf({ maxItems }: Schema): number {
  return typeof maxItems === 'number' ? maxItems : Infinity;
}

/** `1` and `"1"` are one choice; null is none. */
function distinct(values: readonly unknown[]): readonly Scalar[] {
  const scalars = values.filter((value): value is Scalar => ['string', 'number', 'boolean'].includes(typeof value));
  return [...new Map(scalars.toReversed().map((value) => [String(value), value])).values()].toReversed();
}

/** `SalesItemLineDetail` and `email_address` in words. */
function labelOf(key: string): string {
  const words = key.replaceAll('_', ' ').replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
