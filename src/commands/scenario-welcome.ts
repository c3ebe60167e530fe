import type { Catalog } from '../catalog/catalog.ts';
import { accountsInWords } from './accounts.ts';
import type { InForce } from './in-force.ts';
import type { ScenarioGateway } from './scenario-gateway.ts';

/** The most notes that are printed; the rest is counted. */
const mostNotes = 10;

/** What its developer needs: where GraphiQL is, which connectors have types, what is watched, and a query to paste. */
export function scenarioWelcome(
  url: string,
  file: string,
  { callers, policy, redis, persistedDocuments }: InForce,
  gateway: ScenarioGateway,
): string {
  const { firstQuery: query } = gateway;
  const call =
    query === undefined
      ? ''
      : `
  A query to paste into another terminal:

    curl ${url}/graphql -H 'content-type: application/json' -d '${JSON.stringify({ query })}'
`;
  return `
  The gateway runs on the scenario ${file}: no Cyclr account is needed.

  GraphiQL   ${url}/graphql
  In force   callers: ${callers} · policy: ${policy}
             Redis: ${redis} · persisted documents: ${persistedDocuments}
${typesInWords(gateway)}

  Accounts, and what is installed in them; requests act for ${gateway.account} unless X-Cyclr-Account names another:
${accountsInWords(gateway.scenario)}
${call}
  ${file} is watched, with the definitions that it names, the catalogs and the policy: save one, and the next request
  has it.
`;
}

/** The types of a scenario's connectors, and what they leave out, on lines to print. */
export function typesInWords({ catalogs, notes }: Pick<ScenarioGateway, 'catalogs' | 'notes'>): string {
  const types = catalogs.map(({ connector, field, methods }) => `${connector} (${field}, ${countOf(methods)})`);
  const more = notes.length - mostNotes;
  const lines = [...notes.slice(0, mostNotes), ...(more > 0 ? [`and ${more} more`] : [])];
  return [
    `  Types      ${types.length === 0 ? 'none' : types.join(', ')}`,
    ...lines.map((note) => `             ${note}`),
  ].join('\n');
}

function countOf(methods: Catalog['methods']): string {
  return `${methods.length} ${methods.length === 1 ? 'method' : 'methods'}`;
}
