import { type DocumentNode, type GraphQLSchema, Kind, parse, validate } from 'graphql';
import { z } from 'zod';
import { type AddFault, type DocumentFormat, readDocument } from '../../files/document.ts';
import { DocumentError, joinErrors } from '../../files/fault.ts';
import { valueAt } from '../../files/schema-at.ts';
import { quoted } from '../../text/quoted.ts';
import { limits } from '../../limits.ts';

/** Documents by id, which is the SHA-256 of their text; written down when a frontend is built. */
export type PersistedDocuments = ReadonlyMap<string, string>;

export const largestManifestBytes: number = limits.manifestBytes;

/** A document of a manifest, with where its id and its text stand in the file. */
interface Entry {
  readonly id: string;
  readonly text: string;
  readonly path: readonly PropertyKey[];
}

/** Of the client preset of GraphQL Code Generator: text by id. */
const preset = z
  .record(z.string(), z.string())
  .transform((texts) => Object.entries(texts).map(([id, text]): Entry => ({ id, text, path: [id] })));

const apolloFormat = 'apollo-persisted-query-manifest';

/** Of Apollo's `generate-persisted-query-manifest`. */
const apollo = z
  .object({
    format: z.literal(apolloFormat),
    operations: z.array(z.object({ id: z.string(), body: z.string() })),
  })
  .transform(({ operations }) =>
    operations.map(({ id, body }, index): Entry => ({ id, text: body, path: ['operations', index] })),
  );

const format: DocumentFormat<readonly Entry[]> = {
  noun: 'manifest of persisted documents',
  schema: z.union([apollo, preset], {
    error: `must be an object of documents by id, or an ${apolloFormat}`,
  }),
  largestBytes: largestManifestBytes,
  thingAt: (path, value) => {
    const [list, index] = path;
    if (isApollo(value)) {
      if (list !== 'operations' || typeof index !== 'number') return undefined;
      const id = valueAt(value, ['operations', index, 'id']);
      return { name: `operation ${index + 1}${typeof id === 'string' ? `, ${quoted(id)}` : ''}`, keys: 2 };
    }
    return list === undefined ? undefined : { name: `document ${quoted(String(list))}`, keys: 1 };
  },
};

function isApollo(value: unknown): boolean {
  return valueAt(value, ['format']) === apolloFormat;
}

/**
 * Reads the manifests of one or several frontends.
 *
 * @throws {DocumentError} with every document at fault, of all files.
 */
export async function readPersistedDocuments(files: readonly string[]): Promise<PersistedDocuments> {
  const documents = new Map<string, string>();
  const errors: [file: string, error: DocumentError][] = [];
  for (const file of files) {
    try {
      const check = (entries: readonly Entry[], add: AddFault) => addDocuments(entries, documents, add);
      await readDocument(file, { ...format, check });
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
      errors.push([file, error]);
    }
  }
  if (errors.length > 0) throw joinErrors('The manifests of persisted documents', errors);
  return documents;
}

function addDocuments(entries: readonly Entry[], documents: Map<string, string>, add: AddFault): void {
  for (const { id: name, text, path } of entries) {
    const id = idOf(name);
    const fault = id === '' ? 'has an empty id.' : syntaxErrorOf(text);
    if (fault !== undefined) add(path, fault);
    else if ((documents.get(id) ?? text) !== text) add(path, 'has the id of another document, whose text differs.');
    else documents.set(id, text);
  }
}

/** Ids of documents that the schema does not have everything for: of an older frontend, or of connectors that are gone. */
export function staleDocuments(documents: PersistedDocuments, schema: GraphQLSchema): readonly string[] {
  return [...documents].filter(([, text]) => !fits(parse(text), schema)).map(([id]) => id);
}

function fits(document: DocumentNode, schema: GraphQLSchema): boolean {
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  return (
    operations.every(({ operation }) => schema.getRootType(operation) !== undefined) &&
    validate(schema, document).length === 0
  );
}

/** Some clients write the name of the algorithm before the id, and some do not; a digest is one in either case. */
export function idOf(text: string): string {
  const id = text.replace(/^sha256:/i, '');
  return /^[\da-f]{64}$/i.test(id) ? id.toLowerCase() : id;
}

function syntaxErrorOf(text: string): string | undefined {
  try {
    parse(text);
    return undefined;
  } catch (error) {
    return `is not a GraphQL document: ${(error as Error).message.slice(0, longestReason)}`;
  }
}

const longestReason = 200;
