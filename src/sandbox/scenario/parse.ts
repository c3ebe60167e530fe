import { dirname, isAbsolute, join, resolve } from 'node:path';
import { checkDocument, type DocumentFormat, parseDocument, readDocument } from '../../files/document.ts';
import { DocumentError, joinErrors } from '../../files/fault.ts';
import { limits } from '../../limits.ts';
import type { ScenarioConnector } from './connector.ts';
import { checkConsistency, checkDefinition } from './consistency.ts';
import { type DefinitionJson, definitionSchema, toConnector } from './definition.ts';
import { withMadeUpAnswers } from './made-up.ts';
import { type Scenario, scenarioSchema } from './scenario.ts';

/** A larger scenario file is refused, and so is a larger definition. */
export const largestScenarioBytes: number = limits.scenarioBytes;

export interface ReadScenarioOptions {
  readonly signal?: AbortSignal;
  /** Told of the scenario file and of each definition that it names, by their whole paths, before they are read. */
  readonly onFile?: (path: string) => void;
}

const format: DocumentFormat<Scenario> = {
  noun: 'scenario',
  schema: scenarioSchema,
  largestBytes: largestScenarioBytes,
  exactNumbers: true,
};

const definitionFormat: DocumentFormat<DefinitionJson> = {
  noun: 'definition',
  schema: definitionSchema,
  largestBytes: largestScenarioBytes,
  exactNumbers: true,
  check: checkDefinition,
};

/**
 * Reads a scenario file, and the definitions that it names. Their numbers keep their digits.
 *
 * @throws {DocumentError} with every fault of the scenario, or of the definitions.
 */
export async function readScenario(
  file: string,
  { signal, onFile = () => undefined }: ReadScenarioOptions = {},
): Promise<Scenario> {
  onFile(resolve(file));
  const document = await readDocument(file, format, signal);
  const { definitionFiles = [], ...scenario } = document.value;
  const paths = definitionFiles.map((one) => (isAbsolute(one.file) ? one.file : join(dirname(file), one.file)));
  for (const path of paths) onFile(resolve(path));
  const definitions = await readDefinitions(file, paths, signal);
  const connectors = definitions.map((one, index) =>
    definitionFiles[index]?.answers === 'made-up' ? withMadeUpAnswers(one) : one,
  );
  checkDocument(document, file, format, (value, add) => checkConsistency(value, connectors, add));
  return { ...scenario, connectors: [...scenario.connectors, ...connectors] };
}

/**
 * Reads the text of a scenario that names no other files. `name` is what messages call the file.
 *
 * @throws {DocumentError} with every fault of the text.
 */
export function parseScenario(text: string, name: string): Scenario {
  return parseDocument(text, name, {
    ...format,
    check(value, add) {
      checkConsistency(value, [], add);
      if (value.definitionFiles !== undefined) add(['definitionFiles'], 'can be used in a file only.');
    },
  }).value;
}

/**
 * Reads a connector definition as Cyclr exports it.
 *
 * @throws {DocumentError} with every fault of the file.
 */
export async function readDefinition(file: string, signal?: AbortSignal): Promise<ScenarioConnector> {
  return toConnector((await readDocument(file, definitionFormat, signal)).value);
}

async function readDefinitions(
  scenario: string,
  files: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly ScenarioConnector[]> {
  const connectors: ScenarioConnector[] = [];
  const errors: [file: string, error: DocumentError][] = [];
  for (const file of files) {
    try {
      connectors.push(await readDefinition(file, signal));
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
      errors.push([file, error]);
    }
  }
  if (errors.length > 0) throw joinErrors(`The definitions of the scenario ${scenario}`, errors);
  return connectors;
}
