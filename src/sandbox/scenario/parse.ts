import { type DocumentFormat, parseDocument, readDocument } from '../../files/document.ts';
import { limits } from '../../limits.ts';
import { checkConsistency } from './consistency.ts';
import { type Scenario, scenarioSchema } from './scenario.ts';

/** A larger scenario file is refused. */
export const largestScenarioBytes: number = limits.scenarioBytes;

const format: DocumentFormat<Scenario> = {
  noun: 'scenario',
  schema: scenarioSchema,
  largestBytes: largestScenarioBytes,
  exactNumbers: true,
  check: checkConsistency,
};

/**
 * Reads a scenario file. Its numbers keep their digits.
 *
 * @throws {DocumentError} with every fault of the file.
 */
export async function readScenario(file: string, signal?: AbortSignal): Promise<Scenario> {
  return (await readDocument(file, format, signal)).value;
}

/**
 * The same of a text. `name` is what messages call the file.
 *
 * @throws {DocumentError} with every fault of the text.
 */
export function parseScenario(text: string, name: string): Scenario {
  return parseDocument(text, name, format).value;
}
