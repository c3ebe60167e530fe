import { z } from 'zod';
import { type AddFault, type DocumentFormat, parseDocument, readDocument } from '../files/document.ts';
import { valueAt } from '../files/schema-at.ts';
import { type MethodUniqueIdentifier, toMethodUniqueIdentifier } from '../ids.ts';
import type { KnownKinds } from '../connectors/listing.ts';
import type { MethodKind } from '../connectors/method.ts';
import { type DataType, dataTypes } from '../connectors/value.ts';
import { quoted } from '../text/quoted.ts';
import { limits } from '../limits.ts';

/**
 * What is known of a connector's methods without asking Cyclr: what `pull` writes, a review approves, and types are
 * built from. It has no numbers, so a new release of the connector changes nothing in it that did not really change.
 */
export interface Catalog {
  /** The connector's name over all releases. */
  readonly connector: string;
  readonly version?: string | undefined;
  /** The field of an account connector that stands for it; with a capital, the beginning of its types' names. */
  readonly field: string;
  readonly methods: readonly CatalogMethod[];
}

export interface CatalogMethod {
  /** Its name in the graph. Kept from pull to pull, whatever the connector calls the method. */
  readonly field: string;
  readonly identifier: MethodUniqueIdentifier;
  readonly name: string;
  readonly category?: string | undefined;
  readonly description?: string | undefined;
  /** Overrides what its name says. */
  readonly kind?: KindOverride | undefined;
  /** The list in the answer whose elements are the records. Without it the answer is one record, if it has fields. */
  readonly records?: string | undefined;
  readonly parameters?: readonly CatalogParameter[] | undefined;
  readonly requestFields?: readonly CatalogField[] | undefined;
  readonly responseFields?: readonly CatalogField[] | undefined;
}

export interface KindOverride {
  readonly is: MethodKind;
  readonly reason: string;
}

interface CatalogInput {
  readonly name: string;
  readonly type: DataType;
  /** The only values it takes. */
  readonly values?: readonly string[] | undefined;
  readonly description?: string | undefined;
}

export interface CatalogParameter extends CatalogInput {
  readonly targetName: string;
  /** Cyclr refuses a call without it. */
  readonly required?: boolean | undefined;
}

export interface CatalogField extends CatalogInput {
  readonly location: string;
}

/** What config and catalog have in common. */
export const text: z.ZodString = z.string().max(500, 'is longer than 500 characters').regex(/\S/, 'is empty');
export const prose: z.ZodString = z.string().max(5000, 'is longer than 5000 characters').regex(/\S/, 'is empty');
export const graphQLName: z.ZodString = z
  .string()
  .max(150, 'is longer than 150 characters')
  .regex(
    /^(?!__)[_A-Za-z]\w*$/,
    'must be a GraphQL name: letters, digits and _, and neither a digit nor __ at the beginning',
  );
const identifier = z.string().transform((value, context): MethodUniqueIdentifier => {
  const found = toMethodUniqueIdentifier(value);
  if (found !== undefined) return found;
  context.addIssue('must be a MethodUniqueIdentifier, which is a GUID');
  return z.NEVER;
});

const input = {
  name: text.describe('For people.'),
  type: z.enum(dataTypes).describe('What the connector declares, or what the config says against it.'),
  values: z.array(text).min(1, 'is empty').optional().describe('The only values it takes.'),
  description: prose.optional(),
};
const parameter = z.strictObject({
  targetName: text.describe('Its name in the request.'),
  ...input,
  required: z.boolean().optional().describe('Cyclr refuses a call without it.'),
});
const field = z.strictObject({
  location: text.describe('Where it stands in the body, such as [records].EmailAddress.'),
  ...input,
});
const method = z.strictObject({
  field: graphQLName.describe('Its name in the graph; kept from pull to pull.'),
  identifier: identifier.describe('Its MethodUniqueIdentifier: what it is called by, over all releases.'),
  name: text,
  category: text.optional(),
  description: prose.optional(),
  kind: z
    .strictObject({ is: z.enum(['READ', 'WRITE']), reason: prose.describe('How one knows.') })
    .optional()
    .describe('Overrides what its name says.'),
  records: text.optional().describe('The list in the answer whose elements are the records; without it there is one.'),
  parameters: z.array(parameter).min(1, 'is empty').optional(),
  requestFields: z.array(field).min(1, 'is empty').optional(),
  responseFields: z.array(field).min(1, 'is empty').optional(),
});
const file = z
  .strictObject({
    $schema: z.string().optional().describe('Where this schema is, for editors.'),
    connector: text.describe('The name of the connector, the same over all releases.'),
    version: text.optional().describe('For a connector that has several.'),
    field: graphQLName.describe('The field of an account connector that stands for it.'),
    methods: z.array(method).min(1, 'is empty'),
  })
  .meta({ title: 'Catalog', description: 'What a connector can do, as pulled from Cyclr: types are built from it.' });

/** A catalog file may have so many bytes. */
export const largestCatalogBytes: number = limits.catalogBytes;

const format: DocumentFormat<z.output<typeof file>> = {
  noun: 'catalog',
  schema: file,
  largestBytes: largestCatalogBytes,
  thingAt: ([list, index], value) => {
    if (list !== 'methods' || typeof index !== 'number') return undefined;
    const [name, connector] = [valueAt(value, ['methods', index, 'name']), valueAt(value, ['connector'])];
    const named = typeof name === 'string' ? `, ${quoted(name)}` : '';
    const of = typeof connector === 'string' ? ` of ${quoted(connector).slice(1, -1)}` : '';
    return { name: `method ${index + 1}${named}${of}`, keys: 2 };
  },
  check: contradictionsIn,
};

/**
 * Reads a catalog file.
 *
 * @throws {DocumentError} with every fault of the file.
 */
export async function readCatalog(name: string): Promise<Catalog> {
  return toCatalog((await readDocument(name, format)).value);
}

/**
 * The same of a text. `name` is what messages call the file.
 *
 * @throws {DocumentError} with every fault of the text.
 */
export function parseCatalog(source: string, name: string): Catalog {
  return toCatalog(parseDocument(source, name, format).value);
}

function toCatalog(read: z.output<typeof file>): Catalog {
  const { $schema: _, ...catalog } = read;
  return catalog;
}

/** What catalogs say of methods against their names. */
export function kindsIn(catalogs: readonly Catalog[]): KnownKinds {
  return new Map(
    catalogs.flatMap(({ methods }) =>
      methods.flatMap(({ identifier: of, kind }): [MethodUniqueIdentifier, KindOverride][] =>
        kind === undefined ? [] : [[of, kind]],
      ),
    ),
  );
}

/** The JSON Schema of a catalog file. */
export function catalogJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(file, { io: 'input' });
}

/** What one method must not share with another of its catalog, and one input with another of its method. */
function contradictionsIn({ methods }: Catalog, add: AddFault): void {
  for (const key of ['field', 'identifier'] as const) {
    for (const { index, before } of repeated(methods, key)) {
      const other = `method ${before + 1}, ${quoted(methods[before]?.name ?? '')}`;
      add(['methods', index, key], `is that of ${other} already. Each method needs its own.`);
    }
  }
  for (const [at, one] of methods.entries()) {
    addRepeated(one.parameters ?? [], 'targetName', ['methods', at, 'parameters'], add);
    for (const list of ['requestFields', 'responseFields'] as const) {
      addRepeated(one[list] ?? [], 'location', ['methods', at, list], add);
    }
  }
}

function addRepeated<Item>(
  items: readonly Item[],
  key: keyof Item & string,
  list: readonly PropertyKey[],
  add: AddFault,
): void {
  for (const { index, before } of repeated(items, key)) {
    const value = quoted(String(items[index]?.[key]));
    add([...list, index, key], `is ${value}, as that of ${String(list.at(-1))}[${before}]. Leave one of them out.`);
  }
}

/** The items whose value of `key` an item before them has, with the index of the first that has it. */
function repeated<Item>(items: readonly Item[], key: keyof Item): readonly { index: number; before: number }[] {
  const first = new Map<Item[keyof Item], number>();
  return items.flatMap((item, index) => {
    const before = first.get(item[key]);
    if (before !== undefined) return [{ index, before }];
    first.set(item[key], index);
    return [];
  });
}
