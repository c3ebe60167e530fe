import { z } from 'zod';
import { type DataType, dataTypes } from '../connectors/value.ts';
import { graphQLName, type KindOverride, prose, text } from './catalog.ts';
import { CatalogError, parseJsonFile, toldIssue } from '../files/document.ts';

/** Which connectors have types, and what is known of them better than Cyclr knows it. */
export interface CatalogConfig {
  readonly connectors: readonly ConnectorConfig[];
}

export interface ConnectorConfig {
  readonly connector: string;
  readonly version?: string | undefined;
  /** @default made of the name, and kept from pull to pull */
  readonly field?: string | undefined;
  /** Only methods whose names match one of these. */
  readonly methods?: readonly string[] | undefined;
  /** Only methods of categories that match one of these. */
  readonly categories?: readonly string[] | undefined;
  /** By the name or the identifier of a method. */
  readonly overrides?: Readonly<Record<string, MethodOverride>> | undefined;
}

export interface MethodOverride {
  readonly field?: string | undefined;
  readonly hidden?: boolean | undefined;
  readonly kind?: KindOverride | undefined;
  /** Null: the answer is one record. */
  readonly records?: string | null | undefined;
  /** By target name or location. */
  readonly types?: Readonly<Record<string, DataType>> | undefined;
}

const patterns = z.array(text).min(1, 'is empty, so nothing would be pulled');
const override = z.strictObject({
  field: graphQLName.optional().describe('Its name in the graph.'),
  hidden: z.boolean().optional().describe('Leaves it out.'),
  kind: z
    .strictObject({ is: z.enum(['READ', 'WRITE']), reason: prose.describe('How one knows.') })
    .optional()
    .describe('Whether it reads or may write, where its name says otherwise.'),
  records: text
    .nullable()
    .optional()
    .describe('The list in the answer whose elements are the records; null where the answer is one record.'),
  types: z.record(text, z.enum(dataTypes)).optional().describe('Data types by target name or location.'),
});
const connector = z.strictObject({
  connector: text.describe('Its whole name.'),
  version: text.optional().describe('For a connector that has several.'),
  field: graphQLName.optional().describe('The field of an account connector that stands for it.'),
  methods: patterns.optional().describe('Only methods with such a name; * stands for any characters.'),
  categories: patterns.optional().describe('Only methods of such a category; * stands for any characters.'),
  overrides: z.record(text, override).optional().describe('By the name or the identifier of a method.'),
});
const file = z
  .strictObject({
    $schema: z.string().optional().describe('Where this schema is, for editors.'),
    connectors: z.array(connector).min(1, 'is empty, so nothing would be pulled'),
  })
  .meta({ title: 'Connectors', description: 'Which connectors have types in the graph; `pull` reads it.' });

/** Reads the config, or throws {@link CatalogError} with everything that is wrong. `name` is for its message. */
export function parseCatalogConfig(source: string, name: string): CatalogConfig {
  const subject = `The config ${name}`;
  const value = parseJsonFile(source, subject);
  const read = file.safeParse(value);
  if (!read.success) {
    throw new CatalogError(
      subject,
      read.error.issues.map((issue) =>
        toldIssue(issue, value, { list: 'connectors', what: 'Connector', key: 'connector', of: '' }),
      ),
    );
  }
  const { connectors } = read.data;
  const twice = [...Map.groupBy(connectors, (one) => JSON.stringify([one.connector, one.version])).values()].flatMap(
    ([, ...others]) => others.map((one) => `The connector "${one.connector}" is there twice: put both into one.`),
  );
  if (twice.length > 0) throw new CatalogError(subject, twice);
  return { connectors };
}

/** The JSON Schema of the config. */
export function catalogConfigJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(file);
}
