import { readFileSync } from 'node:fs';
import { parseScenario } from '../scenario/parse.ts';
import type { Scenario } from '../scenario/scenario.ts';

let demo: Scenario | undefined;

/** The default scenario: `demo.json` beside this file. It is read once; a sandbox changes copies of what it holds. */
export function demoScenario(): Scenario {
  return (demo ??= frozen(parseScenario(readFileSync(new URL('demo.json', import.meta.url), 'utf8'), 'demo.json')));
}

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) frozen(inner);
    Object.freeze(value);
  }
  return value;
}
