import type { DocumentNode } from 'graphql';

/** A document as the build typed it. */
interface BuiltDocument extends DocumentNode {
  readonly ['__meta__']?: { readonly hash?: string };
}

/** The id that the build gave a document. For one that no build has seen, one that no manifest has: its text is never sent. */
export function persistedIdOf(document: BuiltDocument): string {
  return document['__meta__']?.hash ?? 'of-a-document-that-was-not-generated';
}
