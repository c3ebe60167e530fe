import { isExactNumber } from '../numbers/exact-number.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { fold } from '../text/fold.ts';
import { listed, quoted } from '../text/quoted.ts';
import { bodyValueOf, buildRows, type Place, type Placed, placeOf, placeOfField, type Rows } from './input-body.ts';
import { type FoundInput, FoundInputs } from './input-found.ts';
import { type Branch, fieldsBelow, type InputIndex, listsAt, type BodyPath, bodyPathOf } from './input-index.ts';
import type { KeyIndex } from './key-index.ts';
import type { InputProblems, Path } from './input-problems.ts';
import { toDeclaredValue } from './input-values.ts';
import type { MethodField } from './method.ts';

interface GivenField extends FoundInput<MethodField> {
  readonly rows: Rows;
}

/** Finds what the keys of `fields` stand for, along nested objects and through rows, to the fields at their ends. */
export class FieldReader {
  readonly #problems: InputProblems;
  readonly #index: InputIndex;
  readonly #found: FoundInputs<MethodField, GivenField>;
  /** Rows, and lists without any. */
  readonly #rows: Placed[] = [];
  #hasUnknown = false;
  #needsBody = false;

  constructor(index: InputIndex, problems: InputProblems) {
    this.#index = index;
    this.#problems = problems;
    this.#found = new FoundInputs('field', problems);
  }

  /** Whether a key stands for nothing that the index has. */
  get hasUnknown(): boolean {
    return this.#hasUnknown;
  }

  /** Whether the numbers of fields, which are one for all rows, cannot say what is given. */
  get needsBody(): boolean {
    return this.#needsBody;
  }

  get fields(): readonly MethodField[] {
    return this.#found.all().map(({ input }) => input);
  }

  /** Everything by its number. */
  numbered(): JsonObject {
    return this.#found.numbered();
  }

  /** The body that has everything at its location. */
  body(): Json {
    const values = this.#found.all().map(({ input, value, path, rows }): Placed => ({
      place: placeOfField(input, rows),
      value: bodyValueOf(input, value),
      path,
      location: input.location,
    }));
    return buildRows([...values, ...this.#rows], this.#problems);
  }

  read(given: JsonObject): void {
    for (const [key, value] of Object.entries(given)) this.#enter(this.#index.fields, key, value, ['fields', key], []);
  }

  #enter(keys: KeyIndex<Branch>, key: string, value: Json, path: Path, rows: Rows): void {
    // A place that only leads to fields is not meant by a single value where that is also the name of a field.
    const fitting = keys.find(key, ({ fields }) => fields.length > 0 || isJsonObject(value) || Array.isArray(value));
    const meant = fitting.length > 0 ? fitting : keys.find(key);
    const [branch, ...others] = meant;
    if (branch === undefined) this.#unknown(keys, key, path);
    else if (others.length > 0) this.#found.one(meant.flatMap(fieldsBelow), path);
    else if (isColumn(branch, key)) this.#spread(branch, value, path, rows);
    else this.#follow(branch, value, path, rows);
  }

  #unknown(keys: KeyIndex<Branch>, key: string, path: Path): void {
    const [filled] = keys === this.#index.fields ? this.#index.filled.fields.find(key) : [];
    if (filled !== undefined) {
      this.#problems.filled('field', filled.name, path);
      return;
    }
    this.#hasUnknown = true;
    this.#problems.unknown('field', key, path, keys);
  }

  /** Goes along nested objects, and through the rows of lists. */
  #follow(branch: Branch, value: Json, path: Path, rows: Rows): void {
    const { children, fields, bodyPath } = branch;
    const isList = listsAt(bodyPath) > 0;
    if (children.size > 0 && isJsonObject(value)) this.#object(branch, value, path, rows);
    else if (fields.length === 0 && isList && Array.isArray(value)) this.#list(branch, value, path, rows, []);
    else if (fields.length > 0) this.#orOnlyRow(branch, value, path, rows);
    else this.#problems.add(path, notNested(branch, value), []);
  }

  /** A list that has a field of its own takes any value; a single row of it is as good as the list. */
  #orOnlyRow(branch: Branch, value: Json, path: Path, rows: Rows): void {
    const { children, bodyPath } = branch;
    const [row, ...others] = Array.isArray(value) ? (value as readonly Json[]) : [];
    if (children.size > 0 && listsAt(bodyPath) > 0 && isJsonObject(row) && others.length === 0)
      this.#object(branch, row, [...path, 0], rows);
    else this.#take(branch.fields, value, path, rows);
  }

  #object({ keys }: Branch, value: JsonObject, path: Path, rows: Rows): void {
    for (const [key, inner] of Object.entries(value)) this.#enter(keys, key, inner, [...path, key], rows);
  }

  /** `at` is which element of the lists around this one is meant. */
  #list(branch: Branch, list: readonly Json[], path: Path, rows: Rows, at: readonly number[]): void {
    this.#count(branch.bodyPath, list, path, rows, at);
    for (const [index, row] of list.entries()) {
      const here = withRow(rows, branch.bodyPath.steps.length, [...at, index]);
      const rowPath = [...path, index];
      if (isJsonObject(row)) {
        this.#row(placeOf(branch.bodyPath, here), branch.bodyPath, rowPath);
        this.#object(branch, row, rowPath, here);
      } else if (Array.isArray(row) && at.length + 1 < listsAt(branch.bodyPath)) {
        this.#list(branch, row as readonly Json[], rowPath, rows, [...at, index]);
      } else this.#problems.add(rowPath, notNested(branch, row), []);
    }
  }

  /** A list at a location that goes through lists has one value for each row. */
  #spread({ fields }: Branch, value: Json, path: Path, rows: Rows): void {
    const [field] = fields;
    if (field === undefined) return;
    const { lists, steps } = bodyPathOf(field.location);
    const before: readonly BodyPath[] = Array.from({ length: steps.length }, (_, index) => ({
      lists,
      steps: steps.slice(0, index),
    }));
    const levels = before.flatMap((bodyPath) =>
      Array.from({ length: listsAt(bodyPath) }, (_, level) => ({ bodyPath, level })),
    );

    const spread = (inner: Json, innerPath: Path, innerRows: Rows, [here, ...further]: typeof levels): void => {
      if (here === undefined || !Array.isArray(inner)) {
        this.#take(fields, inner, innerPath, innerRows);
        return;
      }
      const { bodyPath, level } = here;
      const at = (innerRows[bodyPath.steps.length] ?? []).slice(0, level);
      this.#count(bodyPath, inner as readonly Json[], innerPath, innerRows, at);
      for (const [index, item] of (inner as readonly Json[]).entries()) {
        spread(item, [...innerPath, index], withRow(innerRows, bodyPath.steps.length, [...at, index]), further);
      }
    };
    spread(value, path, rows, levels);
  }

  /** One row can be given by numbers; none, and several, cannot. */
  #count(bodyPath: BodyPath, list: readonly Json[], path: Path, rows: Rows, at: readonly number[]): void {
    if (list.length === 1) return;
    this.#needsBody = true;
    if (list.length > 0) return;
    const last = bodyPath.steps.at(-1);
    const upToHere: BodyPath =
      last === undefined
        ? { lists: at.length, steps: [] }
        : { ...bodyPath, steps: [...bodyPath.steps.slice(0, -1), { ...last, lists: at.length }] };
    const place = placeOf(upToHere, withRow(rows, bodyPath.steps.length, at));
    this.#rows.push({ place, value: [], path, location: keysOf(bodyPath) });
  }

  #row(place: Place, bodyPath: BodyPath, path: Path): void {
    this.#rows.push({ place, value: undefined, path, location: keysOf(bodyPath) });
  }

  #take(fields: readonly MethodField[], value: Json, path: Path, rows: Rows): void {
    const field = this.#found.one(fields, path);
    if (field === undefined) return;
    const isByNumber = path.length === 2 && path[1] === field.id;
    const declared = isByNumber ? value : toDeclaredValue(field, value, path, this.#problems);
    const place = placeOfField(field, rows);
    this.#found.add({ input: field, value: declared, path, rows }, JSON.stringify(place));
  }
}

/** Whether a key is a location that goes through a list to one field, as it stands in the listing. */
function isColumn({ fields }: Branch, key: string): boolean {
  const [field] = fields;
  if (field === undefined || fold(field.location) !== fold(key)) return false;
  const { lists, steps } = bodyPathOf(field.location);
  return steps.length > 0 && (lists > 0 || steps.slice(0, -1).some((step) => step.lists > 0));
}

function withRow(rows: Rows, depth: number, at: readonly number[]): Rows {
  return Array.from({ length: Math.max(rows.length, depth + 1) }, (_, index) =>
    index === depth ? at : (rows[index] ?? []),
  );
}

function keysOf({ steps }: BodyPath): string {
  return steps.length === 0 ? '[]' : steps.map(({ key }) => key).join('.');
}

function notNested({ children }: Branch, value: Json): string {
  return `Expected an object with keys such as ${listed([...children.keys()].map(quoted))}; got ${typeOf(value)}.`;
}

function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return isExactNumber(value) ? 'a number' : `a ${typeof value}`;
}
