// What types cost, by hand: node test/bench/typed.ts
import { execute, getIntrospectionQuery, type GraphQLSchema, parse, printSchema, validate } from 'graphql';
import type { AccountConnector } from '../../src/connectors/account-connector.ts';
import { type Catalog, parseCatalog } from '../../src/connectors/catalog.ts';
import { formatCatalog } from '../../src/connectors/catalog-text.ts';
import { createGateway } from '../../src/gateway.ts';
import { parseConfig } from '../../src/config.ts';
import { buildSchema } from '../../src/graphql/schema.ts';
import { toCatalog } from '../../src/graphql/typed/pulled.ts';
import { type Json, parseJson } from '../../src/json.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { nastyListing } from '../typed/nasty-listing.ts';

const write = (line: string) => process.stdout.write(`${line}\n`);

function timed<Value>(what: string, make: () => Value): Value {
  const started = performance.now();
  const made = make();
  write(`${what.padEnd(52)} ${(performance.now() - started).toFixed(0).padStart(6)} ms`);
  return made;
}

write('500 methods, 10,000 fields, nasty names; first time in the process');
const text = formatCatalog(toCatalog(nastyListing(500, 10_000), { connector: 'Nasty App' }, undefined).catalog);
write(`${'catalog file'.padEnd(52)} ${(text.length / 2 ** 20).toFixed(1).padStart(6)} MB`);
const catalog = timed('catalog read and checked', () => parseCatalog(text, 'nasty.json'));
const schema = timed('schema built', () => buildSchema([catalog]));
timed('schema built again', () => buildSchema([catalog]));
write(`${'types'.padEnd(52)} ${String(Object.keys(schema.getTypeMap()).length).padStart(6)}`);
write(`${'schema text'.padEnd(52)} ${(printSchema(schema).length / 2 ** 20).toFixed(1).padStart(6)} MB`);
const introspection = parse(getIntrospectionQuery());
timed('introspection validated', () => validate(schema, introspection));
const told = await timed('introspection executed', async () => execute({ schema, document: introspection }));
timed('introspection written', () => JSON.stringify(told));

write('\nA request through the gateway, by the size of its catalogs (mean of 2000)');
const committed = await readGateway(undefined);
for (const [what, gateway] of [
  ['no catalogs', await readGateway([])],
  ['the sandbox’s', committed],
  ['the sandbox’s and 500 methods more', await readGateway([catalog])],
] as const) {
  await ask(gateway, 500);
  const started = performance.now();
  await ask(gateway, 2000);
  write(`${what.padEnd(52)} ${(((performance.now() - started) / 2000) * 1000).toFixed(0).padStart(6)} µs`);
}
for (const one of [committed]) await one[Symbol.asyncDispose]();

async function readGateway(catalogs: readonly Catalog[] | undefined) {
  return createGateway(parseConfig({}), { log: createLog(() => undefined), ...(catalogs && { catalogs }) });
}

async function ask(gateway: Awaited<ReturnType<typeof readGateway>>, times: number) {
  for (let time = 0; time < times; time++) {
    const response = await gateway.fetch(
      new Request('http://gateway/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"query":"{ account { id } }"}',
      }),
    );
    await response.text();
  }
}
