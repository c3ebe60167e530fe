import { z } from 'zod';
import { buildBody } from '../../connectors/build-body.ts';
import { parseLocation } from '../../connectors/location.ts';
import { type DocumentFormat, parseDocument, readDocument } from '../../files/document.ts';
import { isJsonObject, type Json } from '../../json.ts';
import type { Answer } from '../scenario/answer.ts';
import { type ListedMethod, readListed } from '../scenario/listed.ts';
import type { ScenarioField } from '../scenario/method.ts';
import { largestScenarioBytes } from '../scenario/parse.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** Not parsed by zod, which would copy it: a copy of an exact number is not an exact number. */
const listingSchema = z.array(z.unknown()) as unknown as z.ZodType<readonly Json[]>;

const format: DocumentFormat<readonly Json[]> = {
  noun: 'method listing',
  schema: listingSchema,
  largestBytes: largestScenarioBytes,
  hint: 'Expected what GET /connectors/{id}/methods answered.',
  exactNumbers: true,
  check(listing, add) {
    // It may have odd elements, but not only those.
    if (listing.length === 0 || listing.some((one) => isJsonObject(one) && typeof one['Name'] === 'string')) return;
    add([0], 'must be a method, as GET /connectors/{id}/methods gives it: an object with "Name".');
  },
};

/**
 * Reads a method listing as Cyclr gives it.
 *
 * @throws {DocumentError} where the file is not a list of methods.
 */
export async function readListing(file: string, signal?: AbortSignal): Promise<readonly Json[]> {
  return (await readDocument(file, format, signal)).value;
}

/**
 * The same of a text. `name` is what messages call the file.
 *
 * @throws {DocumentError} where the text is not a list of methods.
 */
export function parseListing(text: string, name: string): readonly Json[] {
  return parseDocument(text, name, format).value;
}

/**
 * A scenario of one connector, from its method listing as Cyclr gives it. The connector is installed as account
 * connector 1000 of `demo-acme`.
 *
 * The listing is served as it is, whatever it holds. Each method answers with one record that has a made-up value at
 * the location of every response field: enough to build a frontend with, and meant to be replaced.
 */
export function scenarioFromListing(listing: readonly Json[], name: string): Scenario {
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
