import type { Scenario } from '../sandbox/server.ts';

/** The accounts of a scenario and what is installed in them, on lines to print. */
export function accountsInWords({ accounts }: Scenario): string {
  return accounts
    .flatMap(({ Id, Name, accountConnectors = [] }) => [
      `    ${Id} "${Name}"`,
      ...accountConnectors.map((one) => `      ${String(one.Id ?? '').padEnd(6)} ${one.Name} (${one.connector})`),
    ])
    .join('\n');
}
