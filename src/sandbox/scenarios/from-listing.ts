import { buildBody } from '../../connectors/build-body.ts';
import { parseLocation } from '../../connectors/location.ts';
import { isJsonObject, type Json } from '../../json.ts';
import type { Answer } from '../scenario/answer.ts';
import { type ListedMethod, readListed } from '../scenario/listed.ts';
import type { ScenarioField } from '../scenario/method.ts';
import { type Scenario, ScenarioError } from '../scenario/scenario.ts';

/**
 * A scenario of one connector, from its method listing as Cyclr gives it. The connector is installed as account
 * connector 1000 of `demo-acme`.
 *
 * The listing is served as it is, whatever it holds. Each method answers with one record that has a made-up value at
 * the location of every response field: enough to build a frontend with, and meant to be replaced.
 *
 * @throws {ScenarioError} where `listing` is not a list of methods.
 */
export function scenarioFromListing(listing: Json, name: string): Scenario {
  if (!isListing(listing)) {
    throw new ScenarioError('Expected a list of methods, as GET /connectors/{id}/methods gives it.');
  }
  return {
    description: `${name}, from its method listing. The answers are made up: replace them with what your app answers.`,
    connectors: [{ Name: name, methods: [], listing: listing.map(toListed) }],
    accounts: [
      {
        Id: 'demo-acme',
        Name: 'Acme',
        accountConnectors: [{ Id: 1000, Name: name, connector: name, AuthValue: '{}' }],
      },
    ],
  };
}

/** A list of methods may have odd elements, but not only those. */
function isListing(given: Json): given is readonly Json[] {
  if (!Array.isArray(given)) return false;
  const items = given as readonly Json[];
  return items.length === 0 || items.some((one) => isJsonObject(one) && typeof one['Name'] === 'string');
}

function toListed(method: Json): ListedMethod {
  return { method, answer: toAnswer(readListed({ method }).ResponseFields ?? []) };
}

function toAnswer(fields: readonly ScenarioField[]): Answer {
  if (fields.length === 0) return { kind: 'empty', as: 'body' };
  if (fields.every(({ Location }) => Location === '.')) return { kind: 'text', text: 'The content of a file.' };
  return { kind: 'canned', body: sampleBody(fields) };
}

/** Leaves out fields whose locations contradict earlier ones: real listings have such fields. */
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
