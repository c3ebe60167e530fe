import { buildBody, parseLocation } from '../../connectors/location.ts';
import { GatewayError } from '../../errors.ts';
import type { Json } from '../../json.ts';
import { methodSchema, type ScenarioField, type ScenarioMethod } from '../scenario/method.ts';
import { type Scenario, ScenarioError } from '../scenario/scenario.ts';
import { isJsonObject } from '../../json.ts';

/**
 * A scenario in which one connector has the methods of a pulled listing, installed as account connector 1000 of
 * `demo-acme`. Each method answers with one made-up record along its response fields. Throws {@link ScenarioError}.
 */
export function scenarioFromListing(listing: Json, name: string): Scenario {
  if (!Array.isArray(listing))
    throw new ScenarioError('A listing is a list of methods, as GET /connectors/{id}/methods gives it.');
  const methods = (listing as readonly Json[]).map((item, index) => {
    const read = methodSchema.safeParse(isJsonObject(item) ? listedOnly(item) : item);
    if (read.success)
      return { ...read.data, answer: { kind: 'canned', body: sampleBody(read.data) } } satisfies ScenarioMethod;
    const [issue] = read.error.issues;
    throw new ScenarioError(`Method ${index} of the listing: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}.`);
  });
  return {
    connectors: [{ Name: name, methods }],
    accounts: [
      {
        Id: 'demo-acme',
        Name: 'Acme',
        accountConnectors: [{ Id: 1000, Name: name, connector: name, AuthValue: '{}' }],
      },
    ],
  };
}

const methodKeys = [
  'Id',
  'Name',
  'Description',
  'Category',
  'MethodType',
  'EndPoint',
  'MethodUniqueIdentifier',
  'Warning',
];
const inputKeys = ['Id', 'Name', 'Description', 'IsOptional', 'DataType', 'TriggerName', 'Values', 'DisplayOrder'];
const parameterKeys = [...inputKeys, 'TargetType', 'TargetName', 'IsSensitive'];
const fieldKeys = [...inputKeys, 'Location'];

/** A newer Cyclr may list more than a scenario knows. */
function listedOnly(method: Readonly<Record<string, Json>>): Json {
  const inputs = (key: string, keys: readonly string[]) => {
    const given = method[key];
    const list = Array.isArray(given) ? (given as readonly Json[]).filter(isJsonObject) : [];
    return { [key]: list.map((input) => picked(input, keys)) };
  };
  return {
    ...picked(method, methodKeys),
    ...inputs('Parameters', parameterKeys),
    ...inputs('RequestFields', fieldKeys),
    ...inputs('ResponseFields', fieldKeys),
  };
}

function picked(from: Readonly<Record<string, Json>>, keys: readonly string[]): Record<string, Json> {
  return Object.fromEntries(
    keys.flatMap((key): [string, Json][] => (from[key] === undefined ? [] : [[key, from[key]]])),
  );
}

function sampleBody({ ResponseFields = [] }: ScenarioMethod): Json {
  try {
    return (
      buildBody(ResponseFields.map((field) => ({ location: parseLocation(field.Location), value: sample(field) }))) ??
      null
    );
  } catch (error) {
    // Locations that contradict each other have no body that fits them all.
    if (error instanceof GatewayError) return null;
    throw error;
  }
}

function sample({ Name, DataType, Values = [] }: ScenarioField): Json {
  if (Values[0] !== undefined) return Values[0];
  switch (DataType) {
    case 'Integer':
      return 1;
    case 'Float':
    case 'Decimal':
      return 1.5;
    case 'Boolean':
      return true;
    case 'DateTime':
      return '2026-01-01T00:00:00Z';
    default:
      return `${Name} 1`;
  }
}
