import { parseArgs } from 'node:util';
import { parseConfig } from '../../src/config/config.ts';
import { catalogsOf, createGateway, type Gateway } from '../../src/gateway.ts';
import { createHttpServer } from '../../src/http/server/server.ts';
import { demoScenario } from '../../src/sandbox/server.ts';
import { createLog, type Log } from '../../src/telemetry/log.ts';
import { listening } from './listening.ts';
import { servePage } from './page-server.ts';
import type { Settings } from './settings.ts';
import { typedMethods } from './typed-methods.ts';

export interface DemoOptions {
  /** 0 takes a free one. */
  readonly gatewayPort: number;
  /** 0 takes a free one. */
  readonly pagePort: number;
  /** Whether the page follows changes of its files. @default true */
  readonly watch?: boolean;
  /** Of the gateway. @default lines on standard output */
  readonly log?: Log;
}

export interface Demo extends AsyncDisposable {
  /** The page's. */
  readonly url: string;
  readonly gatewayUrl: string;
}

export interface DemoGateway extends AsyncDisposable {
  readonly gateway: Gateway;
  readonly url: string;
  /** What a page of it is told. */
  readonly settings: Settings;
}

/** The page, and the gateway on its embedded sandbox: two origins, so that it is CORS that lets them talk. */
export async function startDemo({ gatewayPort, pagePort, watch = true, log = toOutput }: DemoOptions): Promise<Demo> {
  await using rooms = new AsyncDisposableStack();

  const { promise: settings, resolve: tell } = Promise.withResolvers<Settings>();
  const page = rooms.use(await servePage({ port: pagePort, settings: () => settings, watch }));
  const gateway = rooms.use(await serveDemoGateway({ pageUrl: page.url, port: gatewayPort, log }));
  tell(gateway.settings);

  const open = rooms.move();
  return { url: page.url, gatewayUrl: gateway.url, [Symbol.asyncDispose]: () => open.disposeAsync() };
}

/** A gateway on its embedded sandbox, for the page at this URL. */
export async function serveDemoGateway({
  pageUrl,
  port: gatewayPort,
  log,
}: {
  readonly pageUrl: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly log: Log;
}): Promise<DemoGateway> {
  await using rooms = new AsyncDisposableStack();
  const origins = [pageUrl, `http://localhost:${new URL(pageUrl).port}`];
  const config = parseConfig({ CORS_ORIGINS: origins.join(',') });
  const catalogs = await catalogsOf(config);
  const gateway = rooms.use(await createGateway(config, { log, catalogs }));
  const server = rooms.use(await listening(createHttpServer(gateway.listener), gatewayPort, '--gateway-port'));
  const url = `${server.url}/graphql`;
  const settings = {
    gateway: url,
    accounts: demoScenario().accounts.map(({ Id, Name }) => ({ id: Id, name: Name })),
    typed: typedMethods(catalogs),
  };

  const open = rooms.move();
  return { gateway, url, settings, [Symbol.asyncDispose]: () => open.disposeAsync() };
}

const toOutput = createLog((line) => process.stdout.write(`${line.trimEnd()}\n`));

const usage = 'Usage: npm run demo -- [--port PORT] [--gateway-port PORT]';

const help = `Runs the demo: a React page, and the gateway on its sandbox.

${usage}

  --port PORT           of the page (5173); 0 takes a free one
  --gateway-port PORT   of the gateway (4000); 0 takes a free one
`;

function portOf(option: string, text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new Error(`"${option}" must be a whole number between 0 and 65535; got ${JSON.stringify(text)}.`);
}

async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '5173' },
      'gateway-port': { type: 'string', default: '4000' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  // The second signal finds no listener, and ends the program at once.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end());

  await using demo = await startDemo({
    pagePort: portOf('--port', values.port),
    gatewayPort: portOf('--gateway-port', values['gateway-port']),
  });
  process.stdout.write(`
  Open       ${demo.url}

  Gateway    ${demo.gatewayUrl}   on its sandbox: nothing leaves this machine
  Stop       Ctrl-C

`);
  await ended;
  return 0;
}

if (import.meta.main) {
  process.exitCode = await run(process.argv.slice(2)).catch((error: NodeJS.ErrnoException) => {
    const hint = error.code?.startsWith('ERR_PARSE_ARGS') === true ? `\n${usage}` : '';
    process.stderr.write(`The demo cannot start. ${error.message}${hint}\n`);
    return 1;
  });
}
