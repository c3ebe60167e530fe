import type { Scenario } from '../scenario/scenario.ts';

/**
 * A scenario of one connector, from its definition as Cyclr exports it. The scenario names the file, so that a change of
 * the definition is a change of the scenario. The connector is installed as account connector 1000 of `demo-acme`.
 *
 * Each method answers with one record that has a made-up value at the location of every response field; with
 * `"answers": "app"` calls make real requests instead.
 */
export function scenarioFromDefinition(file: string, name: string): Scenario {
  return {
    description: `${name}, from its definition. "answers": "app" makes real requests in place of made-up answers.`,
    connectors: [],
    definitionFiles: [{ file, answers: 'made-up' }],
    accounts: [
      {
        Id: 'demo-acme',
        Name: 'Acme',
        accountConnectors: [{ Id: 1000, Name: name, connector: name, AuthValue: '{}' }],
      },
    ],
  };
}
