import DataLoader from 'dataloader';

/** A DataLoader of which every key has a call of its own: what {@link createUnbatchedLoader} makes. */
export type UnbatchedLoader<Key, Value> = DataLoader<Key, Promise<Value>, unknown>;

/**
 * Asks for each key once, and lets each answer when its own call does: DataLoader by itself would hold every key of a
 * batch until the slowest, so a promise is what it batches.
 */
export function createUnbatchedLoader<Key, Value>(
  load: (key: Key) => Promise<Value>,
  cacheKeyFn: (key: Key) => unknown = (key) => key,
): UnbatchedLoader<Key, Value> {
  return new DataLoader<Key, Promise<Value>, unknown>(async (keys) => keys.map(load), { cacheKeyFn });
}
