import type { Catalog, CatalogField, CatalogMethod } from '../../catalog/catalog.ts';
import { type DataType, toInput } from '../../connectors/value.ts';
import { badUserInput, type Problem } from '../../errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import { truthOf } from './truth.ts';

/** The inputs of a call by what the method calls them: fields nested as in the body. */
export interface NamedInputs {
  readonly parameters: JsonObject;
  readonly fields: JsonObject;
}

/**
 * Compiles the reader of a method's inputs: from their names in the graph back to what the method calls them. It throws
 * `BAD_USER_INPUT` with everything that cannot be given.
 */
export function readInputs(catalog: Catalog, method: CatalogMethod): (given: JsonObject) => NamedInputs {
  const { parameters = [], fields = [], extra, name } = method;
  const byParameter = new Map(parameters.map((one) => [one.field, one]));
  const byField = new Map(fields.map((one) => [one.field, one]));

  return (given) => {
    const problems: Problem[] = [];
    const found: Record<'parameters' | 'fields', [string, Json][]> = { parameters: [], fields: [] };
    for (const [input, value] of Object.entries(given)) {
      const parameter = byParameter.get(input);
      const field = byField.get(input);
      if (value === undefined || input === extra || isNoObject(field, value)) continue;
      if (parameter !== undefined) found.parameters.push([parameter.targetName, valueOf(parameter, value)]);
      else if (field !== undefined)
        found.fields.push([field.key ?? '', fieldOf(catalog, field, value, [input], problems)]);
      else
        problems.push(problem([input], `"${name}" does not take "${input}"; other methods with this input type do.`));
    }
    const beside = extra === undefined ? undefined : given[extra];
    for (const [key, value] of isJsonObject(beside) ? Object.entries(beside) : []) {
      const isTwice = found.fields.some(([one]) => one === key);
      if (isTwice) problems.push(problem([extra ?? '', key], `"${key}" is given twice: give it by its field alone.`));
      else if (value !== undefined) found.fields.push([key, value]);
    }
    if (problems.length > 0) throw badUserInput(`"${name}" cannot be called`, problems);
    return { parameters: Object.fromEntries(found.parameters), fields: Object.fromEntries(found.fields) };
  };
}

type Path = readonly (string | number)[];

function fieldOf(catalog: Catalog, field: CatalogField, value: Json, path: Path, problems: Problem[]): Json {
  const { of, lists = 0 } = field;
  if (of === undefined) return valueOf(field, value);
  if (!Array.isArray(value)) return objectOf(catalog, of, value, path, problems);
  const rows = (value as readonly Json[]).filter((row) => row !== null);
  if (rows.length > 1) problems.push(severalRows(path, rows.length));
  return rows.map((row, index) => objectOf(catalog, of, row, lists > 0 ? [...path, index] : path, problems));
}

/** An object that is null says nothing that a missing one does not. */
function isNoObject(field: CatalogField | undefined, value: Json): boolean {
  return field?.of !== undefined && value === null;
}

function objectOf(catalog: Catalog, of: string, value: Json, path: Path, problems: Problem[]): Json {
  if (!isJsonObject(value)) return value;
  const byName = new Map((catalog.inputs[of] ?? []).map((one) => [one.field, one]));
  return Object.fromEntries(
    Object.entries(value).flatMap(([input, inner]): readonly [string, Json][] => {
      const field = byName.get(input);
      if (field === undefined || inner === undefined || isNoObject(field, inner)) return [];
      return [[field.key ?? '', fieldOf(catalog, field, inner, [...path, input], problems)]];
    }),
  );
}

/** As the third-party app writes it. */
function valueOf(
  {
    type = 'Undefined',
    values,
  }: { readonly type?: DataType | undefined; readonly values?: readonly string[] | undefined },
  value: Json,
): Json {
  const truth = truthOf(values);
  const toSent = (one: Json): Json =>
    truth !== undefined && typeof one === 'boolean' ? (one ? truth.yes : truth.no) : toInput(type, one);
  return Array.isArray(value) ? (value as readonly Json[]).map(toSent) : toSent(value);
}

function problem(path: Path, message: string): Problem {
  return { path, message, suggestions: [] };
}

function severalRows(path: Path, rows: number): Problem {
  return problem(
    path,
    `${rows} rows cannot be given by fields, which have one number for all rows: use callConnectorMethodWithBody.`,
  );
}
