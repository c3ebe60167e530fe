import { z } from 'zod';
import { limits } from '../limits.ts';
import { dataTypes } from '../connectors/value.ts';
import { type DocumentFormat, parseDocument, readDocument, type Thing } from '../files/document.ts';
import { valueAt } from '../files/schema-at.ts';
import { quoted } from '../text/quoted.ts';
import { graphQLName, identifier, kindOverride, prose, text } from './basics.ts';
import type { Catalog } from './catalog.ts';
import { catalogPaging } from './paging-rule.ts';
import { addContradictions, addEarlierContradictions } from './contradictions.ts';
import type { EarlierCatalog } from './earlier/catalog.ts';
import { earlierFile, isEarlier } from './earlier/parse.ts';
import { fromEarlier } from './earlier/from-earlier.ts';

/** The whole name of a type is the connector's beginning and this: any letters or digits may follow. */
const typeName = z
  .string()
  .max(150, 'is longer than 150 characters')
  .regex(/^\w+$/, 'must be a part of a GraphQL name: letters, digits and _');

const value = {
  field: graphQLName.describe('Its name in the graph; kept from pull to pull.'),
  name: text.optional().describe('For people, where it says more than its name in the graph.'),
  type: z.enum(dataTypes).optional().describe('What the connector declares, or what the config says against it.'),
  values: z.array(text).min(1, 'is empty').optional().describe('The only values it takes, where no enum has them.'),
  enum: typeName.optional().describe('The enum of the only values it takes.'),
  required: z.boolean().optional().describe('The connector declares that a call needs it.'),
  description: prose.optional(),
  gone: z.boolean().optional().describe('No longer in the listing; its name is never given to another.'),
};
const parameter = z.strictObject({
  targetName: text.describe('Its name in the request.'),
  asked: z.boolean().optional().describe('The connector declares it as required, but a default may stand in for it.'),
  ...value,
});
const field = z.strictObject({
  key: z.string().max(500).optional().describe('The key in its object; absent for a record that is a value itself.'),
  lists: z.int().min(1).max(10).optional().describe('How many lists are one in another here.'),
  of: typeName.optional().describe('The object that stands here.'),
  ...value,
});
const method = z.strictObject({
  field: graphQLName.describe('Its name in the graph; kept from pull to pull.'),
  identifier: identifier.describe('Its MethodUniqueIdentifier: what it is called by, over all releases.'),
  name: text,
  category: text.optional(),
  description: prose.optional(),
  kind: kindOverride.optional(),
  records: text.optional().describe('The list in the answer whose elements are the records; without it there is one.'),
  answer: typeName.optional().describe('The type of its records.'),
  input: typeName.optional().describe('The type of its input, where it may write.'),
  extra: graphQLName.optional().describe('The argument for fields that only one customer has.'),
  paging: catalogPaging.optional().describe('What `pull --probe` saw of its pages.'),
  parameters: z.array(parameter).min(1, 'is empty').optional(),
  fields: z.array(field).min(1, 'is empty').optional().describe('What stands at the root of the body that is sent.'),
});
const objects = z.record(typeName, z.array(field)).default({});
const file = z
  .strictObject({
    $schema: z.string().optional().describe('Where this schema is, for editors.'),
    format: z.literal(2),
    connector: text.describe('The name of the connector, the same over all releases.'),
    version: text.optional().describe('For a connector that has several.'),
    field: graphQLName.describe('The field of an account connector that stands for it.'),
    methods: z.array(method).min(1, 'is empty'),
    types: objects.describe('The objects of answers, by their names without the beginning.'),
    inputs: objects.describe('The objects of what is sent, by their names without the beginning.'),
    enums: z
      .record(
        typeName,
        z.array(
          z.strictObject({
            field: graphQLName.describe('Its name in the graph; kept from pull to pull.'),
            value: text.describe('As the third-party app writes it.'),
            gone: value.gone,
          }),
        ),
      )
      .default({}),
    gone: z
      .array(z.strictObject({ field: graphQLName, identifier, name: text }))
      .default([])
      .describe('Methods of earlier pulls, whose names are never given to others.'),
  })
  .meta({ title: 'Catalog', description: 'What a connector can do, as pulled from Cyclr: types are built from it.' });

/** A larger catalog file is refused. */
export const largestCatalogBytes: number = limits.catalogBytes;

const common = {
  noun: 'catalog',
  largestBytes: largestCatalogBytes,
  thingAt: ([list, index]: readonly PropertyKey[], read: unknown): Thing | undefined => {
    if (list !== 'methods' || typeof index !== 'number') return undefined;
    const [name, connector] = [valueAt(read, ['methods', index, 'name']), valueAt(read, ['connector'])];
    const named = typeof name === 'string' ? `, ${quoted(name)}` : '';
    const of = typeof connector === 'string' ? ` of ${quoted(connector).slice(1, -1)}` : '';
    return { name: `method ${index + 1}${named}${of}`, keys: 2 };
  },
};
const format: DocumentFormat<z.output<typeof file>> = { ...common, schema: file, check: addContradictions };
const earlierFormat: DocumentFormat<EarlierCatalog> = {
  ...common,
  schema: earlierFile,
  check: addEarlierContradictions,
};
/** Tells which of the formats a file has. */
const anyFormat: DocumentFormat<unknown> = { ...common, schema: z.unknown() };

/**
 * Reads a catalog file. One of the earlier format, which had no names but those of methods, is read with the names that
 * its types had then.
 *
 * @throws {DocumentError} with every fault of the file.
 */
export async function readCatalog(name: string): Promise<Catalog> {
  const { value: read } = await readDocument(name, anyFormat);
  if (isEarlier(read)) return fromEarlier((await readDocument(name, earlierFormat)).value);
  return faultless(read) ?? withoutFormat((await readDocument(name, format)).value);
}

/**
 * The same of a text. `name` is what messages call the file.
 *
 * @throws {DocumentError} with every fault of the text.
 */
export function parseCatalog(source: string, name: string): Catalog {
  const { value: read } = parseDocument(source, name, anyFormat);
  if (isEarlier(read)) return fromEarlier(parseDocument(source, name, earlierFormat).value);
  return faultless(read) ?? withoutFormat(parseDocument(source, name, format).value);
}

/** The catalog, where nothing is wrong with it: a large file is then parsed once. */
function faultless(read: unknown): Catalog | undefined {
  const checked = file.safeParse(read);
  if (!checked.success) return undefined;
  let isFaultless = true;
  addContradictions(checked.data, () => {
    isFaultless = false;
  });
  return isFaultless ? withoutFormat(checked.data) : undefined;
}

function withoutFormat({ connector, version, field: of, methods, ...names }: z.output<typeof file>): Catalog {
  const { types, inputs, enums, gone } = names;
  return { connector, version, field: of, methods, types, inputs, enums, gone };
}

/** The JSON Schema of a catalog file. */
export function catalogJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(file, { io: 'input' });
}
