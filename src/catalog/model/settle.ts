import type { CatalogField } from '../catalog.ts';
import type { Cluster, Clusters } from './clusters.ts';
import { type Member, membersOf, type Objects, toGone } from './objects.ts';
import { nameClusters, type TypeNames } from './type-names.ts';

interface SettleOptions {
  readonly most: number;
  readonly shareTypes: boolean;
  readonly ending: string;
  readonly taken: readonly string[];
}

/** The objects of one side, by their names. */
export interface Settled {
  nameOf(cluster: Cluster): string;
  readonly members: ReadonlyMap<string, readonly Member[]>;
}

/** The objects of one side, with their names and their fields. */
export function settle(clusters: Clusters, before: Objects, names: TypeNames, options: SettleOptions): Settled {
  const { most, shareTypes, ending, taken } = options;
  const live = clusters.all().filter(({ spots }) => spots.length > 0);
  const keptNames = new Map(live.map((cluster) => [cluster, [...cluster.kept]]));
  if (shareTypes) for (const cluster of live) cluster.kept.clear();
  const fresh = nameClusters(clusters, names, { most, ending });
  const nameOf = (cluster: Cluster): string => fresh.get(cluster) ?? [...cluster.kept][0] ?? '';
  const members = new Map(
    live.map((cluster): [string, readonly Member[]] => {
      const known = (keptNames.get(cluster) ?? []).flatMap((name) => before[name] ?? []);
      const fields = apartIn(shareTypes ? known.filter(({ gone }) => gone !== true) : known);
      return [nameOf(cluster), membersOf(cluster, clusters, { nameOf, before: fields, taken: new Set(taken) })];
    }),
  );
  if (!shareTypes) {
    for (const [name, fields] of Object.entries(before)) {
      if (!members.has(name)) members.set(name, fields.map(toGone));
    }
  }
  return { nameOf, members };
}

/** The names of types that have become one: the first of each key, and no name twice. */
function apartIn(fields: readonly CatalogField[]): readonly CatalogField[] {
  const seen = new Set<string>();
  return fields.filter(({ key, of, field }) => {
    const [place, name] = [JSON.stringify([key, of === undefined]), JSON.stringify(field)];
    if (seen.has(place) || seen.has(name)) return false;
    seen.add(place);
    seen.add(name);
    return true;
  });
}
