import { type DocumentNode, parse } from 'graphql';
import { LRUCache } from 'lru-cache';
import { lexicalExcessOf } from './size.ts';

interface DocumentCaches {
  readonly documentCache: LRUCache<string, DocumentNode>;
  readonly errorCache: { readonly get: () => undefined; readonly set: () => void };
  /** The document of a text, kept for where it is parsed for good; undefined for one that will be refused there. */
  parse(text: string): DocumentNode | undefined;
}

/**
 * Documents that were parsed, kept by their size: Yoga by itself keeps a thousand of any, and of those that it refused,
 * which a caller can make a gigabyte of. One that is refused costs little to refuse again.
 */
export function createDocumentCaches(maxCharacters = 500_000): DocumentCaches {
  const documentCache = new LRUCache<string, DocumentNode>({
    maxSize: maxCharacters,
    maxEntrySize: maxCharacters / 10,
    sizeCalculation: (_document, text) => text.length + 1,
  });

  return {
    documentCache,
    errorCache: { get: () => undefined, set: () => {} },
    parse(text) {
      const known = documentCache.get(text);
      if (known !== undefined) return known;
      try {
        if (lexicalExcessOf(text) !== undefined) return undefined;
        const document = parse(text);
        documentCache.set(text, document);
        return document;
      } catch {
        return undefined;
      }
    },
  };
}
