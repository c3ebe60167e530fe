import { parseLocation } from '../../connectors/location.ts';
import type { MethodUniqueIdentifier } from '../../ids.ts';
import type { Catalog, CatalogMethod } from '../catalog.ts';
import { isPlainList, nounOf, toSingular } from '../english.ts';
import { toTypeName } from '../names.ts';
import { type Place, placesOf } from '../places.ts';
import { type Cluster, type Clusters, createClusters, type Source } from './clusters.ts';
import type { DeclaredField, DeclaredMethod } from './declared.ts';
import { addKept, addSpots, itself, nounAt } from './objects.ts';
import { joinSame } from './sharing.ts';

export interface GatherOptions {
  readonly before: Catalog | undefined;
  /** Types of before may become one, and get new names. */
  readonly shareTypes: boolean;
  /** Takes what is to be told, and of which method. */
  readonly note: (method: DeclaredMethod, what: string) => void;
}

/** What methods answer with. */
export interface Answers {
  readonly clusters: Clusters;
  of(method: DeclaredMethod): Cluster | undefined;
}

/** What methods send: the root is the method's own. */
export interface Sent {
  readonly clusters: Clusters;
  of(method: DeclaredMethod): SentRoot;
}

interface SentRoot {
  readonly root: Place<DeclaredField>;
  readonly cluster: Cluster;
}

/** The methods of the catalog of before, by their identifiers. */
export type BeforeOf = ReadonlyMap<MethodUniqueIdentifier, CatalogMethod>;

function sourceOf({ name, category, kind }: DeclaredMethod): Source {
  return { name, category, isWrite: kind === 'WRITE' };
}

/** The objects that methods answer with, those that are the same thing joined. */
export function addAnswers(
  methods: readonly DeclaredMethod[],
  beforeOf: BeforeOf,
  { before, shareTypes, note }: GatherOptions,
): Answers {
  const clusters = createClusters(shareTypes);
  const kept = addKept(clusters, before?.types ?? {}, '');
  const roots = new Map<DeclaredMethod, Cluster>();
  for (const method of methods) {
    const known = beforeOf.get(method.identifier);
    const root = answerOf(method, note);
    const named = known?.records === method.records && known?.answer !== undefined ? kept.get(known.answer) : undefined;
    if (root.below.size === 0 && (named === undefined || method.responseFields.length > 0)) continue;
    const given = { source: sourceOf(method), noun: nounOfRecords(method), isRoot: true };
    const cluster = addSpots(clusters, root, given);
    if (named !== undefined) clusters.join(named, cluster);
    roots.set(method, cluster);
  }
  joinSame(clusters);
  return { clusters, of: (method: DeclaredMethod) => roots.get(method) };
}

/** Records that are not objects: their one field is the value itself. */
function answerOf(method: DeclaredMethod, note: GatherOptions['note']): Place<DeclaredField> {
  const { responseFields, records } = method;
  const { root, contradictions } = placesOf(responseFields, records === undefined ? [] : parseLocation(records));
  for (const what of contradictions) note(method, what);
  return root.below.size === 0 && root.field !== undefined ? { ...root, below: new Map([[itself, root]]) } : root;
}

/** The objects that methods send, those that are the same thing joined. */
export function addSent(
  methods: readonly DeclaredMethod[],
  beforeOf: BeforeOf,
  { before, shareTypes, note }: GatherOptions,
): Sent {
  const clusters = createClusters(shareTypes);
  const kept = addKept(clusters, before?.inputs ?? {}, 'Input');
  const roots = new Map<DeclaredMethod, SentRoot>();
  for (const method of methods) {
    const { root, contradictions } = placesOf(method.requestFields);
    for (const what of contradictions) note(method, what);
    // The root of what is sent is the method's own: only what stands in it is shared.
    const cluster = clusters.add({ spots: [], nouns: new Set(), keys: new Set() });
    for (const [key, place] of root.below) {
      if (place.below.size === 0) continue;
      const given = { source: sourceOf(method), noun: nounAt(place, ''), isRoot: false };
      const object = addSpots(clusters, place, given);
      const of = beforeOf.get(method.identifier)?.fields?.find((one) => one.key === key)?.of;
      const named = of === undefined ? undefined : kept.get(of);
      if (named !== undefined) clusters.join(named, object);
      clusters.link(cluster, key, object);
    }
    roots.set(method, { root, cluster });
  }
  joinSame(clusters);
  return {
    clusters,
    of: (method: DeclaredMethod) => {
      const found = roots.get(method);
      if (found === undefined) throw new RangeError(`${method.name} is not in the model.`);
      return found;
    },
  };
}

/** What the records of a method are: by the list they stand in, by its name, by its category. */
export function nounOfRecords({ name, category = '', records }: DeclaredMethod): string {
  const key = records === undefined ? '' : (parseLocation(records).at(-1)?.key ?? '');
  return toTypeName(isPlainList(key) ? nounOf(name) || toSingular(category) || name : toSingular(key));
}
