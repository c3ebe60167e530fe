import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

interface DocumentCaches {
  readonly documentCache: LRUCache<string, DocumentNode>;
  readonly errorCache: { readonly get: () => undefined; readonly set: () => void };
}

/**
 * Documents that were parsed, kept by their size: Yoga by itself keeps a thousand of any, and of those that it refused,
 * which a caller can make a gigabyte of. One that is refused costs little to refuse again.
 */
export function createDocumentCaches(maxCharacters = 500_000): DocumentCaches {
  return {
    documentCache: new LRUCache({
      maxSize: maxCharacters,
      maxEntrySize: maxCharacters / 10,
      sizeCalculation: (_document, text) => text.length + 1,
    }),
    errorCache: { get: () => undefined, set: () => {} },
  };
}
