import { readFileSync } from 'node:fs';
import { parseScenario } from '../scenario/parse.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** The default scenario: `demo.json` beside this file. */
export function demoScenario(): Scenario {
  return parseScenario(readFileSync(new URL('demo.json', import.meta.url), 'utf8'), 'demo.json');
}
