import { fold } from '../text/fold.ts';

/** Finds things by any of their names. */
export interface KeyIndex<Target> {
  /**
   * What a key stands for, of that which fits: several where it is ambiguous, none where it is unknown.
   *
   * The number comes first, then the place (target name or location), then the name, because a place is the app's own
   * and the more stable: what one input is called never hides where another goes. After those, the same in any case and
   * spacing.
   */
  find(key: string, fits?: (target: Target) => boolean): readonly Target[];
  /** Places and names that stand for one thing each, to suggest. */
  names(): readonly string[];
}

export type Entry<Target> = readonly [key: string, target: Target];

/** Of tiers of entries, the first that has a key. What the first tier has is not for people to remember. */
export function createKeyIndex<Target>(tiers: readonly Iterable<Entry<Target>>[]): KeyIndex<Target> {
  const exact = tiers.map((entries) => collect(entries, (key) => key));
  let folded: typeof exact | undefined;
  let names: readonly string[] | undefined;

  function find(key: string, fits: (target: Target) => boolean = () => true): readonly Target[] {
    const found = firstOf(exact, key, fits);
    if (found.length > 0) return found;
    folded ??= exact.map((targets) =>
      collect(Array.from(targets, ([known, all]) => all.map((target): Entry<Target> => [known, target])).flat(), fold),
    );
    return firstOf(folded, fold(key), fits);
  }

  function nameAll(): readonly string[] {
    const keys = exact.slice(1).flatMap((targets) => [...targets.keys()]);
    const clear = keys.filter((key) => find(key).length === 1);
    // "count" and "Count" are one suggestion: the place, which comes first.
    return [...new Map(clear.toReversed().map((key) => [fold(key), key])).values()].toReversed();
  }

  return { find, names: () => (names ??= nameAll()) };
}

type Targets<Target> = ReadonlyMap<string, readonly Target[]>;

function collect<Target>(entries: Iterable<Entry<Target>>, toKey: (key: string) => string): Targets<Target> {
  const targets = new Map<string, Set<Target>>();
  for (const [key, target] of entries) {
    const known = toKey(key);
    targets.set(known, (targets.get(known) ?? new Set()).add(target));
  }
  return new Map(Array.from(targets, ([key, all]) => [key, [...all]]));
}

function firstOf<Target>(
  tiers: readonly Targets<Target>[],
  key: string,
  fits: (target: Target) => boolean,
): readonly Target[] {
  for (const targets of tiers) {
    const found = targets.get(key)?.filter(fits) ?? [];
    if (found.length > 0) return found;
  }
  return [];
}
