import { LRUCache } from 'lru-cache';

/**
 * Keeps the `most` entries that were used last. Its memory grows with them: an `LRUCache` with `max` takes that of all
 * entries when it is made, which was most of what a gateway took to be created.
 */
export function recentlyUsed<Key extends {}, Value extends {}>(most: number): LRUCache<Key, Value> {
  return new LRUCache({ maxSize: most, sizeCalculation: () => 1 });
}
