import DataLoader from 'dataloader';

/** A DataLoader of which every key has a call of its own: what {@link createUnbatchedLoader} makes. */
export type UnbatchedLoader<Key, Value> = DataLoader<Key, Promise<Value>, unknown>;

/**
 * Loads each key once, and gives each its answer as soon as its own call has one. DataLoader by itself would hold all
 * keys of a batch until the slowest answer, so it batches promises here.
 */
export function createUnbatchedLoader<Key, Value>(
  load: (key: Key) => Promise<Value>,
  cacheKeyFn: (key: Key) => unknown = (key) => key,
): UnbatchedLoader<Key, Value> {
  return new DataLoader<Key, Promise<Value>, unknown>(async (keys) => keys.map(load), { cacheKeyFn });
}
