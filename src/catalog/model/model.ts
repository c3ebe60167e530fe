import type { MethodUniqueIdentifier } from '../../ids.ts';
import type { Catalog, CatalogMethod } from '../catalog.ts';
import { inherited, longestName } from '../names.ts';
import { addEnums } from './add-enums.ts';
import type { DeclaredMethod } from './declared.ts';
import { addAnswers, addSent, type GatherOptions } from './gather.ts';
import { nameInputs } from './input-types.ts';
import { inputsOf } from './method-inputs.ts';
import type { Objects } from './objects.ts';
import { settle } from './settle.ts';
import { createTypeNames } from './type-names.ts';

export interface ModelOptions extends GatherOptions {
  /** The field of the connector, with which the names of its types begin. */
  readonly field: string;
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
