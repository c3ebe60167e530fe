import { buildBody } from '../../connectors/build-body.ts';
import { parseLocation } from '../../connectors/location.ts';
import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import { toBoolean, toInteger, toText } from '../wire/coerce.ts';
import type { Answer } from '../scenario/answer.ts';
import type { ScenarioField, ScenarioMethod, ScenarioParameter } from '../scenario/method.ts';
import { type Scenario, ScenarioError } from '../scenario/scenario.ts';

/**
 * A scenario of one connector, from the method listing that Cyclr gives of it, installed as account connector 1000 of
 * `demo-acme`.
 *
 * Its methods have the same names and numbers. Each answers with one record that has a made-up value at the location of
 * every response field: enough for a frontend to be built, and there to be replaced. Throws {@link ScenarioError}.
 */
export function scenarioFromListing(listing: Json, name: string): Scenario {
  if (!Array.isArray(listing) || !listing.every((one: Json) => isJsonObject(one) && typeof one['Name'] === 'string')) {
    throw new ScenarioError('A listing is a list of methods, as GET /connectors/{id}/methods gives it.');
  }
  return {
    description: `${name}, from its method listing. The answers are made up: replace them with what your app answers.`,
    connectors: [{ Name: name, methods: (listing as JsonObject[]).map(toMethod) }],
    accounts: [
      {
        Id: 'demo-acme',
        Name: 'Acme',
        accountConnectors: [{ Id: 1000, Name: name, connector: name, AuthValue: '{}' }],
      },
    ],
  };
}

const guid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

function toMethod(given: JsonObject): ScenarioMethod {
  const text = (key: string) => toText(given[key]) ?? null;
  const identifier = text('MethodUniqueIdentifier') ?? '';
  const ResponseFields = objects(given['ResponseFields']).map(toField);
  return {
    ...idOf(given),
    Name: text('Name') ?? '',
    Description: text('Description'),
    Category: text('Category'),
    MethodType: toMethodType(text('MethodType')),
    EndPoint: text('EndPoint'),
    ...(guid.test(identifier) && { MethodUniqueIdentifier: identifier.toLowerCase() }),
    Warning: text('Warning'),
    CreateWebhookMethod: nameOf(given['CreateWebhookMethod']),
    DeleteWebhookMethod: nameOf(given['DeleteWebhookMethod']),
    Parameters: objects(given['Parameters']).map(toParameter),
    RequestFields: objects(given['RequestFields']).map(toField),
    ResponseFields,
    answer: toAnswer(ResponseFields),
  };
}

function toParameter(given: JsonObject): ScenarioParameter {
  const targetName = toText(given['TargetName']);
  return {
    ...toInput(given),
    TargetType: toText(given['TargetType']) ?? 'QueryString',
    ...(targetName !== undefined && { TargetName: targetName }),
    IsSensitive: toBoolean(given['IsSensitive']) ?? false,
  };
}

function toField(given: JsonObject): ScenarioField {
  return { ...toInput(given), Location: toText(given['Location']) ?? toText(given['Name']) ?? '.' };
}

function toInput(given: JsonObject) {
  const order = toInteger(given['DisplayOrder']);
  const values = given['Values'];
  return {
    ...idOf(given),
    Name: toText(given['Name']) ?? toText(given['Location']) ?? toText(given['TargetName']) ?? 'Unnamed',
    Description: toText(given['Description']) ?? null,
    IsOptional: toBoolean(given['IsOptional']) ?? false,
    DataType: toText(given['DataType']) ?? 'Text',
    TriggerName: toText(given['TriggerName']) ?? null,
    Values: Array.isArray(values) ? (values as readonly Json[]).map((value) => toText(value) ?? '') : [],
    ...(order !== undefined && { DisplayOrder: order }),
  };
}

function toAnswer(fields: readonly ScenarioField[]): Answer {
  if (fields.length === 0) return { kind: 'empty', as: 'body' };
  if (fields.every(({ Location }) => Location === '.')) return { kind: 'text', text: 'The content of a file.' };
  return { kind: 'canned', body: sampleBody(fields) };
}

/** Fields whose locations contradict those before them are left out: listings have such. */
function sampleBody(fields: readonly ScenarioField[]): Json {
  const placed = fields.map((field) => ({ location: parseLocation(field.Location), value: sampleValue(field) }));
  try {
    return buildBody(placed) ?? {};
  } catch {
    const fitting: typeof placed = [];
    for (const one of placed) {
      try {
        buildBody([...fitting, one]);
        fitting.push(one);
      } catch {
        // Contradicts one that is there.
      }
    }
    return buildBody(fitting) ?? {};
  }
}

function sampleValue({ DataType, Name, Values = [] }: ScenarioField): Json {
  const [first] = Values;
  if (first !== undefined) return first;
  switch (DataType) {
    case 'Integer':
      return 1;
    case 'Float':
    case 'Decimal':
      return 1.5;
    case 'Boolean':
      return true;
    case 'DateTime':
      return '2026-01-31T09:00:00Z';
    default:
      return `${Name} 1`;
  }
}

function toMethodType(text: string | null): NonNullable<ScenarioMethod['MethodType']> {
  return text === null || text === 'Action'
    ? 'Action'
    : text === 'Webhook' || text === 'WebhookResponse'
      ? text
      : 'Script';
}

function idOf(given: JsonObject): { readonly Id?: number } {
  const id = toInteger(given['Id']);
  return id === undefined || id < 1 ? {} : { Id: id };
}

function nameOf(given: Json | undefined): string | null {
  return isJsonObject(given) ? (toText(given['Name']) ?? null) : null;
}

function objects(given: Json | undefined): readonly JsonObject[] {
  return Array.isArray(given) ? (given as readonly Json[]).filter(isJsonObject) : [];
}
