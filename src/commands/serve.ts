import { type Config, parseConfig } from '../config/config.ts';
import { ConfigError, inLines } from '../config/config-error.ts';
import { unknownVariables } from '../config/unknown.ts';
import { upstreamVariables } from '../config/upstream.ts';
import { textOf } from '../config/variable.ts';
import { variables } from '../config/variables.ts';
import { catalogsOf, createGateway } from '../gateway.ts';
import { bufferLines } from '../telemetry/line-buffer.ts';
import { createLog, type Log } from '../telemetry/log.ts';
import { type Command, defineCommand, type Io } from './command.ts';
import { inForce } from './in-force.ts';
import { UsageError } from './options.ts';
import { serveScenario } from './serve-scenario.ts';
import { serveUntilEnded, startable } from './server.ts';
import { wrapped } from './words.ts';

export const serve: Command = defineCommand({
  name: 'serve',
  summary: 'Runs the gateway: the graph at /graphql, health at /health and /ready.',
  options: {
    host: { type: 'text', value: 'HOST', description: 'the host to listen on; overrides HOST (127.0.0.1)' },
    port: { type: 'text', value: 'PORT', description: 'the port; 0 takes a free one; overrides PORT (4000)' },
    scenario: {
      type: 'text',
      value: 'FILE',
      description:
        'what the sandbox holds in place of the demo; its connectors have types, and a change of it takes effect',
    },
    'allow-host': {
      type: 'texts',
      value: 'HOST',
      description: 'a host, besides this machine, that connectors of the scenario may call',
    },
  },
  notes: [
    'Without CYCLR_API_URL it brings its own small Cyclr, the sandbox, and needs nothing.',
    `Environment variables, explained in docs/configuration.md:\n${wrapped(variables.map(({ name }) => name).toSorted())}`,
  ],
  examples: [
    'cyclr-gateway serve',
    'cyclr-gateway serve --port 0',
    'cyclr-gateway serve --scenario my-scenario.json',
    `CYCLR_API_URL=https://api.cyclr.com CYCLR_CLIENT_ID=… CYCLR_CLIENT_SECRET=… \\
  AUTH_JWKS_URL=https://id.example.com/jwks AUTH_ISSUER=https://id.example.com AUTH_AUDIENCE=gateway \\
  cyclr-gateway serve`,
  ],
  exitCodes: { done: 'it was asked to end, and every request was answered', failed: 'it cannot start' },
  async run({ options: { host, port, scenario: file, 'allow-host': allowedHosts } }, io) {
    const env = { ...io.env, ...(host !== undefined && { HOST: host }), ...(port !== undefined && { PORT: port }) };
    const { name: urlVariable } = upstreamVariables.url;
    if (file !== undefined && textOf(env, urlVariable) !== undefined) {
      throw new UsageError(
        `"--scenario" runs the sandbox, and ${urlVariable} names a real Cyclr. Leave one of them out.`,
      );
    }
    if (file === undefined && allowedHosts.length > 0) {
      throw new UsageError('"--allow-host" is for the connectors of a scenario. Give "--scenario FILE" too.');
    }
    const config = readConfig(env, io);
    using lines = bufferLines((text) => io.out(text.trimEnd()));
    const log = createLog(lines.write, { level: config.logLevel });
    await (file === undefined
      ? serveConfigured(config, io, log)
      : serveScenario(config, io, log, { file, allowedHosts }));
  },
});

async function serveConfigured(config: Config, io: Io, log: Log): Promise<void> {
  const catalogs = await startable(() => catalogsOf(config));
  await using gateway = await startable(() => createGateway(config, { log, catalogs }));
  const facts = inForce(config, catalogs.length);
  await serveUntilEnded(gateway, config, io, async (url) => {
    if (gateway.sandbox === undefined) log.started({ url, upstream: 'cyclr', ...facts });
    else io.out((await import('./welcome.ts')).welcome(url, facts));
  });
  await gateway.endWrites();
  log.stopped();
}

/** The configuration; a variable that is not known is told on `io.err`. */
function readConfig(env: Io['env'], io: Io): Config {
  try {
    const config = parseConfig(env);
    const unknown = unknownVariables(env);
    if (unknown.length > 0) {
      io.err(
        `Warning: variables that the gateway does not know. In production it would not start.\n${inLines(unknown)}`,
      );
    }
    return config;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new Error(`${error.message}\n\ndocs/configuration.md lists every variable.`, { cause: error });
  }
}
