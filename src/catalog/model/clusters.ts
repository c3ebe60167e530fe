import type { Place } from '../places.ts';
import type { DeclaredField } from './declared.ts';

/** A method, as far as it tells what an object is. */
export interface Source {
  readonly name: string;
  readonly category: string | undefined;
  readonly isWrite: boolean;
}

/** An object at one place of what a method sends or answers. */
export interface Spot {
  readonly source: Source;
  readonly place: Place<DeclaredField>;
  /** What it is, as far as its key or its method say. */
  readonly noun: string;
  readonly isRoot: boolean;
  readonly isListed: boolean;
  readonly parent: Spot | undefined;
}

/** Objects that are the same thing. */
export interface Cluster {
  /** Its position among all clusters; breaks ties. */
  readonly order: number;
  /** Names that it has in the catalog of before. */
  readonly kept: Set<string>;
  readonly spots: Spot[];
  readonly nouns: Set<string>;
  readonly keys: Set<string>;
  /** What stands in it, by key. {@link Clusters.find} gives what each was joined into. */
  readonly objects: Map<string, Cluster>;
}

export interface Clusters {
  add(given: Pick<Cluster, 'spots' | 'nouns' | 'keys'> & { readonly kept?: string }): Cluster;
  /** Says what stands under a key of a cluster. */
  link(cluster: Cluster, key: string, object: Cluster): void;
  /** The cluster that this one was joined into, or itself. */
  find(cluster: Cluster): Cluster;
  /**
   * Makes one of two, and of what stands in both under the same key; false where that cannot be, because they have
   * different names in the catalog of before.
   */
  join(one: Cluster, other: Cluster): boolean;
  all(): readonly Cluster[];
}

/** `mayRename`: clusters that have different names may become one all the same. */
export function createClusters(mayRename: boolean): Clusters {
  const clusters: Cluster[] = [];
  const into = new Map<Cluster, Cluster>();

  function find(cluster: Cluster): Cluster {
    const next = into.get(cluster);
    if (next === undefined) return cluster;
    const found = find(next);
    into.set(cluster, found);
    return found;
  }

  function mayJoin(first: Cluster, second: Cluster, seen: Set<string>): boolean {
    const [one, other] = [find(first), find(second)];
    const pair = `${Math.min(one.order, other.order)} ${Math.max(one.order, other.order)}`;
    if (one === other || seen.has(pair)) return true;
    if (!mayRename && one.kept.size > 0 && other.kept.size > 0) return false;
    seen.add(pair);
    return [...one.objects].every(([key, object]) => {
      const there = other.objects.get(key);
      return there === undefined || mayJoin(object, there, seen);
    });
  }

  function unite(first: Cluster, second: Cluster): void {
    const [one, other] = [find(first), find(second)].toSorted((a, b) => a.order - b.order);
    if (one === undefined || other === undefined || one === other) return;
    // What several joins come to may not be what each of them could be.
    if (!mayRename && one.kept.size > 0 && other.kept.size > 0) return;
    into.set(other, one);
    for (const name of other.kept) one.kept.add(name);
    for (const noun of other.nouns) one.nouns.add(noun);
    for (const key of other.keys) one.keys.add(key);
    one.spots.push(...other.spots);
    for (const [key, object] of other.objects) {
      const there = one.objects.get(key);
      if (there === undefined) one.objects.set(key, object);
      else unite(there, object);
    }
  }

  return {
    add({ kept, spots, nouns, keys }) {
      const cluster: Cluster = {
        order: clusters.length,
        kept: new Set(kept === undefined ? [] : [kept]),
        spots,
        nouns,
        keys,
        objects: new Map(),
      };
      clusters.push(cluster);
      return cluster;
    },
    link(cluster, key, object) {
      const owner = find(cluster);
      const there = owner.objects.get(key);
      if (there === undefined) owner.objects.set(key, object);
      else unite(there, object);
    },
    find,
    join(one, other) {
      if (!mayJoin(one, other, new Set())) return false;
      unite(one, other);
      return true;
    },
    all: () => clusters.filter((cluster) => !into.has(cluster)),
  };
}
