import { z } from 'zod';
import { type DocumentFormat, parseDocument, readDocument } from '../../files/document.ts';
import { isJsonObject, type Json } from '../../json.ts';
import { type ListedMethod, readListed } from '../scenario/listed.ts';
import { madeUpAnswer } from '../scenario/made-up.ts';
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
  return { method, answer: madeUpAnswer(readListed({ method }).ResponseFields ?? []) };
}
