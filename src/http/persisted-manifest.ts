import { readFile, stat } from 'node:fs/promises';
import { type GraphQLSchema, parse, validate } from 'graphql';
import { z } from 'zod';

/** Documents by id, which is the SHA-256 of their text; written down when a frontend is built. */
export type PersistedDocuments = ReadonlyMap<string, string>;

export const largestManifestBytes = 10_000_000;

const mostFaults = 10;

/** Of the client preset of GraphQL Code Generator: text by id. */
const preset = z.record(z.string().min(1), z.string());

/** Of Apollo's `generate-persisted-query-manifest`. */
const apollo = z
  .object({
    format: z.literal('apollo-persisted-query-manifest'),
    operations: z.array(z.object({ id: z.string().min(1), body: z.string() })),
  })
  .transform(({ operations }) => Object.fromEntries(operations.map(({ id, body }) => [id, body])));

const manifest: z.ZodType<Readonly<Record<string, string>>> = z.union([apollo, preset]);

/** Reads the manifests of one or several frontends. Throws an error that names the file, and every document at fault. */
export async function readPersistedDocuments(files: readonly string[]): Promise<PersistedDocuments> {
  const documents = new Map<string, string>();
  for (const file of files) {
    const faults: string[] = [];
    for (const [name, text] of Object.entries(await readManifest(file))) {
      const id = withoutAlgorithm(name);
      const fault = (documents.get(id) ?? text) === text ? faultOf(text) : 'another document has the same id';
      if (fault === undefined) documents.set(id, text);
      else faults.push(`${name}: ${fault}`);
    }
    if (faults.length > 0) throw unusable(file, `\n${faults.slice(0, mostFaults).join('\n')}`);
  }
  return documents;
}

/** Ids of documents that the schema does not have everything for: of an older frontend, or of connectors that are gone. */
export function staleDocuments(documents: PersistedDocuments, schema: GraphQLSchema): readonly string[] {
  return [...documents].filter(([, text]) => validate(schema, parse(text)).length > 0).map(([id]) => id);
}

/** Some clients write the name of the algorithm before the id, and some do not. */
export function withoutAlgorithm(id: string): string {
  return id.replace(/^sha256:/, '');
}

async function readManifest(file: string): Promise<Readonly<Record<string, string>>> {
  try {
    const { size } = await stat(file);
    if (size > largestManifestBytes) throw new Error(`it is larger than ${largestManifestBytes} bytes`);
    const read = manifest.safeParse(JSON.parse(await readFile(file, 'utf8')));
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
