import { parseLocation } from '../../connectors/location.ts';
import { scalarOf } from '../../connectors/value.ts';
import { kindIn } from '../by-kind.ts';
import type { Catalog, CatalogChoice, CatalogField, CatalogMethod, CatalogParameter } from '../catalog.ts';
import { apart, inherited, upperFirst } from '../names.ts';
import { type Place, placesOf } from '../places.ts';
import type { EarlierCatalog, EarlierField, EarlierMethod, EarlierParameter } from './catalog.ts';
import { toEnumName, toFieldName, uniqueNames } from './names.ts';

/**
 * A catalog of the earlier format in the present one, with every name that its types had: each method had types of its
 * own, so what is the same thing has several here.
 */
export function fromEarlier(earlier: EarlierCatalog): Catalog {
  const { connector, version, field, methods } = earlier;
  const types = createTypes(upperFirst(field));
  // In the order in which the names were given: of several candidates the first has the name.
  const reads = methods.filter((one) => kindIn(one) === 'READ').map((one) => addMethod(types, one));
  if (reads.length > 0) types.take('Connector', connector);
  const writes = methods.filter((one) => kindIn(one) === 'WRITE').map((one) => addMethod(types, one));
  const made = new Map([...reads, ...writes].map((one) => [one.identifier, one]));
  const { objects, inputs, enums } = types;
  return {
    connector,
    version,
    field,
    methods: methods.flatMap(({ identifier }) => made.get(identifier) ?? []),
    types: Object.fromEntries(objects),
    inputs: Object.fromEntries(inputs),
    enums: Object.fromEntries(enums),
    gone: [],
  };
}

type Types = ReturnType<typeof createTypes>;

function createTypes(beginning: string) {
  const taken = new Set<string>();
  const enums = new Map<string, readonly CatalogChoice[]>();
  function take(name: string, key: string): string {
    let free = `${beginning}${name}`;
    while (taken.has(free)) free = apart(free, key);
    taken.add(free);
    return free.slice(beginning.length);
  }
  return {
    objects: new Map<string, readonly CatalogField[]>(),
    inputs: new Map<string, readonly CatalogField[]>(),
    enums,
    take,
    takeEnum(name: string, key: string, values: readonly string[]): string {
      const of = take(name, key);
      const names = uniqueNames(values, toEnumName);
      enums.set(
        of,
        [...new Set(values)].map((value) => ({ field: names.get(value) ?? value, value })),
      );
      return of;
    },
  };
}

function addMethod(types: Types, method: EarlierMethod): CatalogMethod {
  const { field, identifier, name, category, description, kind, records } = method;
  const { parameters = [], requestFields = [], responseFields = [] } = method;
  const typeName = upperFirst(field);
  const names = uniqueNames(
    parameters.map(({ targetName }) => targetName),
    toFieldName,
    inherited,
  );
  const taken = new Set([...inherited, ...names.values()]);
  const takes = parameters.map((one) =>
    addParameter(types, typeName, names.get(one.targetName) ?? '', one, identifier),
  );
  const fields = addInputs(types, typeName, placesOf(requestFields).root, identifier, taken);
  const answer = addAnswer(types, method, responseFields);
  const hasInput = takes.length + fields.length > 0 && kindIn(method) === 'WRITE';
  return {
    field,
    identifier,
    name,
    category,
    description,
    kind,
    records,
    answer,
    input: hasInput ? types.take(`${typeName}Input`, identifier) : undefined,
    parameters: takes.length === 0 ? undefined : takes,
    fields: fields.length === 0 ? undefined : fields,
  };
}

function addParameter(
  types: Types,
  owner: string,
  field: string,
  parameter: EarlierParameter,
  key: string,
): CatalogParameter {
  const { targetName, required } = parameter;
  return { targetName, field, ...valueOf(types, `${owner}${upperFirst(field)}`, key, parameter, targetName), required };
}

/** What is said of a value: with an enum, where it has values and is no Boolean. */
function valueOf(
  types: Types,
  enumName: string,
  key: string,
  { name, type, values, description }: EarlierField | EarlierParameter,
  at: string,
) {
  const isChoice = values !== undefined && scalarOf(type, at) !== 'Boolean';
  return {
    name,
    type,
    enum: isChoice ? types.takeEnum(enumName, key, values) : undefined,
    values: isChoice ? undefined : values,
    description,
  };
}

function listsOf({ lists }: Place<EarlierField>): number | undefined {
  return lists === 0 ? undefined : lists;
}

function addInputs(
  types: Types,
  owner: string,
  { below }: Place<EarlierField>,
  key: string,
  taken?: ReadonlySet<string>,
): readonly CatalogField[] {
  const names = uniqueNames([...below.keys()], toFieldName, taken);
  return Array.from(below, ([at, place]): CatalogField => {
    const field = names.get(at) ?? at;
    const inner = `${owner}${upperFirst(field)}`;
    const common = { key: at, field, lists: listsOf(place) };
    if (place.below.size === 0) {
      return { ...common, ...(place.field && valueOf(types, inner, key, place.field, at)) };
    }
    const fields = addInputs(types, inner, place, key);
    const of = types.take(`${inner}Input`, key);
    types.inputs.set(of, fields);
    return { ...common, of, name: place.field?.name, description: place.field?.description };
  });
}

function addAnswer(
  types: Types,
  { field, identifier, records }: EarlierMethod,
  fields: readonly EarlierField[],
): string {
  const { root } = placesOf(fields, records === undefined ? [] : parseLocation(records));
  const name = `${upperFirst(field)}Record`;
  if (root.below.size > 0 || root.field === undefined) return addObject(types, name, root, identifier, true);
  const of = types.take(name, identifier);
  const value = valueOf(types, `${of}Value`, identifier, root.field, '');
  types.objects.set(of, [{ field: 'value', lists: listsOf(root), ...value }]);
  return of;
}

function addObject(
  types: Types,
  typeName: string,
  { below }: Place<EarlierField>,
  key: string,
  isRecord: boolean,
): string {
  const of = types.take(typeName, key);
  const names = uniqueNames([...below.keys()], toFieldName, isRecord ? new Set(['json']) : undefined);
  const fields = Array.from(below, ([at, place]): CatalogField => {
    const field = names.get(at) ?? at;
    const inner = `${of}${upperFirst(field)}`;
    const common = { key: at, field, lists: listsOf(place) };
    if (place.below.size === 0) return { ...common, ...(place.field && valueOf(types, inner, key, place.field, at)) };
    const { name, description } = place.field ?? {};
    return { ...common, of: addObject(types, inner, place, key, false), name, description };
  });
  types.objects.set(of, fields);
  return of;
}
