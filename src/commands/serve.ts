import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { type Config, parseConfig } from '../config/config.ts';
import { ConfigError } from '../config/config-error.ts';
import { createGateway } from '../gateway.ts';
import { createHttpServer } from '../http/server/server.ts';
import { demoScenario, sandboxAccount } from '../sandbox/server.ts';
import { createLog } from '../telemetry/log.ts';
import { aborted, type Command, type Io } from './command.ts';

const help = `Runs the gateway: the graph at /graphql, health at /health and /ready.

Usage: cyclr-gateway serve [--host HOST] [--port PORT]

  --host HOST   where to listen; overrides HOST (127.0.0.1)
  --port PORT   0 takes a free one; overrides PORT (4000)

Without CYCLR_API_URL it brings its own small Cyclr, the sandbox, and needs nothing.
docs/configuration.md lists every variable.

Examples:
  cyclr-gateway serve
  cyclr-gateway serve --port 0
  CYCLR_API_URL=https://api.cyclr.com CYCLR_CLIENT_ID=… CYCLR_CLIENT_SECRET=… \\
    AUTH_JWKS_URL=https://id.example.com/jwks AUTH_ISSUER=https://id.example.com AUTH_AUDIENCE=gateway \\
    cyclr-gateway serve
`;

export const serve: Command = {
  name: 'serve',
  summary: 'Runs the gateway; on the embedded sandbox unless CYCLR_API_URL is set.',
  async run(args, io) {
    const config = readConfig(args, io);
    if (typeof config === 'number') return config;

    const log = createLog((line) => io.out(line.trimEnd()));
    const opened = await createGateway(config, { log }).catch((error: unknown) => error as Error);
    if (opened instanceof Error) {
      io.err(`The gateway cannot start: ${opened.message}`);
      return 1;
    }
    await using gateway = opened;
    const server = createHttpServer(gateway.listener, config);
    const url = await listen(server, config);
    if (typeof url !== 'string') {
      io.err(`Cannot listen on ${config.host}:${config.port}: ${url.message}. Choose another with --port or PORT.`);
      return 1;
    }
    if (gateway.sandbox === undefined) log.started({ url, upstream: 'cyclr' });
    else io.out(welcome(url));

    await aborted(io.signal);
    gateway.retire();
    await drained(server, config.requestDeadlineMs);
    log.stopped();
    return 0;
  },
};

/** The configuration, or the exit code where there is nothing to run. */
function readConfig(args: readonly string[], io: Io): Config | number {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { host: { type: 'string' }, port: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help === true) {
      io.out(help);
      return 0;
    }
    return parseConfig({
      ...io.env,
      ...(values.host !== undefined && { HOST: values.host }),
      ...(values.port !== undefined && { PORT: values.port }),
    });
  } catch (error) {
    if (error instanceof ConfigError) {
      io.err(`${error.message}\n\ndocs/configuration.md lists every variable.`);
      return 1;
    }
    io.err(`${(error as Error).message}\n\n${help}`);
    return 2;
  }
}

function listen(server: Server, { host, port }: Config): Promise<string | Error> {
  return new Promise((resolve) => {
    server.once('error', resolve);
    server.listen(port, host, () => {
      const { address, family, port: taken } = server.address() as AddressInfo;
      resolve(`http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`);
    });
  });
}

/** No new connections; requests on their way are answered, or cut off when the longest of them must have ended. */
function drained(server: Server, deadlineMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), deadlineMs + 1000);
    // A kept-alive connection becomes idle with its last answer.
    const sweep = setInterval(() => server.closeIdleConnections(), 20);
    server.close(() => {
      clearTimeout(timer);
      clearInterval(sweep);
      resolve();
    });
  });
}

/** What a newcomer needs: where GraphiQL is, what the sandbox has, and a call to paste. */
function welcome(url: string): string {
  const { accounts } = demoScenario();
  const { accountConnectors = [] } = accounts.find(({ Id }) => Id === sandboxAccount) ?? {};
  const rows = accountConnectors.map(
    ({ Id, Name, connector, Authenticated }) =>
      `    ${String(Id).padEnd(6)} ${Name.padEnd(22)} ${connector}${Authenticated === false ? '  (to be reconnected)' : ''}`,
  );
  return `
  The gateway runs on its sandbox: no Cyclr account is needed, and nothing leaves this machine.

  GraphiQL   ${url}/graphql

  Account ${sandboxAccount} has these account connectors:
${rows.join('\n')}

  A call to paste into another terminal:

    curl ${url}/graphql -H 'content-type: application/json' -d '${firstCall}'
`;
}

const firstCall = JSON.stringify({
  query:
    'mutation { callConnectorMethod(accountConnectorId: 1873, method: "Search Contacts", parameters: { activeOnly: true }, fields: { LastName: "Doe" }) }',
});
