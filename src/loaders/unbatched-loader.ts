/** Loads each key once, each with a call of its own: what {@link createUnbatchedLoader} makes. */
export interface UnbatchedLoader<Key, Value> {
  /** The value of a key. A key that failed keeps its failure. */
  load(key: Key): Promise<Value>;
  /** Has a key loaded anew. */
  clear(key: Key): void;
  /** Has all keys loaded anew. */
  clearAll(): void;
}

/**
 * Loads each key once, when it is first asked for, and gives each its answer as soon as its own call has one. What needs
 * no batch needs no DataLoader: that holds all keys of a batch until the slowest answer.
 *
 * @param cacheKeyFn What is equal for keys that are the same. @default the key itself
 */
export function createUnbatchedLoader<Key, Value>(
  load: (key: Key) => Promise<Value>,
  cacheKeyFn: (key: Key) => unknown = (key) => key,
): UnbatchedLoader<Key, Value> {
  const loaded = new Map<unknown, Promise<Value>>();
  return {
    load(key) {
      const cacheKey = cacheKeyFn(key);
      const known = loaded.get(cacheKey);
      if (known !== undefined) return known;
      const promise = load(key);
      loaded.set(cacheKey, promise);
      return promise;
    },
    clear: (key) => void loaded.delete(cacheKeyFn(key)),
    clearAll: () => loaded.clear(),
  };
}
