import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  demoScenario,
  parseScenario,
  sandboxCredentials,
  type Scenario,
  scenarioFromListing,
  startSandbox,
} from '../sandbox/server.ts';
import { parseJson } from '../json.ts';
import { aborted, type Command, type Io } from './command.ts';

const help = `Runs the sandbox, a small Cyclr, on a port of its own: for clients and CI that cannot reach Cyclr.

Usage: cyclr-gateway sandbox [options]
       cyclr-gateway sandbox from-listing FILE --name NAME

  --port PORT        where to listen; 0 takes a free one (4010)
  --host HOST        127.0.0.1 unless told otherwise
  --scenario FILE    what it holds; the demo scenario unless told otherwise
  --relay WAY        how a third-party app's refusal comes back: status (as it was) or text (retold by Cyclr)
  --allow-host HOST  a host, besides this machine, that connectors of a definition may call; may be repeated
  --seed NUMBER      what faults that strike by chance are drawn from (1)
  --control          honours /sandbox/… and the X-Sandbox-Fault header: faults on demand, releases, counters

Examples:
  cyclr-gateway sandbox
  cyclr-gateway sandbox --port 0 --control
  cyclr-gateway sandbox --scenario my-connectors.json
  curl -d 'grant_type=client_credentials&client_id=sandbox&client_secret=sandbox' http://127.0.0.1:4010/oauth/token

  cyclr-gateway sandbox from-listing methods.json --name "My CRM" > my-crm.json

from-listing turns a pulled method listing (GET /connectors/{id}/methods) into a scenario, and prints it.
docs/sandbox.md has the rest.
`;

export const sandbox: Command = {
  name: 'sandbox',
  summary: 'Runs the sandbox, a small Cyclr, on a port of its own.',
  async run(args, io) {
    let options: Options;
    try {
      options = readOptions(args);
    } catch (error) {
      io.err(`${(error as Error).message}\n\n${help}`);
      return 2;
    }
    if (options.help) {
      io.out(help);
      return 0;
    }
    if (options.listing !== undefined) return printFromListing(options.listing, options.name, io);
    try {
      const scenario = options.scenario === undefined ? demoScenario() : await readScenario(options.scenario);
      await using running = await startSandbox({ ...options.server, scenario });
      io.out(welcome(running.url, scenario, options.server.control));
      await aborted(io.signal);
      return 0;
    } catch (error) {
      io.err(`The sandbox cannot run: ${(error as Error).message}`);
      return 1;
    }
  },
};

async function readScenario(file: string): Promise<Scenario> {
  try {
    return parseScenario(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
  }
}

/** Prints the scenario of a listing. */
async function printFromListing(file: string, name: string, io: Io): Promise<number> {
  try {
    io.out(JSON.stringify(scenarioFromListing(parseJson(await readFile(file, 'utf8')), name), null, 2));
    return 0;
  } catch (error) {
    io.err(`${file} cannot be turned into a scenario: ${(error as Error).message}`);
    return 1;
  }
}

interface Options {
  readonly help: boolean;
  /** Of `from-listing`. */
  readonly listing: string | undefined;
  readonly name: string;
  readonly scenario: string | undefined;
  readonly server: {
    readonly host: string;
    readonly port: number;
    readonly relay: 'status' | 'text';
    readonly control: boolean;
    readonly allowedHosts: readonly string[];
    readonly seed: number;
  };
}

function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '4010' },
      host: { type: 'string', default: '127.0.0.1' },
      scenario: { type: 'string' },
      relay: { type: 'string', default: 'status' },
      'allow-host': { type: 'string', multiple: true, default: [] },
      name: { type: 'string' },
      seed: { type: 'string', default: '1' },
      control: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const { host, relay, control, scenario, help: asked } = values;
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535)
    throw new Error(`--port must be between 0 and 65535; got ${values.port}.`);
  const seed = Number(values.seed);
  if (!/^\d{1,10}$/.test(values.seed))
    throw new Error(`--seed must be a whole number of up to 10 digits; got ${values.seed}.`);
  if (relay !== 'status' && relay !== 'text') throw new Error(`--relay must be status or text; got ${relay}.`);
  const [word, listing, ...more] = positionals;
  if (word !== undefined && (word !== 'from-listing' || listing === undefined || more.length > 0)) {
    throw new Error(`Unknown argument "${positionals.join(' ')}". Usage: sandbox from-listing FILE --name NAME`);
  }
  if (listing !== undefined && values.name === undefined)
    throw new Error('from-listing needs --name, the name of the connector.');
  return {
    help: asked,
    scenario,
    listing,
    name: values.name ?? '',
    server: { host, port, relay, control, seed, allowedHosts: values['allow-host'] },
  };
}

function welcome(url: string, scenario: Scenario, control: boolean): string {
  const { clientId, clientSecret } = scenario.credentials?.[0] ?? sandboxCredentials;
  const accounts = scenario.accounts.map(({ Id, Name, accountConnectors = [] }) => {
    const installed = accountConnectors.map(
      (one) => `      ${String(one.Id ?? '').padEnd(6)} ${one.Name} (${one.connector})`,
    );
    return [`    ${Id} "${Name}"`, ...installed].join('\n');
  });
  return `
  The sandbox, a small Cyclr, runs at ${url}

    client id ${clientId}, client secret ${clientSecret}${control ? `\n    control   ${url}/sandbox/requests` : ''}

  Accounts, and what is installed in them:
${accounts.join('\n')}
`;
}
