import type { CatalogField } from '../catalog.ts';
import { isPlainList, toSingular } from '../english.ts';
import { toFieldNames, toTypeName, uniqueNames, wordsOf } from '../names.ts';
import type { Place } from '../places.ts';
import type { Cluster, Clusters, Source, Spot } from './clusters.ts';
import { type Declared, type DeclaredField, merged, mostFrequent } from './declared.ts';

export type Objects = Readonly<Record<string, readonly CatalogField[]>>;

/** A field with what its values are, before they are made an enum. */
export type Member = CatalogField & { readonly choices?: readonly string[] | undefined };

/** Stands in for the key of a record that is a value itself. */
export const itself = '\0';

/** The clusters of the catalog of before, by name: empty, but with its names. */
export function addKept(clusters: Clusters, before: Objects, ending: string): ReadonlyMap<string, Cluster> {
  const kept = new Map(
    Object.entries(before).map(([name, fields]) => {
      const keys = new Set(fields.map(({ key }) => key ?? itself));
      const nouns = new Set([name.endsWith(ending) ? name.slice(0, name.length - ending.length) : name]);
      return [name, clusters.add({ kept: name, spots: [], nouns, keys })];
    }),
  );
  for (const [name, fields] of Object.entries(before)) {
    for (const { key = itself, of } of fields) {
      const [owner, object] = [kept.get(name), kept.get(of ?? '')];
      if (owner !== undefined && object !== undefined) clusters.link(owner, key, object);
    }
  }
  return kept;
}

/** Adds an object and all that stand in it. */
export function addSpots(
  clusters: Clusters,
  place: Place<DeclaredField>,
  given: { readonly source: Source; readonly noun: string; readonly isRoot: boolean; readonly parent?: Spot },
): Cluster {
  const spot: Spot = { parent: undefined, ...given, place, isListed: place.lists > 0 };
  const cluster = clusters.add({ spots: [spot], nouns: new Set([given.noun]), keys: new Set(place.below.keys()) });
  for (const [key, inner] of place.below) {
    if (inner.below.size === 0) continue;
    const below = { source: given.source, noun: nounAt(inner, given.noun), isRoot: false, parent: spot };
    clusters.link(cluster, key, addSpots(clusters, inner, below));
  }
  return cluster;
}

/** What stands at a place, by its key; in a list that says nothing of what is in it, by what the list stands in. */
export function nounAt({ key, lists }: Place<DeclaredField>, parent: string): string {
  const noun = toTypeName(lists > 0 ? toSingular(key) : key);
  if (lists === 0 || parent === '' || !isPlainList(key)) return noun;
  return noun === parent ? `${noun}Row` : `${parent}${noun}`;
}

export interface MembersOptions {
  readonly nameOf: (cluster: Cluster) => string;
  /** The fields that the object had in the catalog of before. */
  readonly before: readonly CatalogField[];
  /** Names that no field may have. */
  readonly taken: ReadonlySet<string>;
}

/**
 * The fields of an object: all that it has in any place. Where a key is an object in one place and a value in another,
 * there are two fields, each null where the other is not. A field of before that is gone keeps its name for itself.
 */
export function membersOf(cluster: Cluster, clusters: Clusters, options: MembersOptions): readonly Member[] {
  const forms = formsOf(cluster, clusters, options);
  const names = namesOf(forms, options);
  const present = new Set(forms.map(({ form }) => form));
  const used = new Set(names.values());
  const gone = options.before.filter((one) => !present.has(formOf(one)) && !used.has(one.field));
  return [
    ...forms.map(({ form, member }) => {
      const field = names.get(form) ?? '';
      return { ...member, field, name: telling(member.name, field) };
    }),
    ...gone.map(toGone),
  ];
}

/** What a catalog keeps of a field that is no longer in the listing. */
export function toGone({ key, field, of }: CatalogField): CatalogField {
  return { key, field, of, gone: true };
}

/** A name for people is left out where it only repeats the name in the graph or the path. */
export function telling(name: string | undefined, field: string): string | undefined {
  if (name === undefined || name === '') return undefined;
  const [words, own] = [wordsOf(name).join(' '), wordsOf(field).join(' ')];
  return words === own || words.endsWith(` ${own}`) ? undefined : name;
}

interface Form {
  /** Key and whether it is an object: two forms of a key are two fields. */
  readonly form: string;
  readonly key: string;
  readonly isObject: boolean;
  readonly member: Omit<Member, 'field'>;
}

function formOf({ key = itself, of }: Pick<CatalogField, 'key' | 'of'>): string {
  return `${of === undefined ? 'value' : 'object'} ${key}`;
}

function formsOf(cluster: Cluster, clusters: Clusters, { nameOf }: MembersOptions): readonly Form[] {
  const keys = [...new Set(cluster.spots.flatMap(({ place }) => [...place.below.keys()]))].toSorted();
  return keys.flatMap((key): readonly Form[] => {
    const places = cluster.spots.flatMap(({ place }) => place.below.get(key) ?? []);
    const [objects, values] = [true, false].map((isObject) =>
      places.filter(({ below }) => below.size > 0 === isObject),
    );
    const object = cluster.objects.get(key);
    return [
      ...(objects === undefined || objects.length === 0 || object === undefined
        ? []
        : [formAt(key, objects, nameOf(clusters.find(object)))]),
      ...(values === undefined || values.length === 0 ? [] : [formAt(key, values, undefined)]),
    ];
  });
}

function formAt(key: string, places: readonly Place<DeclaredField>[], of: string | undefined): Form {
  const all = places.flatMap(({ field }) => field ?? []);
  const lists = Math.max(...places.map((place) => place.lists));
  const at = { key: key === itself ? undefined : key, lists: lists === 0 ? undefined : lists };
  const member =
    of === undefined
      ? { ...at, ...valueOf(merged(all)) }
      : { ...at, of, name: mostFrequent(all.map(({ name }) => name)), description: descriptionOf(all) };
  return { form: formOf({ key, of }), key, isObject: of !== undefined, member };
}

/** What a catalog says of a value. */
export function valueOf(declared: Declared | undefined): Omit<Member, 'field' | 'key'> {
  if (declared === undefined) return { type: 'Undefined' };
  const { name, type, values, description, required } = declared;
  return { type, choices: values, name, description, required: required || undefined };
}

function descriptionOf(all: readonly Declared[]): string | undefined {
  return mostFrequent(all.flatMap(({ description }) => description ?? []));
}

/** The names of before, also where a key has become an object, or a value; beside those, new ones. */
function namesOf(forms: readonly Form[], { before, taken }: MembersOptions): ReadonlyMap<string, string> {
  const known = new Map(before.map((one) => [formOf(one), one.field]));
  const several = new Set(
    [...Map.groupBy(forms, ({ key }) => key)].flatMap(([key, { length }]) => (length > 1 ? [key] : [])),
  );
  const kept = new Map<string, string>();
  for (const { form, key, isObject } of forms) {
    const other = known.get(formOf({ key, of: isObject ? undefined : '' }));
    const name = known.get(form) ?? (several.has(key) ? undefined : other);
    if (name !== undefined) kept.set(form, name);
  }
  const texts = new Map(
    forms.map(({ form, key, isObject }) => {
      const other = formOf({ key, of: isObject ? undefined : '' });
      const hasPlain = !several.has(key) || (isObject && !kept.has(other));
      return [form, textOf(key, hasPlain ? '' : isObject ? ' object' : ' value')];
    }),
  );
  const toName = toFieldNames([...texts.values()]);
  return uniqueNames(
    forms.map(({ form }) => form),
    (form) => toName(texts.get(form) ?? form),
    {
      taken: new Set([...taken, ...before.map(({ field }) => field)]),
      kept,
      textOf: (form) => texts.get(form) ?? form,
    },
  );
}

function textOf(key: string, ending: string): string {
  return key === itself ? 'value' : `${key}${ending}`;
}
