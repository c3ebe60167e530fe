import type { CatalogField, CatalogMethod, CatalogParameter } from '../catalog.ts';
import { inherited, toFieldNames, uniqueNames } from '../names.ts';
import type { Place } from '../places.ts';
import type { Cluster, Clusters } from './clusters.ts';
import { type DeclaredField, type DeclaredParameter, merged } from './declared.ts';
import { type Member, telling, valueOf } from './objects.ts';

export type ParameterMember = CatalogParameter & { readonly choices?: readonly string[] | undefined };

export interface MethodInputs {
  readonly parameters: readonly ParameterMember[];
  readonly fields: readonly Member[];
  /** The argument for fields that only one customer has; undefined for a read. */
  readonly extra: string | undefined;
}

export interface MethodInputsOptions {
  readonly parameters: readonly DeclaredParameter[];
  readonly root: Place<DeclaredField>;
  /** What stands under the keys of `root`. */
  readonly cluster: Cluster;
  readonly clusters: Clusters;
  readonly nameOf: (cluster: Cluster) => string;
  readonly before: CatalogMethod | undefined;
  readonly isWrite: boolean;
}

/**
 * The inputs of a method, parameters and fields side by side: each keeps the name it had, and a new one never takes
 * that of another. Where a parameter and a field would have one name, the parameter has it.
 */
export function inputsOf(options: MethodInputsOptions): MethodInputs {
  const { parameters, root, cluster, clusters, nameOf, before, isWrite } = options;
  const names = namesOf(parameters, root, before);
  const nameAt = (id: string) => names.get(id) ?? '';
  const taken = new Set(names.values());
  const goneParameters = (before?.parameters ?? []).filter(
    ({ targetName }) => !parameters.some((one) => one.targetName === targetName),
  );
  const goneFields = (before?.fields ?? []).filter(({ key = '' }) => !root.below.has(key));
  return {
    parameters: [
      ...parameters.map((one) => toParameter(one, nameAt(ofParameter(one)))),
      ...goneParameters.map(({ targetName, field }): ParameterMember => ({ targetName, field, gone: true })),
    ],
    fields: [
      ...Array.from(root.below, ([key, place]) => {
        const object = cluster.objects.get(key);
        return toField(place, nameAt(ofField(key)), object && nameOf(clusters.find(object)));
      }),
      ...goneFields.map(({ key, field, of }): Member => ({ key, field, of, gone: true })),
    ],
    extra: isWrite ? (before?.extra ?? extraName(root.below.size > 0, taken)) : before?.extra,
  };
}

const ofParameter = ({ targetName }: Pick<CatalogParameter, 'targetName'>) => `parameter ${targetName}`;
const ofField = (key: string) => `field ${key}`;

function namesOf(
  parameters: readonly DeclaredParameter[],
  { below }: Place<DeclaredField>,
  before: CatalogMethod | undefined,
): ReadonlyMap<string, string> {
  const kept = new Map([
    ...(before?.parameters ?? []).map((one): [string, string] => [ofParameter(one), one.field]),
    ...(before?.fields ?? []).map(({ key = '', field }): [string, string] => [ofField(key), field]),
  ]);
  const targets = new Map(parameters.map((one) => [ofParameter(one), one.targetName]));
  const keys = new Map(Array.from(below.keys(), (key) => [ofField(key), key]));
  const toName = toFieldNames([...targets.values(), ...keys.values()]);
  const taken = new Set([...inherited, ...kept.values(), ...(before?.extra === undefined ? [] : [before.extra])]);
  const first = named(targets, 'Parameter');
  for (const name of first.values()) taken.add(name);
  return new Map([...first, ...named(keys, 'Field')]);

  function named(texts: ReadonlyMap<string, string>, ending: string): ReadonlyMap<string, string> {
    const textOf = (id: string) => texts.get(id) ?? id;
    const name = (id: string) => {
      const plain = toName(textOf(id));
      return taken.has(plain) && !taken.has(plain + ending) ? plain + ending : plain;
    };
    return uniqueNames([...texts.keys()], name, { taken, kept, textOf });
  }
}

function toParameter(parameter: DeclaredParameter, field: string): ParameterMember {
  const value = valueOf(parameter);
  const asked = parameter.asked || undefined;
  return { targetName: parameter.targetName, field, ...value, asked, name: telling(value.name, field) };
}

function toField(
  { key, lists, field: declared, below }: Place<DeclaredField>,
  field: string,
  of: string | undefined,
): Member {
  const at = { key, field, lists: lists === 0 ? undefined : lists };
  const value = below.size === 0 ? valueOf(merged(declared === undefined ? [] : [declared])) : undefined;
  if (value !== undefined) return { ...at, ...value, name: telling(value.name, field) };
  return { ...at, of, name: telling(declared?.name, field), description: declared?.description };
}

/** Methods without fields take those of the account's own objects, for which nothing better is known. */
function extraName(hasFields: boolean, taken: ReadonlySet<string>): string {
  const wanted = [...(hasFields ? [] : ['fields']), 'extra', 'extraFields', 'fieldsBeside'];
  return (
    wanted.find((name) => !taken.has(name)) ?? uniqueNames(['extra'], (key) => key, { taken }).get('extra') ?? 'extra'
  );
}

/** What two inputs must have in common to be one. */
export function signatureOf(
  parameters: readonly CatalogParameter[],
  fields: readonly CatalogField[],
  extra: string | undefined,
): string {
  const all = [...parameters, ...fields].filter(({ gone }) => gone !== true);
  return JSON.stringify([extra ?? null, ...all.map(shapeOf).toSorted()]);
}

export function shapeOf(one: CatalogParameter | CatalogField): string {
  const { field, type, values, enum: choices, required = false } = one;
  const { key, of, lists } = 'targetName' in one ? { key: one.targetName, of: undefined, lists: undefined } : one;
  return JSON.stringify([field, key, of ?? choices ?? type, lists ?? 0, values ?? [], 'targetName' in one && required]);
}
