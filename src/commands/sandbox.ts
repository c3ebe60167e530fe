import type { Scenario } from '../sandbox/server.ts';
import { withoutBrackets } from '../config/loopback.ts';
import { accountsInWords } from './accounts.ts';
import { aborted, type Command, defineCommand, defineGroup } from './command.ts';
import { listenFault } from './listen.ts';

const run = defineCommand({
  name: 'sandbox',
  summary: 'Runs the sandbox, a small Cyclr, on a port of its own: for clients and CI that cannot reach Cyclr.',
  options: {
    port: {
      type: 'number',
      value: 'PORT',
      default: 4010,
      most: 65_535,
      description: 'where to listen; 0 takes a free one',
    },
    host: { type: 'text', value: 'HOST', default: '127.0.0.1', description: 'the host to listen on' },
    scenario: { type: 'text', value: 'FILE', description: 'what it holds; without it, the demo scenario' },
    relay: {
      type: 'text',
      value: 'WAY',
      default: 'status',
      choices: ['status', 'text'],
      description: "how a third-party app's refusal comes back, as it was or retold by Cyclr",
    },
    'allow-host': {
      type: 'texts',
      value: 'HOST',
      description: 'a host, besides this machine, that connectors of a definition may call',
    },
    seed: {
      type: 'number',
      value: 'NUMBER',
      default: 1,
      most: 9_999_999_999,
      description: 'what faults that strike by chance are drawn from',
    },
    control: {
      type: 'flag',
      description: 'honours /sandbox/… and the X-Sandbox-Fault header: faults on demand, releases, counters',
    },
  },
  notes: ['docs/sandbox.md has the rest.'],
  examples: [
    'cyclr-gateway sandbox',
    'cyclr-gateway sandbox --port 0 --control',
    'cyclr-gateway sandbox --scenario my-connectors.json',
    "curl -d 'grant_type=client_credentials&client_id=sandbox&client_secret=sandbox' http://127.0.0.1:4010/oauth/token",
  ],
  exitCodes: { done: 'it was asked to end', failed: 'it cannot run; the message says why' },
  async run({ options: { scenario: file, host: given, port, relay, control, seed, 'allow-host': allowedHosts } }, io) {
    const { demoScenario, readScenario, startSandbox } = await loadSandbox();
    const scenario = file === undefined ? demoScenario() : await readScenario(file, { signal: io.signal });
    const host = withoutBrackets(given);
    await using running = await startSandbox({ host, port, relay, control, seed, allowedHosts, scenario }).catch(
      (error: unknown) => {
        throw new Error(
          `The sandbox cannot run. ${listenFault(error, { host, port }, { host: '--host', port: '--port' })}`,
          { cause: error },
        );
      },
    );
    io.out(await welcome(running.url, scenario, control));
    await aborted(io.signal);
  },
});

const fromListing = defineCommand({
  name: 'sandbox from-listing',
  summary: 'Turns a pulled method listing (GET /connectors/{id}/methods) into a scenario, and prints it.',
  options: { name: { type: 'text', value: 'NAME', required: true, description: 'the name of the connector' } },
  positional: { name: 'FILE', count: 'one', description: 'the listing, as Cyclr answered it' },
  examples: ['cyclr-gateway sandbox from-listing methods.json --name "My CRM" > my-crm.json'],
  exitCodes: { done: 'the scenario is printed', failed: 'the file is not a listing' },
  async run({ options: { name }, positionals: [file = ''] }, io) {
    const { readListing, scenarioFromListing } = await loadSandbox();
    io.out(JSON.stringify(scenarioFromListing(await readListing(file, io.signal), name), null, 2));
  },
});

const fromDefinition = defineCommand({
  name: 'sandbox from-definition',
  summary: 'Makes a scenario of a connector definition, as Cyclr exports it, and prints it.',
  positional: { name: 'FILE', count: 'one', description: 'the definition; the scenario refers to it by this path' },
  notes: ['Save the scenario beside the definition: its paths are from its own folder.'],
  examples: [
    'cyclr-gateway sandbox from-definition my-connector.json > my-scenario.json',
    'cyclr-gateway serve --scenario my-scenario.json',
  ],
  exitCodes: { done: 'the scenario is printed', failed: 'the file is not a definition' },
  async run({ positionals: [file = ''] }, io) {
    const { readDefinition, scenarioFromDefinition } = await loadSandbox();
    const { Name } = await readDefinition(file, io.signal);
    io.out(JSON.stringify(scenarioFromDefinition(file, Name), null, 2));
  },
});

export const sandbox: Command = defineGroup({
  name: 'sandbox',
  summary: 'Runs the sandbox, a small Cyclr, on a port of its own.',
  commands: [fromListing, fromDefinition],
  itself: run,
});

/** The sandbox is loaded only where it runs. */
const loadSandbox = () => import('../sandbox/server.ts');

async function welcome(url: string, scenario: Scenario, control: boolean): Promise<string> {
  const { credentialsOf } = await loadSandbox();
  const { clientId, clientSecret } = credentialsOf(scenario);
  return `
  The sandbox, a small Cyclr, runs at ${url}

    client id ${clientId}, client secret ${clientSecret}${control ? `\n    control   ${url}/sandbox/requests` : ''}

  Accounts, and what is installed in them:
${accountsInWords(scenario)}
`;
}
