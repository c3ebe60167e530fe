import { isEnvelopeKey } from '../../connectors/envelope-key.ts';
import type { Cluster, Clusters } from './clusters.ts';
import { mostFrequent } from './declared.ts';

/** How much of all their keys two objects of one category have in common, to be one thing under different names. */
const alikeByCategory = 0.6;
/** And how many keys at least: objects with few keys resemble too many others. */
const fewestShared = 3;
/** The most keys of an object that only wraps another: `{ "Invoice": { … }, "time": … }`. */
const mostAround = 4;

/**
 * Joins what is the same thing:
 *
 * - objects that are called alike, by their key or their method, and have at least half of the smaller one's keys in
 *   common, such as the invoice of List, Get, Create and Update;
 * - records of methods of one category that have most of their keys in common, whatever the methods call them;
 * - wrappers of the same thing under the same key, such as `{ Invoice time }` and `{ Invoice }`;
 * - what several writes answer with where it is not a record, such as `{ id success }`.
 *
 * Whatever stands under one key of what is joined is joined too.
 */
export function joinSame(clusters: Clusters): void {
  joinAlike(clusters);
  for (const alike of grouped(clusters.all().filter(isRecord), categoryOf)) {
    joinPairs(clusters, alike, (one, other) => {
      const shared = sharedKeys(one, other);
      return shared >= fewestShared && shared >= alikeByCategory * (one.keys.size + other.keys.size - shared);
    });
  }
  const wrappers = clusters.all().filter((one) => isAnswer(one) && one.objects.size > 0 && one.keys.size <= mostAround);
  for (const alike of grouped(wrappers, (one) => holdingsOf(one, clusters))) {
    joinPairs(clusters, alike, (one, other) => sharedKeys(one, other) === Math.min(one.keys.size, other.keys.size));
  }
  for (const alike of grouped(clusters.all().filter(isResult), (one) => [signatureOf(one)])) {
    joinPairs(clusters, alike, () => true);
  }
  joinAlike(clusters);
}

/** An answer of writes alone. */
export function isResult({ spots, keys }: Cluster): boolean {
  return keys.size > 0 && spots.length > 0 && spots.every(({ isRoot, source }) => isRoot && source.isWrite);
}

function isAnswer({ spots }: Cluster): boolean {
  return spots.length > 0 && spots.every(({ isRoot }) => isRoot);
}

function isRecord({ spots }: Cluster): boolean {
  return spots.some(({ isRoot }) => isRoot);
}

/** That of most of the methods: some categories have methods of many things. */
function categoryOf({ spots }: Cluster): readonly string[] {
  const category = mostFrequent(spots.flatMap(({ isRoot, source }) => (isRoot ? (source.category ?? []) : [])));
  return category === undefined ? [] : [category];
}

/** What stands in a cluster, and under which key: wrappers of the same thing have it in common. */
function holdingsOf({ objects }: Cluster, clusters: Clusters): readonly string[] {
  return Array.from(objects, ([key, object]) => `${clusters.find(object).order} ${key}`);
}

function signatureOf({ keys }: Cluster): string {
  return JSON.stringify([...keys].toSorted());
}

/** Whether the two have at least half of the smaller one's keys in common. */
function isMostly(one: Cluster, other: Cluster): boolean {
  const smaller = Math.min(one.keys.size, other.keys.size);
  return smaller > 0 && sharedKeys(one, other) * 2 >= smaller;
}

/**
 * Whether what they have in common says something: a single key does where it is spelled alike, and where neither only
 * tells how a write went, as `{ id success }` does of any thing.
 */
function isSaidOfBoth(one: Cluster, other: Cluster): boolean {
  const hasVerdict = isVerdict(one) || isVerdict(other);
  const telling = hasVerdict ? keysInBoth(one, other).filter((key) => !isEnvelopeKey(key)) : keysInBoth(one, other);
  return telling.length > 1 || (!hasVerdict && telling.some((key) => one.keys.has(key) && other.keys.has(key)));
}

function isVerdict(cluster: Cluster): boolean {
  return isResult(cluster) && [...cluster.keys].some(isEnvelopeKey);
}

/** Repeats until nothing is joined: what has been joined has more keys, and may resemble more. */
function joinAlike(clusters: Clusters): void {
  let before: number;
  do {
    before = clusters.all().length;
    for (const same of grouped(clusters.all(), (one) => Array.from(one.nouns, (noun) => noun + signatureOf(one)))) {
      joinPairs(clusters, same, () => true);
    }
    for (const called of grouped(clusters.all(), ({ nouns }) => [...nouns])) {
      joinPairs(clusters, called, (one, other) => isMostly(one, other) && isSaidOfBoth(one, other));
    }
  } while (clusters.all().length < before);
}

/** Joins those of a group that fit each other: each into the first it fits, the largest first. */
function joinPairs(
  clusters: Clusters,
  group: readonly Cluster[],
  fit: (one: Cluster, other: Cluster) => boolean,
): void {
  const firsts: Cluster[] = [];
  for (const next of group.toSorted(byWeight)) {
    const found = firsts.some((first) => {
      const [one, other] = [clusters.find(first), clusters.find(next)];
      return one === other || (fit(one, other) && clusters.join(one, other));
    });
    if (!found) firsts.push(next);
  }
}

/** The heaviest first: what stands in most places, then what has most keys, then the first. */
export function byWeight(a: Cluster, b: Cluster): number {
  return b.spots.length - a.spots.length || b.keys.size - a.keys.size || a.order - b.order;
}

function sharedKeys(one: Cluster, other: Cluster): number {
  return keysInBoth(one, other).length;
}

/** As the smaller of the two spells them: some applications spell keys in lower case where they answer a query. */
function keysInBoth(one: Cluster, other: Cluster): readonly string[] {
  const [few, many] = one.keys.size < other.keys.size ? [one, other] : [other, one];
  const keys = new Set(Array.from(many.keys, (key) => key.toLowerCase()));
  return [...few.keys].filter((key) => keys.has(key.toLowerCase()));
}

function grouped(clusters: readonly Cluster[], keysOf: (cluster: Cluster) => readonly string[]): readonly Cluster[][] {
  const groups = new Map<string, Cluster[]>();
  for (const cluster of clusters) {
    for (const key of keysOf(cluster)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [cluster]);
      else group.push(cluster);
    }
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}
