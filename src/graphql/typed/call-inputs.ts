import type { Catalog, CatalogField, CatalogMethod } from '../../catalog/catalog.ts';
import { type DataType, toInput } from '../../connectors/value.ts';
import { badUserInput, type Problem } from '../../errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import { truthOf } from '../../connectors/truth.ts';

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
      else if (field !== undefined) found.fields.push([field.key ?? '', fieldOf(catalog, field, value)]);
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

/** An object, or any number of rows of one. */
function fieldOf(catalog: Catalog, field: CatalogField, value: Json): Json {
  const { of } = field;
  if (of === undefined) return valueOf(field, value);
  if (!Array.isArray(value)) return objectOf(catalog, of, value);
  return (value as readonly Json[]).flatMap((row) => (row === null ? [] : [objectOf(catalog, of, row)]));
}

/** An object that is null says nothing that a missing one does not. */
function isNoObject(field: CatalogField | undefined, value: Json): boolean {
  return field?.of !== undefined && value === null;
}

function objectOf(catalog: Catalog, of: string, value: Json): Json {
  if (!isJsonObject(value)) return value;
  const byName = new Map((catalog.inputs[of] ?? []).map((one) => [one.field, one]));
  return Object.fromEntries(
    Object.entries(value).flatMap(([input, inner]): readonly [string, Json][] => {
      const field = byName.get(input);
      if (field === undefined || inner === undefined || isNoObject(field, inner)) return [];
      return [[field.key ?? '', fieldOf(catalog, field, inner)]];
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
  const truth = truthOf(values, type);
  const toSent = (one: Json): Json =>
    truth !== undefined && typeof one === 'boolean' ? (one ? truth.yes : truth.no) : toInput(type, one);
  return Array.isArray(value) ? (value as readonly Json[]).map(toSent) : toSent(value);
}

function problem(path: readonly string[], message: string): Problem {
  return { path, message, suggestions: [] };
}
