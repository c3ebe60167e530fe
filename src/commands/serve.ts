import { type Config, parseConfig } from '../config/config.ts';
import { ConfigError, inLines } from '../config/config-error.ts';
import { unknownVariables } from '../config/unknown.ts';
import { variables } from '../config/variables.ts';
import { catalogsOf, createGateway, type Gateway } from '../gateway.ts';
import { createDrain } from '../http/server/drain.ts';
import { createHttpServer } from '../http/server/server.ts';
import { closeUntaken } from '../http/server/taken.ts';
import { createLog } from '../telemetry/log.ts';
import { aborted, type Command, defineCommand, type Io } from './command.ts';
import { inForce } from './in-force.ts';
import { listen } from './listen.ts';
import { wrapped } from './words.ts';

export const serve: Command = defineCommand({
  name: 'serve',
  summary: 'Runs the gateway: the graph at /graphql, health at /health and /ready.',
  options: {
    host: { type: 'text', value: 'HOST', description: 'the host to listen on; overrides HOST (127.0.0.1)' },
    port: { type: 'text', value: 'PORT', description: 'the port; 0 takes a free one; overrides PORT (4000)' },
  },
  notes: [
    'Without CYCLR_API_URL it brings its own small Cyclr, the sandbox, and needs nothing.',
    `Environment variables, explained in docs/configuration.md:\n${wrapped(variables.map(({ name }) => name).toSorted())}`,
  ],
  examples: [
    'cyclr-gateway serve',
    'cyclr-gateway serve --port 0',
    `CYCLR_API_URL=https://api.cyclr.com CYCLR_CLIENT_ID=… CYCLR_CLIENT_SECRET=… \\
  AUTH_JWKS_URL=https://id.example.com/jwks AUTH_ISSUER=https://id.example.com AUTH_AUDIENCE=gateway \\
  cyclr-gateway serve`,
  ],
  exitCodes: { done: 'it was asked to end, and every request was answered', failed: 'it cannot start' },
  async run({ options: { host, port } }, io) {
    const env = { ...io.env, ...(host !== undefined && { HOST: host }), ...(port !== undefined && { PORT: port }) };
    const config = readConfig(env, io);
    const log = createLog((line) => io.out(line.trimEnd()), { level: config.logLevel });
    const catalogs = await startable(() => catalogsOf(config));
    await using gateway = await startable(() => createGateway(config, { log, catalogs }));
    const server = createHttpServer(gateway.listener, config);
    closeUntaken(server, config.requestDeadlineMs + config.limits.answerMs);
    const drain = createDrain(server);
    const url = await startable(() => listen(server, config));
    const facts = inForce(config, catalogs.length);
    if (gateway.sandbox === undefined) log.started({ url, upstream: 'cyclr', ...facts });
    else io.out((await import('./welcome.ts')).welcome(url, facts));

    await aborted(io.signal);
    gateway.retire();
    drain.start();
    await passed(config.shutdownGraceMs);
    await drain.finish(config.requestDeadlineMs + 1000);
    log.stopped();
  },
});

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

async function startable<Part extends Gateway | string | object>(open: () => Promise<Part>): Promise<Part> {
  try {
    return await open();
  } catch (cause) {
    throw new Error(`The gateway cannot start. ${(cause as Error).message}`, { cause });
  }
}

function passed(ms: number): Promise<void> {
  return new Promise((resolve) => {
    if (ms === 0) resolve();
    else setTimeout(resolve, ms);
  });
}
