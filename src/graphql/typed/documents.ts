import { extname } from 'node:path';
import { type DocumentNode, GraphQLError, parse, Source } from 'graphql';

/** A file with operation documents: of GraphQL, or of a program that has some in it. */
export interface DocumentFile {
  readonly file: string;
  readonly text: string;
}

/** A parsed document, and where it begins in its file. */
export interface FoundDocument {
  readonly file: string;
  readonly document: DocumentNode;
  /** Tells the documents of a file apart. */
  readonly source: Source;
  placeOf(location: { readonly line: number; readonly column: number }): Place;
}

export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface FoundDocuments {
  readonly documents: readonly FoundDocument[];
  /** What cannot be parsed. */
  readonly faults: readonly ({ readonly file: string; readonly message: string } & Place)[];
}

const graphQLFiles = new Set(['.graphql', '.graphqls', '.gql']);

/**
 * The documents of files. A file that is not of GraphQL is a program: its documents are what is given to `graphql(…)`
 * or `gql`, or stands behind the comment `GraphQL`.
 */
export async function findDocuments(files: readonly DocumentFile[]): Promise<FoundDocuments> {
  const sources = await Promise.all(
    files.map(async (one) => (await sourcesIn(one)).map((source) => ({ ...one, source }))),
  );
  const documents: FoundDocument[] = [];
  const faults: FoundDocuments['faults'][number][] = [];
  for (const { file, source } of sources.flat()) {
    const placeOf = placesIn(source);
    try {
      documents.push({ file, source, placeOf, document: parse(source) });
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      faults.push({ file, message: error.message, ...placeOf(error.locations?.[0] ?? { line: 1, column: 1 }) });
    }
  }
  return { documents, faults };
}

async function sourcesIn({ file, text }: DocumentFile): Promise<readonly Source[]> {
  if (graphQLFiles.has(extname(file))) return [new Source(text, file)];
  // Only a check of programs needs a parser of them.
  const { gqlPluckFromCodeString } = await import('@graphql-tools/graphql-tag-pluck');
  const found = await gqlPluckFromCodeString(file, text, {
    globalGqlIdentifierName: ['gql', 'graphql'],
    skipIndent: true,
  });
  return found.map(
    ({ body, locationOffset: { line, column } }) => new Source(body, file, { line, column: column + 2 }),
  );
}

/** A program's document begins in the middle of its line: behind the mark that opens it. */
function placesIn({ locationOffset }: Source): (place: Place) => Place {
  return ({ line, column }) => ({
    line: line + locationOffset.line - 1,
    column: line === 1 ? column + locationOffset.column - 1 : column,
  });
}
