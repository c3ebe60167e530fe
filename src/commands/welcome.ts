import { demoScenario, sandboxAccount } from '../sandbox/server.ts';
import type { InForce } from './in-force.ts';

/** What a newcomer needs: where GraphiQL is, what the sandbox has, what is in force, and calls to paste. */
export function welcome(
  url: string,
  { callers, policy, catalogs, redis, ledger, persistedDocuments }: InForce,
): string {
  const { accounts } = demoScenario();
  const { accountConnectors = [] } = accounts.find(({ Id }) => Id === sandboxAccount) ?? {};
  const rows = accountConnectors.map(
    ({ Id, Name, connector, Authenticated }) =>
      `    ${String(Id).padEnd(6)} ${Name.padEnd(22)} ${connector}${Authenticated === false ? '  (to be reconnected)' : ''}`,
  );
  return `
  The gateway runs on its sandbox: no Cyclr account is needed, and nothing leaves this machine.

  GraphiQL   ${url}/graphql
  In force   callers: ${callers} · policy: ${policy} · catalogs: ${catalogs}
             Redis: ${redis} · writes with keys: ${ledger}
             persisted documents: ${persistedDocuments}

  Account ${sandboxAccount} has these account connectors:
${rows.join('\n')}

  A read and a write, to paste into another terminal:

    ${curl(url, firstRead)}
    ${curl(url, firstWrite)}
`;
}

const firstRead =
  '{ accountConnector(id: 1873) { call(method: "Search Contacts", parameters: { activeOnly: true }, fields: { LastName: "Doe" }) { records } } }';
const firstWrite =
  'mutation { callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", fields: { FirstName: "Mary", LastName: "Doe" }) }';

function curl(url: string, query: string): string {
  return `curl ${url}/graphql -H 'content-type: application/json' -d '${JSON.stringify({ query })}'`;
}
