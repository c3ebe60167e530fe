import { isCallable } from '../connectors/kind.ts';
import type { ConnectorMethod } from '../connectors/method.ts';
import type { MethodUniqueIdentifier } from '../ids.ts';
import { fold } from '../text/fold.ts';
import { compileGlobs } from '../text/glob.ts';
import type { Catalog } from './catalog.ts';
import type { ConnectorConfig, MethodOverride } from './config.ts';
import { goneMethods, type Identified, nameMethods } from './method-names.ts';
import { toModel } from './model/model.ts';
import { newlyGone } from './newly-gone.ts';
import { toFieldName } from './names.ts';
import { evidenceOf, filled, longestProse, toDeclared } from './to-declared.ts';

export interface Pulled {
  readonly catalog: Catalog;
  /** What was left out and why, for the person who pulls. */
  readonly notes: readonly string[];
}

export interface PullOptions {
  /** Gives types new names, so that what is the same thing in several methods can be one. @default false */
  readonly shareTypes?: boolean;
}

/**
 * The catalog of a connector, made of its listing and of what the config says of it.
 *
 * Every name that the catalog of before gave is kept: of a method, an argument, a field, a type, a value. What cannot be
 * called by name is left out: webhooks, methods without an identifier, and all but the first of inputs that go to the
 * same place.
 */
export function toCatalog(
  methods: readonly ConnectorMethod[],
  config: ConnectorConfig,
  before: Catalog | undefined,
  { shareTypes = false }: PullOptions = {},
): Pulled {
  const { connector, version } = config;
  const notes: string[] = [];
  const overrideOf = overridesOf(config, methods, notes);
  const wanted = chosen(methods, config, notes).filter((method) => overrideOf(method).hidden !== true);
  const field = config.field ?? before?.field ?? toFieldName(connector);
  const fields = nameMethods(wanted, { connectorField: field, givenName: (one) => overrideOf(one).field, before });
  const knownMethods = new Map(before?.methods.map((one) => [one.identifier, one]));
  const declared = wanted.map((method) => {
    const name = fields.get(method.uniqueIdentifier) ?? '';
    const known = knownMethods.get(method.uniqueIdentifier);
    return toDeclared(method, name, overrideOf(method), known, (why) => notes.push(`"${method.name}": ${why}`));
  });
  const model = toModel(declared, {
    field,
    before,
    shareTypes,
    note: ({ name }, what) => notes.push(`"${name}": ${what}. Set "types" or "records" in the config if it is not.`),
  });
  const catalog: Catalog = {
    connector,
    version,
    field,
    methods: wanted.map((method, index) => ({
      field: fields.get(method.uniqueIdentifier) ?? '',
      identifier: method.uniqueIdentifier,
      name: declared[index]?.name ?? '',
      category: filled(method.category),
      description: filled(method.description, longestProse),
      kind: overrideOf(method).kind ?? evidenceOf(method),
      records: declared[index]?.records,
      ...model.methods.get(method.uniqueIdentifier),
      paging: knownMethods.get(method.uniqueIdentifier)?.paging,
    })),
    types: model.types,
    inputs: model.inputs,
    enums: model.enums,
    gone: goneMethods(before, new Set(wanted.map((one) => one.uniqueIdentifier)), new Set(fields.values())),
  };
  return { catalog, notes: [...notes, ...(before === undefined ? [] : newlyGone(before, catalog))] };
}

type OverrideOf = (method: ConnectorMethod) => MethodOverride;

/**
 * By identifier, or by name, in any case and spacing; else by the first pattern that fits the name, in the order of the
 * config. What says something more exactly takes the place of the pattern's whole override.
 */
function overridesOf(
  { connector, overrides = {} }: ConnectorConfig,
  methods: readonly ConnectorMethod[],
  notes: string[],
): OverrideOf {
  const exact = new Map(Object.entries(overrides));
  const folded = new Map(Object.entries(overrides).map(([key, override]) => [fold(key), override]));
  const patterns = Object.entries(overrides)
    .filter(([key]) => key.includes('*'))
    .map(([key, override]) => ({ key, fits: compileGlobs([key]), override }));
  const isFor = (key: string, { uniqueIdentifier, name }: ConnectorMethod) =>
    fold(key) === uniqueIdentifier || fold(key) === fold(name);
  for (const key of exact.keys()) {
    const pattern = patterns.find((one) => one.key === key);
    const isUsed = methods.some((method) => isFor(key, method) || pattern?.fits(method.name) === true);
    if (isUsed) continue;
    const what = pattern === undefined ? `"${key}"` : `whose name fits "${key}"`;
    notes.push(`${connector} has no method ${what}, so its override does nothing.`);
  }
  return ({ uniqueIdentifier, name }) =>
    exact.get(uniqueIdentifier ?? '') ??
    exact.get(name) ??
    folded.get(fold(name)) ??
    patterns.find(({ fits }) => fits(name))?.override ??
    {};
}

function chosen(methods: readonly ConnectorMethod[], config: ConnectorConfig, notes: string[]): readonly Identified[] {
  const fitsName = compileGlobs(config.methods ?? ['*']);
  const fitsCategory = compileGlobs(config.categories ?? ['*']);
  const found = new Map<MethodUniqueIdentifier, Identified>();
  for (const method of methods) {
    if (!isCallable(method) || !fitsName(method.name) || !fitsCategory(method.category ?? '')) continue;
    const { uniqueIdentifier, name } = method;
    if (uniqueIdentifier === null) notes.push(`"${name}" has no identifier: it can only be called by its number.`);
    else if (found.has(uniqueIdentifier))
      notes.push(`"${name}" has the identifier of another method, and is left out.`);
    else found.set(uniqueIdentifier, { ...method, uniqueIdentifier });
  }
  return [...found.values()];
}
