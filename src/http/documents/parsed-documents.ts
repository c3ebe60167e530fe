import { type DocumentNode, parse } from 'graphql';
import { LRUCache } from 'lru-cache';
import { limits as defaults, type Limits } from '../../limits.ts';
import { tooLarge } from './limits.ts';
import { lexicalExcessOf } from './size.ts';

/** The documents of a gateway by their text. */
export interface ParsedDocuments {
  /** Kept documents. */
  readonly documentCache: LRUCache<string, DocumentNode>;
  /** Keeps no refused documents: one that is refused costs little to refuse again. */
  readonly errorCache: { readonly get: () => undefined; readonly set: () => void };
  /** @throws a GraphQL error for a text that has too many tokens or is not a document */
  parse(text: string): DocumentNode;
}

/**
 * Parses documents and keeps them, bounded by size. Yoga's own caches are bounded by count, refused documents included:
 * a caller could grow them to a gigabyte.
 *
 * @param maxCharacters Characters of all kept documents; one alone may have a tenth of that.
 */
export function createParsedDocuments(
  maxCharacters = 500_000,
  limits: Pick<Limits, 'documentTokens' | 'documentCharacters' | 'nameCharacters'> = defaults,
): ParsedDocuments {
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
      const excess = lexicalExcessOf(text, limits);
      if (excess !== undefined) throw tooLarge(excess);
      const document = parse(text);
      documentCache.set(text, document);
      return document;
    },
  };
}
