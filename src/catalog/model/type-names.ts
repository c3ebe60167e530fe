import { apart, toTypeName, upperFirst } from '../names.ts';
import { commonNoun, isPlainList, verbOf } from '../english.ts';
import type { Cluster, Clusters, Source, Spot } from './clusters.ts';
import { mostFrequent } from './declared.ts';
import { byWeight, isResult } from './sharing.ts';

/** Gives each type of a connector a name of its own. */
export interface TypeNames {
  isFree(name: string): boolean;
  /** The first of several that is free, or else the first told apart by `key`. */
  take(wanted: readonly string[], key: string): string;
}

/** The beginning, and what an input may end in, count too. */
export function createTypeNames(kept: Iterable<string>): TypeNames {
  const taken = new Set(['Connector', 'Record', ...kept]);
  return {
    isFree: (name) => !taken.has(name),
    take(wanted, key) {
      const [first = 'Record'] = wanted;
      let free = wanted.find((name) => !taken.has(name)) ?? apart(first, key);
      while (taken.has(free)) free = apart(free, key);
      taken.add(free);
      return free;
    },
  };
}

/**
 * Names clusters that have none: by what they are called, or, where a heavier one is called so, by what they stand in.
 * `ending` is that of inputs.
 */
export function nameClusters(
  clusters: Clusters,
  names: TypeNames,
  { most, ending = '' }: { readonly most: number; readonly ending?: string },
): ReadonlyMap<Cluster, string> {
  const live = clusters.all().filter(({ kept, spots }) => kept.size === 0 && spots.length > 0);
  const named = new Map<Cluster, string>();
  // What only holds a list yields its name to what is called so itself.
  const inOrder = live.toSorted((a, b) => Number(holdsPlainList(a)) - Number(holdsPlainList(b)) || byWeight(a, b));
  for (const cluster of inOrder) {
    const wanted = wantedNames(cluster, clusters).map((name) => `${toTypeName(name, most)}${ending}`);
    named.set(cluster, names.take(wanted, JSON.stringify([...cluster.keys].toSorted())));
  }
  return named;
}

function wantedNames(cluster: Cluster, clusters: Clusters): readonly string[] {
  const { spots } = cluster;
  const noun = nounOf(spots);
  const roots = spots.flatMap(({ isRoot, source }) => (isRoot ? [source] : []));
  if (roots.length === spots.length) return namesOfAnswer(cluster, noun, roots, holdsItsLike(cluster, clusters));
  const parents = spots.flatMap(({ parent }) => parent?.noun ?? []);
  const [parent = ''] = new Set(parents);
  return [
    ...(holdsItsLike(cluster, clusters) ? [] : [noun]),
    ...(new Set(parents).size === 1 && parent !== noun ? [`${parent}${noun}`] : []),
    ...(spots.some(({ isListed }) => isListed) ? [`${noun}Row`] : [`${noun}List`]),
    `${mostFrequent(parents) ?? ''}${noun}`,
  ];
}

/** What most call it; where no name has the most, what all of them have in common. */
function nounOf(spots: readonly Spot[]): string {
  const nouns = spots.map(({ noun }) => noun);
  const most = mostFrequent(nouns) ?? '';
  const isMost = nouns.filter((noun) => noun === most).length * 2 > nouns.length;
  return isMost ? most : commonNoun([...new Set(nouns)]) || most;
}

function namesOfAnswer(
  cluster: Cluster,
  noun: string,
  roots: readonly Source[],
  isWrapper: boolean,
): readonly string[] {
  const isShared = isResult(cluster) && new Set(cluster.spots.map((spot) => spot.noun)).size > 1;
  if (isShared) {
    const [verb = '', ...others] = new Set(roots.map(({ name }) => toTypeName(verbOf(name))));
    return [...(others.length === 0 ? [] : ['Result']), ...[verb, ...others].map((one) => `${one}Result`), 'Result'];
  }
  const [method, ...more] = new Set(roots.map(({ name }) => name));
  const own = more.length === 0 ? [`${toTypeName(method ?? '')}Result`] : [];
  return [...(isWrapper ? [] : [noun]), ...(isWrapper ? [`${noun}Result`, ...own] : [...own, `${noun}Result`])];
}

/** As `addressBook` in `addressBook.[items]`. */
function holdsPlainList({ objects, keys }: Cluster): boolean {
  return keys.size <= mostBeside && [...objects.keys()].some(isPlainList);
}

/** The most keys of an object that only holds a list, with such as its total. */
const mostBeside = 4;

/** Whether it only leads to what is called like itself, as `{ "Invoice": { … } }` to the invoice. */
function holdsItsLike({ spots, objects, order }: Cluster, clusters: Clusters): boolean {
  const nouns = new Set(spots.map(({ noun }) => upperFirst(noun)));
  return Array.from(objects.values(), clusters.find).some(
    (object) =>
      object.order !== order && object.spots.some(({ noun, parent }) => nouns.has(noun) && parent !== undefined),
  );
}
