import type { JsonObject } from '../json.ts';
import { parseLocation, type Step } from './location.ts';
import type { ConnectorMethod, MethodField, MethodParameter } from './method.ts';

/**
 * JSON Schema (2020-12) of `{ parameters, fields }`, as calls by name take them: parameters by target name, fields
 * nested along their locations.
 *
 * Types are lenient where declared ones cannot be relied on, and only what Cyclr refuses to miss is required: the
 * merge fields of the URL.
 */
export function inputSchema(method: ConnectorMethod): JsonObject {
  const known = schemas.get(method);
  if (known !== undefined) return known;
  const schema: JsonObject = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: method.name,
    ...(method.description !== null && { description: method.description }),
    type: 'object',
    properties: { parameters: parametersSchema(method.parameters), fields: fieldsSchema(method.requestFields) },
    ...(method.parameters.some(isNeeded) && { required: ['parameters'] }),
    additionalProperties: false,
  };
  schemas.set(method, schema);
  return schema;
}

const schemas = new WeakMap<ConnectorMethod, JsonObject>();

function parametersSchema(parameters: readonly MethodParameter[]): JsonObject {
  const byKey = Map.groupBy(parameters, ({ targetName }) => targetName);
  // A target name that two parameters share names neither: each is then known by its number.
  const keyOf = ({ targetName, id }: MethodParameter) => (byKey.get(targetName)?.length === 1 ? targetName : id);
  const needed = parameters.filter(isNeeded).map(keyOf);
  return {
    type: 'object',
    properties: Object.fromEntries(
      parameters.map((parameter): [string, JsonObject] => [
        keyOf(parameter),
        { ...valueSchema(parameter), ...(parameter.sensitive && { writeOnly: true }) },
      ]),
    ),
    ...(needed.length > 0 && { required: needed }),
    additionalProperties: false,
  };
}

function isNeeded({ targetType, optional }: MethodParameter): boolean {
  return targetType === 'MergeField' && !optional;
}

interface Branch {
  readonly children: Map<string, Branch>;
  readonly fields: MethodField[];
  many: boolean;
}

function fieldsSchema(fields: readonly MethodField[]): JsonObject {
  const root: Branch = { children: new Map(), fields: [], many: false };
  for (const field of fields) grow(root, parseLocation(field.location), field);
  return objectSchema(root);
}

function grow(branch: Branch, [step, ...rest]: readonly Step[], field: MethodField): void {
  if (step === undefined) {
    branch.fields.push(field);
    return;
  }
  const next = branch.children.get(step.key) ?? { children: new Map<string, Branch>(), fields: [], many: false };
  branch.children.set(step.key, next);
  next.many ||= step.many;
  grow(next, rest, field);
}

function objectSchema({ children }: Branch): JsonObject {
  return {
    type: 'object',
    properties: Object.fromEntries(
      Array.from(children, ([key, child]): [string, JsonObject] => [key, branchSchema(child)]),
    ),
    additionalProperties: false,
  };
}

function branchSchema(branch: Branch): JsonObject {
  const [field] = branch.fields;
  const item = branch.children.size > 0 ? objectSchema(branch) : field === undefined ? {} : valueSchema(field);
  if (!branch.many) return item;
  // Fields have one number for all rows: more than one row goes as a body of the caller's own.
  return { type: 'array', items: item, ...(branch.children.size > 0 && { maxItems: 1 }) };
}

function valueSchema({ name, description, dataType, values }: MethodParameter | MethodField): JsonObject {
  return {
    title: name,
    ...(description !== null && description !== name && { description }),
    ...(values.length > 0 ? { enum: values } : typeOf(dataType)),
  };
}

/** Declared types are unreliable: a number may come as text, and text as a number. */
function typeOf(dataType: string): JsonObject {
  switch (dataType) {
    case 'Integer':
    case 'Float':
    case 'Decimal':
      return { type: ['number', 'string', 'null'] };
    case 'Boolean':
      return { type: ['boolean', 'string', 'null'] };
    case 'DateTime':
    case 'Text':
      return { type: ['string', 'number', 'boolean', 'null'] };
    default:
      return {};
  }
}
