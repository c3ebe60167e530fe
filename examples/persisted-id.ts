import type { DocumentNode } from 'graphql';

/** A document as the build typed it. */
interface BuiltDocument extends DocumentNode {
  readonly ['__meta__']?: { readonly hash?: string };
}

/** The id that the build gave a document. Throws for one that no build has seen: its text is never sent in its place. */
export function persistedIdOf(document: BuiltDocument): string {
  const id = document['__meta__']?.hash;
  if (id !== undefined) return id;
  throw new Error('This document is not in the manifest: write it with graphql(…), and generate.');
}
