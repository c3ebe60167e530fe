import { badUserInput, type Problem } from '../errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { parseLocation } from './location.ts';
import type { ConnectorMethod, MethodField, MethodParameter } from './method.ts';
import { suggest } from './suggest.ts';

/** Inputs as a caller gives them: by name, by number, fields also nested as in the body. */
export interface GivenInputs {
  readonly parameters: JsonObject;
  readonly fields: JsonObject;
  readonly mergeFields: JsonObject;
}

/** Inputs as Cyclr takes them: keyed by the numbers of one release. */
export interface NumberedInputs {
  readonly Parameters: JsonObject;
  readonly Fields: JsonObject;
  readonly Mergefields: JsonObject;
}

/** Whether every key is a number already, so that no listing is needed. */
export function hasOnlyNumbers({ parameters, fields }: Pick<GivenInputs, 'parameters' | 'fields'>): boolean {
  return [...Object.keys(parameters), ...Object.keys(fields)].every((key) => /^\d+$/.test(key));
}

/** Turns names into the numbers of this release. Throws `BAD_USER_INPUT` with everything that is wrong at once. */
export function resolveInputs(
  method: ConnectorMethod,
  { parameters, fields, mergeFields }: GivenInputs,
): NumberedInputs {
  const { parameterKeys, fieldKeys, tree } = indexOf(method);
  const problems: Problem[] = [];
  const foundParameters = new Found('parameter', problems);
  const foundFields = new Found('field', problems);

  for (const [key, value] of Object.entries(parameters)) {
    const parameter = lookUp(parameterKeys, key, ['parameters', key], 'parameter', problems);
    if (parameter !== undefined) foundParameters.add(parameter, value, ['parameters', key]);
  }
  for (const [key, value] of Object.entries(fields)) {
    const path = ['fields', key];
    const branch = tree.children.get(key);
    // A key may be both a field and the beginning of others: an object then goes along, unless it can only be a value.
    if (branch !== undefined && branch.children.size > 0 && (isJsonObject(value) || isRows(value))) {
      follow(branch, value, path, foundFields, problems);
      continue;
    }
    const field = lookUp(fieldKeys, key, path, 'field', problems);
    if (field !== undefined) foundFields.add(field, value, path);
  }

  if (problems.length > 0) throw badUserInput(`"${method.name}" cannot be called`, problems);
  return { Parameters: foundParameters.numbered(), Fields: foundFields.numbered(), Mergefields: mergeFields };
}

/**
 * The same inputs in the numbers of another release of the method; undefined when it has no place for one of them.
 * A parameter is the same when it goes to the same place, a field when it stands at the same location.
 */
export function remapInputs(
  from: ConnectorMethod,
  to: ConnectorMethod,
  inputs: NumberedInputs,
): NumberedInputs | undefined {
  const placeOf = ({ targetType, targetName }: MethodParameter) => JSON.stringify([targetType, targetName]);
  const Parameters = remap(inputs.Parameters, from.parameters, to.parameters, placeOf);
  const Fields = remap(inputs.Fields, from.requestFields, to.requestFields, ({ location }) => location);
  return Parameters && Fields && { Parameters, Fields, Mergefields: inputs.Mergefields };
}

type Path = readonly (string | number)[];
type Keys<Input> = ReadonlyMap<string, readonly Input[]>;

interface Index {
  readonly parameterKeys: KeyIndex<MethodParameter>;
  readonly fieldKeys: KeyIndex<MethodField>;
  readonly tree: Branch;
}

interface KeyIndex<Input> {
  readonly exact: Keys<Input>;
  readonly folded: Keys<Input>;
}

/** The fields of a body along their locations. */
interface Branch {
  readonly children: Map<string, Branch>;
  readonly fields: MethodField[];
  many: boolean;
}

const indexes = new WeakMap<ConnectorMethod, Index>();

function indexOf(method: ConnectorMethod): Index {
  const known = indexes.get(method);
  if (known !== undefined) return known;
  const index: Index = {
    parameterKeys: indexKeys(method.parameters, ({ targetName }) => targetName),
    fieldKeys: indexKeys(method.requestFields, ({ location }) => location),
    tree: treeOf(method.requestFields),
  };
  indexes.set(method, index);
  return index;
}

/** By number, by place and by name; what is found by its number or place is not looked for by name. */
function indexKeys<Input extends MethodParameter | MethodField>(
  inputs: readonly Input[],
  placeOf: (input: Input) => string,
): KeyIndex<Input> {
  const collect = (fold: (key: string) => string): Keys<Input> => {
    const keys = new Map<string, readonly Input[]>();
    for (const keyOf of [({ name }: Input) => name, placeOf, ({ id }: Input) => id]) {
      for (const [key, found] of Map.groupBy(inputs, (input) => fold(keyOf(input)))) keys.set(key, found);
    }
    return keys;
  };
  return { exact: collect((key) => key), folded: collect((key) => key.trim().toLowerCase()) };
}

function lookUp<Input extends MethodParameter | MethodField>(
  { exact, folded }: KeyIndex<Input>,
  key: string,
  path: Path,
  kind: string,
  problems: Problem[],
): Input | undefined {
  const candidates = exact.get(key) ?? folded.get(key.trim().toLowerCase()) ?? [];
  const [only, second] = candidates;
  if (only !== undefined && second === undefined) return only;
  if (second !== undefined) {
    const ids = candidates.map(({ id }) => id);
    const message = `"${shown(key)}" is the name of ${candidates.length} ${kind}s: use a number, ${ids.join(' or ')}.`;
    problems.push({ path, message, suggestions: ids });
    return undefined;
  }
  problems.push(
    unknownKey(
      key,
      path,
      kind,
      [...exact.keys()].filter((known) => !/^\d+$/.test(known)),
    ),
  );
  return undefined;
}

function unknownKey(key: string, path: Path, kind: string, known: readonly string[]): Problem {
  const suggestions = suggest(key, known);
  const meant = suggestions.map((name) => `"${name}"`).join(' or ');
  const hint = suggestions.length > 0 ? ` Did you mean ${meant}?` : known.length === 0 ? ` It has none.` : '';
  return { path, message: `There is no ${kind} "${shown(key)}".${hint}`, suggestions };
}

function shown(key: string): string {
  return key.length > 200 ? `${key.slice(0, 200).toWellFormed()}…` : key;
}

function treeOf(fields: readonly MethodField[]): Branch {
  const root = createBranch();
  for (const field of fields) {
    let branch = root;
    for (const { key, many } of parseLocation(field.location)) {
      const next = branch.children.get(key) ?? createBranch();
      branch.children.set(key, next);
      next.many ||= many;
      branch = next;
    }
    branch.fields.push(field);
  }
  return root;
}

function createBranch(): Branch {
  return { children: new Map(), fields: [], many: false };
}

/** Goes along nested objects to the fields at their ends. */
function follow(branch: Branch, value: Json, path: Path, found: Found<MethodField>, problems: Problem[]): void {
  if (branch.children.size === 0) {
    addField(branch, value, path, found, problems);
    return;
  }
  if (Array.isArray(value)) {
    const rows = value as readonly Json[];
    const [row] = rows;
    if (rows.length === 1 && row !== undefined) follow(branch, row, [...path, 0], found, problems);
    else if (rows.length > 1) {
      const message = `${rows.length} rows cannot be given by fields, which have one number for all rows: use callConnectorMethodWithBody.`;
      problems.push({ path, message, suggestions: [] });
    }
    return;
  }
  if (!isJsonObject(value)) {
    if (branch.fields.length > 0) addField(branch, value, path, found, problems);
    else {
      const keys = [...branch.children.keys()].slice(0, 10);
      problems.push({
        path,
        message: `An object was expected here, with such keys as ${keys.join(', ')}.`,
        suggestions: keys,
      });
    }
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    const next = branch.children.get(key) ?? foldedChild(branch, key);
    if (next === undefined) problems.push(unknownKey(key, [...path, key], 'field', [...branch.children.keys()]));
    else follow(next, inner, [...path, key], found, problems);
  }
}

function foldedChild(branch: Branch, key: string): Branch | undefined {
  const folded = key.toLowerCase();
  const matching = [...branch.children].filter(([name]) => name.toLowerCase() === folded);
  return matching.length === 1 ? matching[0]?.[1] : undefined;
}

function addField({ fields }: Branch, value: Json, path: Path, found: Found<MethodField>, problems: Problem[]): void {
  const [field, second] = fields;
  if (field === undefined) return;
  if (second === undefined) {
    found.add(field, value, path);
    return;
  }
  const ids = fields.map(({ id }) => id);
  problems.push({ path, message: `Several fields stand here: use a number, ${ids.join(' or ')}.`, suggestions: ids });
}

function isRows(value: Json): boolean {
  return Array.isArray(value) && value.some(isJsonObject);
}

/** Inputs that were found, each given once. */
class Found<Input extends MethodParameter | MethodField> {
  readonly #kind: string;
  readonly #problems: Problem[];
  readonly #values = new Map<string, { readonly value: Json; readonly path: Path }>();

  constructor(kind: string, problems: Problem[]) {
    this.#kind = kind;
    this.#problems = problems;
  }

  add({ id, name }: Input, value: Json, path: Path): void {
    const before = this.#values.get(id);
    if (before === undefined) {
      this.#values.set(id, { value, path });
      return;
    }
    const message = `The ${this.#kind} "${name}" is given twice: here and as ${before.path.map(String).map(shown).join('.')}.`;
    this.#problems.push({ path, message, suggestions: [] });
  }

  numbered(): JsonObject {
    return Object.fromEntries(Array.from(this.#values, ([id, { value }]): [string, Json] => [id, value]));
  }
}

function remap<Input extends { readonly id: string }>(
  numbered: JsonObject,
  from: readonly Input[],
  to: readonly Input[],
  placeOf: (input: Input) => string,
): JsonObject | undefined {
  const places = new Map(from.map((input) => [input.id, placeOf(input)]));
  const ids = new Map(to.map((input) => [placeOf(input), input.id]));
  const entries: [string, Json][] = [];
  for (const [id, value] of Object.entries(numbered)) {
    const place = places.get(id);
    const successor = place === undefined ? undefined : ids.get(place);
    if (successor === undefined) return undefined;
    entries.push([successor, value]);
  }
  return Object.fromEntries(entries);
}
