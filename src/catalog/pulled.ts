import { isAskedFor, isForCallers } from '../connectors/input-declared.ts';
import { isCallable, judgeMethod } from '../connectors/kind.ts';
import { formatLocation, parseLocation } from '../connectors/location.ts';
import { isAboutAnswer } from '../connectors/record-list.ts';
import type { ConnectorMethod, MethodField, MethodKind, MethodParameter } from '../connectors/method.ts';
import { recordsLocation } from '../connectors/records.ts';
import { type DataType, dataTypes } from '../connectors/value.ts';
import type { MethodUniqueIdentifier } from '../ids.ts';
import { fold } from '../text/fold.ts';
import { compileGlobs } from '../text/glob.ts';
import type { Catalog, CatalogMethod, KindOverride } from './catalog.ts';
import { isPlainList } from './english.ts';
import type { ConnectorConfig, MethodOverride } from './config.ts';
import { goneMethods, type Identified, nameMethods } from './method-names.ts';
import type { Declared, DeclaredField, DeclaredParameter } from './model/declared.ts';
import { type DeclaredMethod, toModel } from './model/model.ts';
import { newlyGone } from './newly-gone.ts';
import { toFieldName } from './names.ts';

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

function toDeclared(
  method: Identified,
  field: string,
  override: MethodOverride,
  before: CatalogMethod | undefined,
  note: (what: string) => void,
): DeclaredMethod {
  const { uniqueIdentifier, category, parameters, requestFields, responseFields } = method;
  const name = filled(method.name) ?? `Method ${uniqueIdentifier}`;
  const declaredOf = (input: MethodParameter | MethodField, place: string, required: boolean): Declared => ({
    name: filled(input.name) ?? place,
    type: override.types?.[place] ?? toDataType(input.dataType),
    isOverridden: override.types?.[place] !== undefined,
    values: valuesOf(input.values),
    description: filled(input.description, longestProse),
    required,
  });
  const toParameter = (one: MethodParameter): DeclaredParameter => {
    // Without a merge field there is no URL to send a call to.
    const required = one.targetType === 'MergeField' && isAskedFor(one);
    const asked = !required && isAskedFor(one);
    return { targetName: one.targetName, asked, ...declaredOf(one, one.targetName, required) };
  };
  const toField = (one: MethodField, isSent: boolean): DeclaredField => {
    const location = one.location.trim() === '' ? '.' : one.location;
    return { location, ...declaredOf(one, location, isSent && isAskedFor(one)) };
  };
  const left = (what: string) => (why: string) => note(`${what} ${why}, and left out.`);
  return {
    field,
    identifier: uniqueIdentifier,
    name,
    category: filled(category),
    kind: (override.kind ?? evidenceOf(method))?.is ?? kindByName(method),
    records: override.records === undefined ? recordsOf(method, before) : (override.records ?? undefined),
    parameters: named(
      parameters.filter(isForCallers).map(toParameter),
      ({ targetName }) => targetName,
      left('parameters'),
    ),
    requestFields: named(
      requestFields.filter(isForCallers).map((one) => toField(one, true)),
      ({ location }) => location,
      left('fields'),
    ),
    responseFields: firsts(responseFields.map((one) => toField(one, false))),
  };
}

/** The kind of a method where its endpoint says more than its name: a catalog has no endpoints. */
function evidenceOf(method: ConnectorMethod): KindOverride | undefined {
  const { kind, reason } = judgeMethod({ ...method, methodType: 'Action' });
  return kind === kindByName(method) ? undefined : { is: kind, reason };
}

function kindByName({ name }: ConnectorMethod): MethodKind {
  return judgeMethod({ name: filled(name) ?? '', methodType: 'Action', endPoint: null }).kind;
}

/**
 * Where the records of the answer stand. "Get Estimate" answers with one estimate, whose lines are details of it, so a
 * list that only some fields point into has the records only where the name says that several are answered, or where the
 * list says nothing of what is in it (`records`) and all other fields are about the answer, such as a total. A method that
 * answered with one record goes on doing so.
 */
function recordsOf({ name, responseFields }: ConnectorMethod, before: CatalogMethod | undefined): string | undefined {
  const location = recordsLocation(responseFields);
  if (location === undefined) return undefined;
  const list = formatLocation(location);
  const beside = responseFields.filter((field) => field.location !== list && !field.location.startsWith(`${list}.`));
  if (beside.length === 0 || /^\W*(?:list|search|find|query|lookup|export|download)/i.test(name)) return list;
  const isPlain = isPlainList(location.at(-1)?.key ?? '');
  const isOfRecords = isPlain && beside.every((field) => isAboutAnswer(parseLocation(field.location)));
  return isOfRecords && (before === undefined || before.records !== undefined) ? list : undefined;
}

function toDataType(declared: string): DataType {
  return dataTypes.find((type) => type.toLowerCase() === declared.trim().toLowerCase()) ?? 'Undefined';
}

/** More than a person can choose from is no enum. */
const mostValues = 200;

function valuesOf(values: readonly string[]): readonly string[] | undefined {
  const given = [...new Set(values)].filter((value) => value.trim() !== '' && value.length <= longestText);
  return given.length > 0 && given.length <= mostValues ? given : undefined;
}

const longestText = 500;
const longestProse = 5000;

function filled(text: string | null, longest: number = longestText): string | undefined {
  return text === null || text.trim() === '' ? undefined : text.trim().slice(0, longest).toWellFormed();
}

/** Those that a call can give by name. */
function named<Input>(
  inputs: readonly Input[],
  placeOf: (input: Input) => string,
  note: (why: string) => void,
): readonly Input[] {
  return [...Map.groupBy(inputs, placeOf)].flatMap(([place, alike]) => {
    const why = alike.length > 1 ? 'are several' : whyNoName(place);
    if (why === undefined) return alike;
    note(`at "${place.slice(0, 100)}" ${why}`);
    return [];
  });
}

function whyNoName(place: string): string | undefined {
  if (place.trim() === '') return 'have no name';
  if (place.length > longestText) return 'have too long a name';
  // A key of digits alone is a number to a call by name.
  return /^\d+$/.test(place) ? 'cannot be told from numbers' : undefined;
}

/** Two fields of one location say the same of an answer. */
function firsts(fields: readonly DeclaredField[]): readonly DeclaredField[] {
  const known = fields.filter(({ location }) => location.length <= longestText).toReversed();
  return [...new Map(known.map((field) => [field.location, field])).values()].toReversed();
}
