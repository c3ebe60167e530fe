import { isExactNumber, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { type Branch, fieldsBelow, indexOf, type InputIndex, type KeyIndex } from './input-index.ts';
import { listed, mostListed, quoted } from '../text/quoted.ts';
import { InputProblems, type Path } from './input-problems.ts';
import type { ConnectorMethod, MethodField, MethodParameter } from './method.ts';

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

/**
 * Turns names into the numbers of this release.
 *
 * The same inputs give the same result, by name or by number, in any order. What is not given is not asked for: the
 * listing does not tell what Cyclr can do without. Values are passed on as they are, null too. Throws `BAD_USER_INPUT`
 * with everything that is wrong at once.
 */
export function resolveInputs(method: ConnectorMethod, given: GivenInputs): NumberedInputs {
  const index = indexOf(method);
  const problems = new InputProblems();
  const resolved: NumberedInputs = {
    Parameters: resolveParameters(index, given.parameters, problems),
    Fields: resolveFields(index, given.fields, problems),
    Mergefields: given.mergeFields,
  };
  problems.throwIfAny(method);
  return resolved;
}

function resolveParameters({ parameters }: InputIndex, given: JsonObject, problems: InputProblems): JsonObject {
  const found = new Found('parameter', problems);
  for (const [key, value] of Object.entries(given)) {
    const path = ['parameters', key];
    const meant = parameters.find(key);
    if (meant.length === 0) problems.unknown('parameter', key, path, parameters);
    else found.add(meant, value, path);
  }
  return found.numbered();
}

function resolveFields({ fields }: InputIndex, given: JsonObject, problems: InputProblems): JsonObject {
  const found = new Found('field', problems);
  for (const [key, value] of Object.entries(given)) enter(fields, key, value, ['fields', key], found, problems);
  return found.numbered();
}

/** Finds what a key stands for, and takes the value there. */
function enter(
  keys: KeyIndex<Branch>,
  key: string,
  value: Json,
  path: Path,
  found: Found<MethodField>,
  problems: InputProblems,
): void {
  // A place that only leads to fields is not meant by a single value where that is also the name of a field.
  const fitting = keys.find(key, ({ fields }) => fields.length > 0 || isJsonObject(value) || Array.isArray(value));
  const [branch, ...others] = fitting.length > 0 ? fitting : keys.find(key);
  if (branch === undefined) problems.unknown('field', key, path, keys);
  else if (others.length === 0) follow(branch, value, path, found, problems);
  else found.add([branch, ...others].flatMap(fieldsBelow), value, path);
}

/** Goes along nested objects, and lists of one element, to the fields at their ends. */
function follow(branch: Branch, value: Json, path: Path, found: Found<MethodField>, problems: InputProblems): void {
  const { children, keys, fields, isList } = branch;
  if (children.size > 0 && isJsonObject(value)) {
    for (const [key, inner] of Object.entries(value)) enter(keys, key, inner, [...path, key], found, problems);
    return;
  }
  const [row, ...others] = Array.isArray(value) ? (value as readonly Json[]) : [];
  if (children.size > 0 && isList && isJsonObject(row) && others.length === 0)
    follow(branch, row, [...path, 0], found, problems);
  else if (fields.length > 0) found.add(fields, value, path);
  else problems.add(path, notNested(branch, value), []);
}

function notNested({ children, isList }: Branch, value: Json): string {
  const keys = listed([...children.keys()].map(quoted));
  if (isList && Array.isArray(value) && value.length !== 1) {
    const rows = value.length === 0 ? 'An empty list' : `A list of ${value.length}`;
    return `${rows} cannot be given by fields, which have one number each for all rows: give one object with such keys as ${keys}, or use callConnectorMethodWithBody.`;
  }
  return `An object was expected here, with such keys as ${keys}, and ${typeOf(value)} came.`;
}

function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return isExactNumber(value) ? 'a number' : `a ${typeof value}`;
}

/** Inputs that were found, each given once. */
class Found<Input extends MethodParameter | MethodField> {
  readonly #kind: string;
  readonly #problems: InputProblems;
  readonly #values = new Map<string, { readonly value: Json; readonly path: Path }>();

  constructor(kind: string, problems: InputProblems) {
    this.#kind = kind;
    this.#problems = problems;
  }

  /** Takes the value for the one input that is meant; several are a problem. */
  add(meant: readonly Input[], value: Json, path: Path): void {
    const [input, ...others] = meant;
    if (input === undefined) return;
    if (others.length > 0) {
      const told = listed(
        meant.map((one) => `${one.id} (${quoted('location' in one ? one.location : one.targetName)})`),
      );
      const message = `${quoted(String(path.at(-1)))} may be any of ${meant.length} ${this.#kind}s. Give the number of one: ${told}.`;
      this.#problems.add(
        path,
        message,
        meant.slice(0, mostListed).map(({ id }) => id),
      );
      return;
    }
    const before = this.#values.get(input.id);
    if (before === undefined) {
      this.#values.set(input.id, { value, path });
      return;
    }
    const [there, here] = [before.path, path].map((keys) => quoted(keys.slice(1).join(' → ')));
    this.#problems.add(path, `The ${this.#kind} ${quoted(input.name)} is given twice, as ${there} and as ${here}.`, []);
  }

  /** In the order of the numbers, whatever the order they were given in. */
  numbered(): JsonObject {
    const entries = Array.from(this.#values, ([id, { value }]): [string, Json] => [id, value]);
    return Object.fromEntries(entries.toSorted(([a], [b]) => a.length - b.length || (a < b ? -1 : 1)));
  }
}

/**
 * The same inputs in the numbers of another listing of the method; undefined when it has no counterpart for one of them.
 * A parameter is the same when it goes to the same place, a field when it stands at the same location; of several such,
 * the one that also has the same name.
 */
export function remapInputs(
  from: ConnectorMethod,
  to: ConnectorMethod,
  numbered: NumberedInputs,
): NumberedInputs | undefined {
  const placeOf = ({ targetType, targetName }: MethodParameter) => JSON.stringify([targetType, targetName]);
  const Parameters = remap(numbered.Parameters, from.parameters, to.parameters, placeOf);
  const Fields = remap(numbered.Fields, from.requestFields, to.requestFields, ({ location }) => location);
  return Parameters && Fields && { Parameters, Fields, Mergefields: numbered.Mergefields };
}

function remap<Input extends MethodParameter | MethodField>(
  numbered: JsonObject,
  from: readonly Input[],
  to: readonly Input[],
  placeOf: (input: Input) => string,
): JsonObject | undefined {
  const byId = new Map(from.map((input) => [input.id, input]));
  const byPlace = Map.groupBy(to, placeOf);
  const entries: [string, Json][] = [];
  for (const [id, value] of Object.entries(numbered)) {
    const input = byId.get(id);
    const there = input === undefined ? [] : (byPlace.get(placeOf(input)) ?? []);
    const [successor, ...others] = there.length > 1 ? there.filter(({ name }) => name === input?.name) : there;
    if (successor === undefined || others.length > 0) return undefined;
    entries.push([successor.id, value]);
  }
  const mapped = Object.fromEntries(entries);
  // Two that were told apart before and no longer are: neither may be lost.
  return Object.keys(mapped).length === entries.length ? mapped : undefined;
}
