import { z } from 'zod';
import { parseJson } from '../../json.ts';
import { inconsistenciesOf } from './consistency.ts';
import { type Scenario, ScenarioError, scenarioSchema } from './scenario.ts';

/**
 * Reads a scenario file. Its numbers keep their digits.
 *
 * @throws {ScenarioError} naming every place that is wrong.
 */
export function parseScenario(text: string): Scenario {
  let json;
  try {
    json = parseJson(text);
  } catch (cause) {
    throw new ScenarioError(`The scenario is not JSON: ${(cause as Error).message}`, { cause });
  }
  const read = scenarioSchema.safeParse(json);
  if (!read.success) throw new ScenarioError(`The scenario cannot be used:\n${z.prettifyError(read.error)}`);
  const problems = inconsistenciesOf(read.data);
  if (problems.length === 0) return read.data;
  throw new ScenarioError(`The scenario cannot be used:\n${problems.map((problem) => `✖ ${problem}`).join('\n')}`);
}
