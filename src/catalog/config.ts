import { existsSync } from 'node:fs';
import { z } from 'zod';
import { type DataType, dataTypes } from '../connectors/value.ts';
import { fold } from '../text/fold.ts';
import { graphQLName, kindOverride, text } from './basics.ts';
import type { KindOverride } from './catalog.ts';
import { type DocumentFormat, parseDocument, readDocument } from '../files/document.ts';
import { type AnswerRule, answerRule, checkRules } from './rules.ts';
import { valueAt } from '../files/schema-at.ts';
import { quoted } from '../text/quoted.ts';
import { limits } from '../limits.ts';

/** Which connectors have types, and what is known of them better than Cyclr knows it. */
export interface CatalogConfig {
  readonly connectors: readonly ConnectorConfig[];
  /** What is known of answers; see docs/rules.md. */
  readonly rules: readonly AnswerRule[];
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
  /** By the name or the identifier of a method, or by a pattern of names. */
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
  kind: kindOverride.optional().describe('Whether it reads or may write, where its name says otherwise.'),
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
  overrides: z
    .record(text, override)
    .optional()
    .describe('By the name or the identifier of a method, or by a pattern of names: * stands for any characters.'),
});
/** The most rules of answers. */
const mostRules = 1000;

const file = z
  .strictObject({
    $schema: z.string().optional().describe('Where this schema is, for editors.'),
    connectors: z.array(connector).default([]).describe('Connectors that have types.'),
    rules: z
      .array(answerRule)
      .max(mostRules)
      .default([])
      .describe('What is known of answers, by connector and method.'),
  })
  .meta({ title: 'Connectors', description: 'Which connectors have types in the graph; `pull` reads it.' });

/** A larger config is refused. */
export const largestCatalogConfigBytes: number = limits.catalogConfigBytes;

const format: DocumentFormat<z.output<typeof file>> = {
  noun: 'config',
  schema: file,
  largestBytes: largestCatalogConfigBytes,
  hint: 'docs/typed-connectors.md has an example.',
  thingAt: ([list, index], value) => {
    if (typeof index !== 'number') return undefined;
    if (list === 'rules') return { name: `rule ${index + 1}`, keys: 2 };
    if (list !== 'connectors') return undefined;
    const name = valueAt(value, ['connectors', index, 'connector']);
    return { name: `connector ${index + 1}${typeof name === 'string' ? `, ${quoted(name)}` : ''}`, keys: 2 };
  },
  check: ({ connectors, rules }, add) => {
    if (connectors.length === 0 && rules.length === 0) add(['connectors'], 'is empty, so nothing would be pulled.');
    checkRules(rules, add);
    const first = new Map<string, number>();
    for (const [index, { connector: name, version }] of connectors.entries()) {
      const key = JSON.stringify([fold(name), fold(version ?? '')]);
      const before = first.get(key);
      if (before === undefined) first.set(key, index);
      else add(['connectors', index], `is connector ${before + 1} again. Put both into one.`);
    }
  },
};

/** The config where no other is named, in the working directory; undefined where there is none. */
export function catalogConfigFile(named: string | undefined): string | undefined {
  if (named !== undefined) return named;
  return existsSync(standardCatalogConfig) ? standardCatalogConfig : undefined;
}

export const standardCatalogConfig = 'connectors.config.json';

/**
 * Reads the config.
 *
 * @throws {DocumentError} with every fault of the file.
 */
export async function readCatalogConfig(name: string): Promise<CatalogConfig> {
  return withoutSchema((await readDocument(name, format)).value);
}

/**
 * The same of a text. `name` is what messages call the file.
 *
 * @throws {DocumentError} with every fault of the text.
 */
export function parseCatalogConfig(source: string, name: string): CatalogConfig {
  return withoutSchema(parseDocument(source, name, format).value);
}

function withoutSchema({ connectors, rules }: z.output<typeof file>): CatalogConfig {
  return { connectors, rules };
}

/** The JSON Schema of the config. */
export function catalogConfigJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(file);
}
