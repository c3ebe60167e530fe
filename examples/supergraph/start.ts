import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { createGateway, createLog, parseConfig } from '../../src/index.ts';
import { install, isInstalled } from './install.ts';
import { type RouterName, routerNames, startCustomers, startRouter } from './programs.ts';
import { listen, stopped } from './serve.ts';

const usage = 'Usage: npm run supergraph -- [--router NAME] [--port PORT] [--account ID] [--once]';

const help = `Runs a supergraph: the connectors gateway on its sandbox, a subgraph of customers, and a router in front of both.

${usage}

  --router NAME  ${routerNames.join(', ')}; hive when absent
  --port PORT    of the router; 0, a free one, when absent
  --account ID   of the token that is printed: demo-acme (when absent) or demo-globex
  --once         ends after the first query

The first start installs the routers into this folder: about 700 MB.
`;

/** Crosses both subgraphs: customers from the one, what they have connected from the other. */
const query = '{ customers(first: 2) { name accountConnector { name connector { name } } } }';

async function run(router: RouterName, port: number, account: string, once: boolean): Promise<void> {
  if (!isInstalled()) {
    say('The routers are not installed yet. Installing them (about 700 MB, a minute or two):\n');
    await install();
  }
  // It uses a package that may have been installed just now.
  const { createCallers } = await import('./callers.ts');
  const ended = stopped();

  // New with every start: nobody can have kept one.
  const routerSecret = randomBytes(32).toString('base64url');
  const jwtSecret = randomBytes(32).toString('base64url');
  await using gateway = await createGateway(parseConfig({ AUTH_ROUTER_SECRET: routerSecret }), {
    log: createLog(() => undefined),
  });
  await using connectors = await listen(gateway.listener, 0);
  await using customers = await startCustomers();
  const subgraphs = { connectors: connectors.url, customers: customers.url };
  await using supergraph = await startRouter(router, { ...subgraphs, port, jwtSecret, routerSecret });

  const token = await createCallers(jwtSecret).tokenFor(account);
  const body = JSON.stringify({ query });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  say(`
  ${`Router (${router})`.padEnd(18)} ${supergraph.url}
  Customers          ${customers.url}
  Connectors         ${connectors.url}   (on its sandbox, and for the router only: nobody else has the secret)

  A token of ${account}, good for an hour:

    ${token}

  A query that crosses both subgraphs, to paste into another terminal:

    curl ${supergraph.url} -H 'content-type: application/json' -H 'authorization: Bearer ${token}' -d '${body}'

  Its answer:
`);
  const answer = await fetch(supergraph.url, { method: 'POST', headers, body });
  say(JSON.stringify(await answer.json(), null, 2));
  if (!answer.ok) throw new Error(`The router answered ${answer.status}.`);
  if (once) return;
  say('\n  Ctrl-C ends all of them.');
  await ended;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function isRouter(name: string): name is RouterName {
  return (routerNames as readonly string[]).includes(name);
}

try {
  const { values } = parseArgs({
    options: {
      router: { type: 'string', default: 'hive' },
      port: { type: 'string', default: '0' },
      account: { type: 'string', default: 'demo-acme' },
      once: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) say(help);
  else if (isRouter(values.router)) await run(values.router, Number(values.port), values.account, values.once);
  else throw new Error(`Unknown router "${values.router}". The routers are ${routerNames.join(', ')}.`);
} catch (error) {
  const { message, code } = error as NodeJS.ErrnoException;
  process.stderr.write(`${message}\n${code?.startsWith('ERR_PARSE_ARGS') === true ? `${usage}\n` : ''}`);
  process.exitCode = 1;
}
