import { type DataType, dataTypes } from '../connectors/value.ts';
import { compileGlobs } from '../text/glob.ts';
import { type Catalog, type CatalogField, type CatalogMethod, type CatalogParameter } from './catalog.ts';
import type { ConnectorConfig, MethodOverride } from './config.ts';
import { isCallable } from '../connectors/kind.ts';
import { formatLocation } from '../connectors/location.ts';
import type { ConnectorMethod, MethodField, MethodParameter } from '../connectors/method.ts';
import { recordsLocation } from '../connectors/records.ts';
import type { MethodUniqueIdentifier } from '../ids.ts';
import { apart, toFieldName } from './names.ts';

export interface Pulled {
  readonly catalog: Catalog;
  /** What was left out and why, for the person who pulls. */
  readonly notes: readonly string[];
}

/**
 * The catalog of a connector, made of its listing and of what the config says of it.
 *
 * A method keeps the name that the catalog of before gave it, whatever became of its own and whatever came beside it.
 * What cannot be called by name is left out: webhooks, methods without an identifier, and all but the first of inputs
 * that go to the same place.
 */
export function toCatalog(
  methods: readonly ConnectorMethod[],
  config: ConnectorConfig,
  before: Catalog | undefined,
): Pulled {
  const { connector, version } = config;
  const notes: string[] = [];
  const overrides = new Map(Object.entries(config.overrides ?? {}));
  const overrideOf = ({ uniqueIdentifier, name }: ConnectorMethod): MethodOverride =>
    overrides.get(uniqueIdentifier ?? '') ?? overrides.get(name) ?? {};
  for (const key of overrides.keys()) {
    if (!methods.some(({ uniqueIdentifier, name }) => key === uniqueIdentifier || key === name)) {
      notes.push(`${connector} has no method "${key}", so its override does nothing.`);
    }
  }

  const wanted = chosen(methods, config, notes).filter((method) => overrideOf(method).hidden !== true);
  const fields = namesOf(wanted, overrideOf, before);
  return {
    catalog: {
      connector,
      version,
      field: config.field ?? before?.field ?? toFieldName(connector),
      methods: wanted.map((method) =>
        toMethod(method, fields.get(method.uniqueIdentifier) ?? '', overrideOf(method), notes),
      ),
    },
    notes,
  };
}

/** A method that can be called by its identifier. */
type Identified = ConnectorMethod & { readonly uniqueIdentifier: MethodUniqueIdentifier };

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

function namesOf(
  methods: readonly Identified[],
  overrideOf: (method: ConnectorMethod) => MethodOverride,
  before: Catalog | undefined,
): ReadonlyMap<MethodUniqueIdentifier, string> {
  const kept = new Map(before?.methods.map(({ identifier, field }) => [identifier, field]));
  const names = new Map<MethodUniqueIdentifier, string>();
  const settled = (of: Identified) => overrideOf(of).field ?? kept.get(of.uniqueIdentifier);
  for (const method of methods) {
    const field = settled(method);
    if (field !== undefined) names.set(method.uniqueIdentifier, field);
  }

  // Names of methods that are gone stay theirs: an old document must not come to mean something else.
  const taken = new Set([...names.values(), ...kept.values()]);
  const rest = methods.filter((method) => settled(method) === undefined);
  const byName = Map.groupBy(rest, ({ name }) => toFieldName(name));
  for (const [name, [first, ...others]] of byName) {
    if (first !== undefined && others.length === 0 && !taken.has(name)) names.set(first.uniqueIdentifier, name);
    else nameByCategory([first, ...others].filter((one) => one !== undefined));
  }

  /** Several of a name are told apart by their categories, and within one by their identifiers. */
  function nameByCategory(alike: readonly Identified[]): void {
    const plain = ({ name, category }: Identified) => toFieldName(`${name} ${category ?? ''}`);
    const counts = Map.groupBy(alike, plain);
    for (const method of alike) {
      const name = plain(method);
      const isFree = counts.get(name)?.length === 1 && !taken.has(name) && !byName.has(name);
      names.set(method.uniqueIdentifier, isFree ? name : apart(name, method.uniqueIdentifier));
    }
  }

  return names;
}

function toMethod(method: Identified, field: string, override: MethodOverride, notes: string[]): CatalogMethod {
  const { uniqueIdentifier, category, description, parameters, requestFields, responseFields } = method;
  const name = filled(method.name) ?? `Method ${uniqueIdentifier}`;
  const type = (place: string, declared: string) => override.types?.[place] ?? toDataType(declared);
  const inputOf = (input: MethodParameter | MethodField, place: string) => ({
    name: filled(input.name) ?? place,
    type: type(place, input.dataType),
    values: valuesOf(input.values),
    description: filled(input.description, longestProse),
  });

  const toParameter = (one: MethodParameter): CatalogParameter => ({
    targetName: one.targetName,
    ...inputOf(one, one.targetName),
    required: one.targetType === 'MergeField' && !one.optional ? true : undefined,
  });
  const toField = (one: MethodField): CatalogField => {
    const location = one.location.trim() === '' ? '.' : one.location;
    return { location, ...inputOf(one, location) };
  };
  const note = (what: string) => (why: string) => notes.push(`"${name}": ${what} ${why}, and left out.`);

  return {
    field,
    identifier: uniqueIdentifier,
    name,
    category: filled(category),
    description: filled(description, longestProse),
    kind: override.kind,
    records: override.records === undefined ? recordsOf(method) : (override.records ?? undefined),
    parameters: some(named(parameters.map(toParameter), ({ targetName }) => targetName, note('parameters'))),
    requestFields: some(named(requestFields.map(toField), ({ location }) => location, note('fields'))),
    responseFields: some(firsts(responseFields.map(toField))),
  };
}

/**
 * Where the records of the answer stand. "Get Estimate" answers with one estimate, whose lines are details of it, so a
 * list that only some fields point into has the records only where the name says that several are answered.
 */
function recordsOf({ name, responseFields }: ConnectorMethod): string | undefined {
  const location = recordsLocation(responseFields);
  if (location === undefined) return undefined;
  const list = formatLocation(location);
  const isWhole = responseFields.every((field) => field.location === list || field.location.startsWith(`${list}.`));
  return isWhole || /^\W*(?:list|search|find|query|lookup|export|download)/i.test(name) ? list : undefined;
}

function toDataType(declared: string): DataType {
  return dataTypes.find((type) => type.toLowerCase() === declared.trim().toLowerCase()) ?? 'Undefined';
}

/** More than a person can choose from is no enum. */
const mostValues = 200;

function valuesOf(values: readonly string[]): readonly string[] | undefined {
  const given = [...new Set(values)].filter((value) => value.trim() !== '' && value.length <= longestText);
  return given.length <= mostValues ? some(given) : undefined;
}

const longestText = 500;
const longestProse = 5000;

function filled(text: string | null, longest: number = longestText): string | undefined {
  return text === null || text.trim() === '' ? undefined : text.trim().slice(0, longest).toWellFormed();
}

function some<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length === 0 ? undefined : items;
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
function firsts(fields: readonly CatalogField[]): readonly CatalogField[] {
  const known = fields.filter(({ location }) => location.length <= longestText).toReversed();
  return [...new Map(known.map((field) => [field.location, field])).values()].toReversed();
}
