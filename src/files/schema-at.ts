import type { z } from 'zod';

type Schema = z.core.$ZodTypes;

/** The keys that an object at `path` of `value` may have; none where any may stand there. */
export function knownKeys(schema: z.core.$ZodType, path: readonly PropertyKey[], value: unknown): readonly string[] {
  const keys = schemasAt(schema, path, value).flatMap(({ _zod: { def } }) =>
    def.type === 'object' ? Object.keys(def.shape) : [],
  );
  return [...new Set(keys)];
}

/** What may stand at `path` of `value`, each with its article: "a string", `an object with "name"`. */
export function expectedAt(schema: z.core.$ZodType, path: readonly PropertyKey[], value: unknown): readonly string[] {
  return [...new Set(schemasAt(schema, path, value).map(schemaText))];
}

function schemaText({ _zod: { def } }: Schema): string {
  if (def.type !== 'object') return typeText(def.type);
  const needed = Object.entries(def.shape).filter(([, { _zod: inner }]) => inner.optin === undefined);
  return `an object${needed.length === 0 ? '' : ` with ${needed.map(([key]) => `"${key}"`).join(' and ')}`}`;
}

/** The schemas that may be meant at `path` of `value`. */
function schemasAt(schema: z.core.$ZodType, path: readonly PropertyKey[], value: unknown): readonly Schema[] {
  const [key, ...rest] = path;
  const schemas = plain(schema as Schema, value);
  if (key === undefined) return schemas;
  return schemas.flatMap((one) => childOf(one, key)).flatMap((one) => schemasAt(one, rest, valueAt(value, [key])));
}

/** A type in words. */
export function typeText(type: string): string {
  return typeTexts[type] ?? `a ${type}`;
}

const typeTexts: Readonly<Record<string, string>> = {
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
  int: 'a whole number',
  boolean: 'true or false',
  null: 'null',
};

/** The value at a path, by own keys alone. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key) ? Reflect.get(inner, key) : undefined,
    value,
  );
}

/** The schemas that may be meant for `value`, without what is around them: optional, nullable, unions, transforms. */
function plain(schema: Schema, value: unknown): readonly Schema[] {
  const {
    _zod: { def },
  } = schema;
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'readonly':
      return plain(def.innerType as Schema, value);
    case 'pipe':
      return plain(def.in as Schema, value);
    case 'lazy':
      return plain(def.getter() as Schema, value);
    case 'union': {
      const options = def.options as readonly Schema[];
      const key = (def as z.core.$ZodDiscriminatedUnionDef).discriminator as string | undefined;
      const chosen = key === undefined ? undefined : valueAt(value, [key]);
      const fitting = options.filter(
        ({ _zod: { propValues } }) =>
          key !== undefined && propValues?.[key]?.has(chosen as z.core.util.Primitive) === true,
      );
      return (fitting.length > 0 ? fitting : options).flatMap((one) => plain(one, value));
    }
    default:
      return [schema];
  }
}

function childOf({ _zod: { def } }: Schema, key: PropertyKey): readonly Schema[] {
  if (def.type === 'array') return [def.element as Schema];
  if (def.type === 'record') return [def.valueType as Schema];
  if (def.type !== 'object' || !Object.hasOwn(def.shape, key)) return [];
  return [def.shape[String(key)] as Schema];
}
