import { type DocumentNode, type GraphQLSchema, Kind, parse, validate } from 'graphql';
import { z } from 'zod';
import type { Json } from '../../json.ts';
import { readFileOf } from '../../files/read-file.ts';
import { hasRepeatedKeys } from '../../text/repeated-keys.ts';

/** Documents by id, which is the SHA-256 of their text; written down when a frontend is built. */
export type PersistedDocuments = ReadonlyMap<string, string>;

export const largestManifestBytes = 10_000_000;

const mostFaults = 10;

type Pairs = readonly (readonly [id: string, text: string])[];

/** Of the client preset of GraphQL Code Generator: text by id. */
const preset = z.record(z.string(), z.string()).transform(Object.entries<string>);

/** Of Apollo's `generate-persisted-query-manifest`. */
const apollo = z
  .object({
    format: z.literal('apollo-persisted-query-manifest'),
    operations: z.array(z.object({ id: z.string(), body: z.string() })),
  })
  .transform(({ operations }) => operations.map(({ id, body }) => [id, body] as const));

const manifest: z.ZodType<Pairs> = z.union([apollo, preset]);

/** Reads the manifests of one or several frontends. Throws an error that names the file, and every document at fault. */
export async function readPersistedDocuments(files: readonly string[]): Promise<PersistedDocuments> {
  const documents = new Map<string, string>();
  for (const file of files) {
    const faults: string[] = [];
    for (const [name, text] of await readManifest(file)) {
      const id = idOf(name);
      const isOther = (documents.get(id) ?? text) !== text;
      const fault = id === '' ? 'the id is empty' : isOther ? 'another document has the same id' : faultOf(text);
      if (fault === undefined) documents.set(id, text);
      else faults.push(`${name}: ${fault}`);
    }
    if (faults.length > 0) throw unusable(file, `\n${faults.slice(0, mostFaults).join('\n')}`);
  }
  return documents;
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

async function readManifest(file: string): Promise<Pairs> {
  try {
    const text = await readFileOf(largestManifestBytes, file);
    const value = JSON.parse(text) as Json;
    if (hasRepeatedKeys(text, value)) throw new Error('an object in it has the same key twice');
    const read = manifest.safeParse(value);
    if (read.success) return read.data;
    throw new Error('it must be an object of documents by id, or an apollo-persisted-query-manifest');
  } catch (cause) {
    throw unusable(file, ` ${(cause as Error).message}.`, cause);
  }
}

function faultOf(text: string): string | undefined {
  try {
    parse(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function unusable(file: string, why: string, cause?: unknown): Error {
  return new Error(`The manifest of persisted documents ${file} cannot be used:${why}`, { cause });
}
