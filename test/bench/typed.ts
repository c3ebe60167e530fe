/** What types cost: `node test/bench/typed.ts`. */
import { execute, getIntrospectionQuery, parse, printSchema, validate } from 'graphql';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { parseCatalog } from '../../src/catalog/parse.ts';
import { formatCatalog } from '../../src/catalog/text.ts';
import { parseConfig } from '../../src/config/config.ts';
import { createGateway, type Gateway } from '../../src/gateway.ts';
import { buildSchema } from '../../src/graphql/schema.ts';
import { toCatalog } from '../../src/catalog/pulled.ts';
import { demoScenario, startSandbox } from '../../src/sandbox/server.ts';
import { silentLog } from '../../src/telemetry/log.ts';
import { nastyListing } from '../typed/nasty-listing.ts';

const secret = 'a secret of more than 32 characters';
function tell(what: string, value: number, unit: string): void {
  process.stdout.write(`${what.padEnd(56)} ${value.toFixed(unit === 'ms' ? 1 : 0).padStart(8)} ${unit}\n`);
}

function timed<Value>(what: string, make: () => Value): Value {
  const startedAt = performance.now();
  const made = make();
  tell(what, performance.now() - startedAt, 'ms');
  return made;
}

process.stdout.write('A catalog of 500 methods and 10,000 fields with nasty names\n');
const text = formatCatalog(toCatalog(nastyListing(500, 10_000), { connector: 'Nasty App' }, undefined).catalog);
const catalog = timed('read and checked', () => parseCatalog(text, 'nasty.json'));
const schema = timed('schema built', () => buildSchema([catalog]));
tell('types', Object.keys(schema.getTypeMap()).length, '');
tell('schema text', printSchema(schema).length / 1000, 'KB');
const introspection = parse(getIntrospectionQuery());
timed('introspection validated', () => validate(schema, introspection));
const startedAt = performance.now();
JSON.stringify(await execute({ schema, document: introspection }));
tell('introspection executed and written', performance.now() - startedAt, 'ms');

/** A gateway on a sandbox whose MailChimp has 10,000 customers. */
async function measure(
  catalogs: readonly Catalog[] | undefined,
  run: (gateway: Gateway) => Promise<void>,
): Promise<void> {
  const demo = demoScenario();
  const customers = Array.from({ length: 10_000 }, (_one, index) => ({
    id: `cust_${index}`,
    email_address: `customer.${index}@example.com`,
    opt_in_status: index % 2 === 0,
    first_name: 'John',
    last_name: `Doe ${index}`,
    address: { city: 'Leeds', country: 'UK' },
  }));
  const accounts = demo.accounts.map((account) => ({
    ...account,
    accountConnectors: (account.accountConnectors ?? []).map((one) =>
      one.Id === 1874 ? { ...one, records: { ...one.records, customers } } : one,
    ),
  }));
  await using sandbox = await startSandbox({ scenario: { ...demo, accounts } });
  const config = parseConfig({
    CYCLR_API_URL: sandbox.url,
    CYCLR_CLIENT_ID: 'sandbox',
    CYCLR_CLIENT_SECRET: 'sandbox',
    AUTH_ROUTER_SECRET: secret,
    RATE_LIMIT_REQUESTS: '10000000',
  });
  await using gateway = await createGateway(config, { log: silentLog, ...(catalogs && { catalogs }) });
  await run(gateway);
}

async function ask(gateway: Gateway, query: string): Promise<void> {
  const response = await gateway.fetch(
    new Request('http://gateway/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-router-secret': secret, 'x-cyclr-account': 'demo-acme' },
      body: JSON.stringify({ query }),
    }),
  );
  const answer = await response.text();
  if (response.status !== 200 || answer.includes('"errors"')) throw new Error(answer.slice(0, 300));
}

async function meanOf(times: number, run: () => Promise<void>): Promise<number> {
  for (let warm = 0; warm < times / 4; warm++) await run();
  const began = performance.now();
  for (let time = 0; time < times; time++) await run();
  return (performance.now() - began) / times;
}

process.stdout.write('\nA request, by the size of the catalogs (mean of 2000)\n');
for (const [what, catalogs] of [
  ['no catalogs', []],
  ['the committed ones', undefined],
  ['500 methods', [catalog]],
] as const) {
  await measure(catalogs, async (gateway) =>
    tell(what, (await meanOf(2000, () => ask(gateway, '{ account { id } }'))) * 1000, 'µs'),
  );
}

process.stdout.write('\nAn answer of 10,000 records, wall time with the sandbox in the same process (mean of 20)\n');
await measure(undefined, async (gateway) => {
  const generic =
    '{ accountConnector(id: 1874) { call(method: "List Customers", parameters: { store_id: "s" }) { records } } }';
  const typed = '{ accountConnector(id: 1874) { mailChimp { listCustomers(storeId: "s") { FIELDS } } } }';
  tell('as JSON', await meanOf(20, () => ask(gateway, generic)), 'ms');
  tell('typed, 2 fields', await meanOf(20, () => ask(gateway, typed.replace('FIELDS', 'id emailAddress'))), 'ms');
  tell(
    'typed, all 7 fields',
    await meanOf(20, () =>
      ask(gateway, typed.replace('FIELDS', 'id emailAddress optInStatus firstName lastName address { city country }')),
    ),
    'ms',
  );
});
