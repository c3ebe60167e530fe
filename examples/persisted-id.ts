import type { DocumentNode } from 'graphql';

/** A document as the build typed it. */
interface BuiltDocument extends DocumentNode {
  readonly ['__meta__']?: { readonly hash?: string };
}

/** The id that the build gave a document; nothing for one that it does not know. */
export function persistedIdOf(document: BuiltDocument): string {
  return document['__meta__']?.hash ?? '';
}
