import DataLoader from 'dataloader';

/** A DataLoader of which every key has a call of its own: what {@link createEach} makes. */
export type Each<Key, Value> = DataLoader<Key, Promise<Value>, unknown>;

/**
 * Asks for each key once, and lets each answer when its own call does: DataLoader by itself would hold every key of a
 * batch until the slowest, so a promise is what it batches.
 */
export function createEach<Key, Value>(
  load: (key: Key) => Promise<Value>,
  cacheKeyFn: (key: Key) => unknown = (key) => key,
): Each<Key, Value> {
  return new DataLoader<Key, Promise<Value>, unknown>(async (keys) => keys.map(load), { cacheKeyFn });
}
