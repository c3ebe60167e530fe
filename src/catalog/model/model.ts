import { parseLocation } from '../../connectors/location.ts';
import type { MethodKind } from '../../connectors/method.ts';
import type { MethodUniqueIdentifier } from '../../ids.ts';
import type { Catalog, CatalogField, CatalogMethod } from '../catalog.ts';
import { isPlainList, nounOf, toSingular } from '../english.ts';
import { inherited, longestName, toTypeName } from '../names.ts';
import { type Place, placesOf } from '../places.ts';
import { type ChoiceHolder, createEnums, type Enums, isEnum, keptEnum } from './choices.ts';
import { type Cluster, type Clusters, createClusters, type Source } from './clusters.ts';
import type { DeclaredField, DeclaredParameter } from './declared.ts';
import { nameInputs } from './input-types.ts';
import { inputsOf, type MethodInputs } from './method-inputs.ts';
import { addKept, addSpots, itself, nounAt, type Member, membersOf, type Objects, toGone } from './objects.ts';
import { joinSame } from './sharing.ts';
import { createTypeNames, nameClusters, type TypeNames } from './type-names.ts';

/** A method as it is declared, with its name in the graph. */
export interface DeclaredMethod {
  readonly field: string;
  readonly identifier: MethodUniqueIdentifier;
  readonly name: string;
  readonly category: string | undefined;
  readonly kind: MethodKind;
  readonly records: string | undefined;
  readonly parameters: readonly DeclaredParameter[];
  readonly requestFields: readonly DeclaredField[];
  readonly responseFields: readonly DeclaredField[];
}

export interface ModelOptions {
  /** The field of the connector, with which the names of its types begin. */
  readonly field: string;
  readonly before: Catalog | undefined;
  /** Types of before may become one, and get new names. */
  readonly shareTypes: boolean;
  /** Takes what is to be told, and of which method. */
  readonly note: (method: DeclaredMethod, what: string) => void;
}

export interface Model extends Pick<Catalog, 'types' | 'inputs' | 'enums'> {
  readonly methods: ReadonlyMap<MethodUniqueIdentifier, MethodModel>;
}

export type MethodModel = Pick<CatalogMethod, 'answer' | 'input' | 'extra' | 'parameters' | 'fields'>;

/**
 * The types of a connector: what is the same thing in several methods is one. Every name of the catalog of before is
 * kept. The order of the methods makes no difference.
 */
export function toModel(given: readonly DeclaredMethod[], options: ModelOptions): Model {
  const { before, shareTypes } = options;
  const methods = given.toSorted((a, b) =>
    compare([a.category ?? '', a.name, a.identifier], [b.category ?? '', b.name, b.identifier]),
  );
  const beforeOf = new Map(before?.methods.map((one) => [one.identifier, one]));
  const most = Math.max(20, longestName - options.field.length - 'Input'.length);
  const answers = addAnswers(methods, beforeOf, options);
  const sent = addSent(methods, beforeOf, options);
  const keptInputs = new Map(
    (before?.methods ?? []).flatMap(({ identifier, input }): [string, string][] =>
      input === undefined ? [] : [[identifier, input]],
    ),
  );
  const names = createTypeNames([
    ...(shareTypes ? [] : [...Object.keys(before?.types ?? {}), ...Object.keys(before?.inputs ?? {})]),
    ...Object.keys(before?.enums ?? {}),
    ...keptInputs.values(),
  ]);

  const objects = settle(answers.clusters, before?.types ?? {}, names, {
    most,
    shareTypes,
    ending: '',
    taken: ['json', 'response'],
  });
  const inputs = settle(sent.clusters, before?.inputs ?? {}, names, {
    most,
    shareTypes,
    ending: 'Input',
    taken: [...inherited],
  });
  const inputsByMethod = new Map(
    methods.map((method) => {
      const { root, cluster } = sent.of(method);
      const known = beforeOf.get(method.identifier);
      const all = { parameters: method.parameters, root, cluster, clusters: sent.clusters, nameOf: inputs.nameOf };
      return [method, inputsOf({ ...all, before: known, isWrite: method.kind === 'WRITE' })];
    }),
  );
  const enums = addEnums(objects.members, inputs.members, inputsByMethod, before, names, most);
  const made = methods.map((method): [DeclaredMethod, CatalogMethod] => {
    const { parameters, fields, extra } = enums.ofMethod(method);
    const answer = answers.of(method);
    const { field, identifier, name, category } = method;
    return [
      method,
      {
        field,
        identifier,
        name,
        category,
        answer: answer && objects.nameOf(answers.clusters.find(answer)),
        extra,
        parameters: some(parameters),
        fields: some(fields),
      },
    ];
  });
  const writes = made.flatMap(([{ kind }, method]) => (kind === 'WRITE' ? [method] : []));
  const inputNames = nameInputs(writes, keptInputs, names, most);
  return {
    types: enums.types,
    inputs: { ...enums.inputs, ...goneNames(keptInputs.values(), inputNames.values()) },
    enums: enums.enums,
    methods: new Map(
      made.map(([, { identifier, answer, extra, parameters, fields }]) => [
        identifier,
        { answer, input: inputNames.get(identifier), extra, parameters, fields },
      ]),
    ),
  };
}

type BeforeOf = ReadonlyMap<MethodUniqueIdentifier, CatalogMethod>;

function sourceOf({ name, category, kind }: DeclaredMethod): Source {
  return { name, category, isWrite: kind === 'WRITE' };
}

function addAnswers(
  methods: readonly DeclaredMethod[],
  beforeOf: BeforeOf,
  { before, shareTypes, note }: ModelOptions,
) {
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

/** Records that are no objects: the only thing to read of them is themselves. */
function answerOf(method: DeclaredMethod, note: ModelOptions['note']): Place<DeclaredField> {
  const { responseFields, records } = method;
  const { root, contradictions } = placesOf(responseFields, records === undefined ? [] : parseLocation(records));
  for (const what of contradictions) note(method, what);
  return root.below.size === 0 && root.field !== undefined ? { ...root, below: new Map([[itself, root]]) } : root;
}

function addSent(methods: readonly DeclaredMethod[], beforeOf: BeforeOf, { before, shareTypes, note }: ModelOptions) {
  const clusters = createClusters(shareTypes);
  const kept = addKept(clusters, before?.inputs ?? {}, 'Input');
  const roots = new Map<DeclaredMethod, { readonly root: Place<DeclaredField>; readonly cluster: Cluster }>();
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
function nounOfRecords({ name, category = '', records }: DeclaredMethod): string {
  const key = records === undefined ? '' : (parseLocation(records).at(-1)?.key ?? '');
  return toTypeName(isPlainList(key) ? nounOf(name) || toSingular(category) || name : toSingular(key));
}

interface SettleOptions {
  readonly most: number;
  readonly shareTypes: boolean;
  readonly ending: string;
  readonly taken: readonly string[];
}

/** The objects of one side, with their names and their fields. */
function settle(clusters: Clusters, before: Objects, names: TypeNames, options: SettleOptions) {
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

function addEnums(
  types: ReadonlyMap<string, readonly Member[]>,
  inputs: ReadonlyMap<string, readonly Member[]>,
  methods: ReadonlyMap<DeclaredMethod, MethodInputs>,
  before: Catalog | undefined,
  names: TypeNames,
  most: number,
) {
  const beforeOf = new Map(before?.methods.map((one) => [one.identifier, one]));
  const holders = new Map<object, ChoiceHolder>();
  const add = (
    member: Member | MethodInputs['parameters'][number],
    key: string,
    owner: string,
    kept: string | undefined,
  ) => {
    const { choices } = member;
    if (choices === undefined || (kept === undefined && !isEnum(choices, member.type))) return;
    holders.set(member, { values: choices, kept, key, owner });
  };
  for (const [side, known] of [
    [types, before?.types],
    [inputs, before?.inputs],
  ] as const) {
    for (const [name, members] of side) {
      for (const one of members) add(one, one.key ?? name, name, keptEnum(known?.[name], one.key));
    }
  }
  for (const [method, { parameters, fields }] of methods) {
    const known = beforeOf.get(method.identifier);
    const owner = nounOfRecords(method);
    for (const one of parameters) {
      const kept = known?.parameters?.find(({ targetName }) => targetName === one.targetName)?.enum;
      add(one, one.targetName, owner, kept);
    }
    for (const one of fields) add(one, one.key ?? '', owner, keptEnum(known?.fields, one.key));
  }
  const { enums, enumOf } = createEnums([...holders.values()], before?.enums ?? {}, names, most);

  function settled<Given extends Member | MethodInputs['parameters'][number]>(one: Given) {
    const { choices, ...rest } = one;
    const holder = holders.get(one);
    return {
      ...rest,
      enum: holder === undefined ? undefined : enumOf(holder),
      values: holder === undefined && !isPlainTruth(one) ? choices : undefined,
    };
  }
  const settledAll = (side: ReadonlyMap<string, readonly Member[]>): Objects =>
    Object.fromEntries(Array.from(side, ([name, members]) => [name, members.map(settled)]));
  return {
    enums: enums satisfies Enums,
    types: settledAll(types),
    inputs: settledAll(inputs),
    ofMethod: (method: DeclaredMethod) => {
      const { parameters = [], fields = [], extra } = methods.get(method) ?? {};
      return { parameters: parameters.map(settled), fields: fields.map(settled), extra };
    },
  };
}

/** Whether values say no more than that it is a Boolean. */
function isPlainTruth({ type, choices }: Pick<Member, 'type' | 'choices'>): boolean {
  return type === 'Boolean' && choices?.every((value) => /^(?:true|false)$/i.test(value.trim())) === true;
}

/** Names of inputs that no method has any more. */
function goneNames(before: Iterable<string>, after: Iterable<string>): Objects {
  const present = new Set(after);
  return Object.fromEntries([...before].filter((name) => !present.has(name)).map((name) => [name, []]));
}

function some<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length === 0 ? undefined : items;
}

function compare(a: readonly string[], b: readonly string[]): number {
  const index = a.findIndex((text, at) => text !== b[at]);
  return index === -1 ? 0 : (a[index] ?? '') < (b[index] ?? '') ? -1 : 1;
}
