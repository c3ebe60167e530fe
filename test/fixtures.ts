import { test as base, vi } from 'vitest';
import { type Config, parseConfig } from '../src/config/config.ts';
import type { Catalog } from '../src/catalog/catalog.ts';
import { catalogsOf, createGateway, type Gateway } from '../src/gateway.ts';
import type { Json } from '../src/json.ts';
import type { Sandbox } from '../src/sandbox/server.ts';
import { createLog } from '../src/telemetry/log.ts';
import { door } from './door.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The text as it came, for digits that JSON.parse would round. */
  readonly text: string;
  readonly body: { readonly data?: Record<string, unknown> | null; readonly errors?: readonly GraphQLFailure[] };
}

export interface GraphQLFailure {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Record<string, unknown>;
}

export type Ask = (
  query: string,
  variables?: Record<string, Json>,
  headers?: Record<string, string>,
) => Promise<Answer>;

interface Fixtures {
  /** Overrides of the configuration, for `test.extend`. */
  readonly env: Record<string, string>;
  readonly config: Config;
  /** A real gateway on a real sandbox of its own. */
  readonly gateway: Gateway;
  readonly sandbox: Sandbox;
  /** Sends a document as a client would, and reads the answer. */
  readonly ask: Ask;
  /** Stops the time of this process until the test lets it pass: being slow runs into no timeout. */
  readonly clock: { pass(ms: number): void };
  /** Every line the gateway logged. */
  readonly lines: Record<string, unknown>[];
}

export const test = base.extend<Fixtures>({
  env: {},
  // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures a fixture needs from its first argument
  lines: async ({}, use) => use([]),
  // oxlint-disable-next-line no-empty-pattern
  clock: async ({}, use) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    await use({ pass: (ms) => void vi.advanceTimersByTime(ms) });
    vi.useRealTimers();
  },
  config: async ({ env }, use) => use(parseConfig(env)),
  gateway: async ({ config, lines }, use) => {
    const log = createLog((line) => void lines.push(JSON.parse(line) as Record<string, unknown>));
    await using gateway = await createGateway(config, { log, catalogs: await catalogsIn(config), ...door });
    await use(gateway);
  },
  sandbox: async ({ gateway }, use) => {
    if (gateway.sandbox === undefined) throw new Error('This gateway has no sandbox.');
    await use(gateway.sandbox);
  },
  ask: async ({ gateway }, use) => use((query, variables, headers) => post(gateway, { query, variables }, headers)),
});

const catalogs = new Map<string | undefined, Promise<readonly Catalog[]>>();

/** Read once for each directory: gateways on the same catalogs share one graph, which takes the most of a start. */
function catalogsIn(config: Config): Promise<readonly Catalog[]> {
  const read = catalogs.get(config.catalogDir) ?? catalogsOf(config);
  catalogs.set(config.catalogDir, read);
  return read;
}

/** Posts a body, one operation or a batch, and reads the answer. */
export async function post(
  gateway: Pick<Gateway, 'fetch'>,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await gateway.fetch(
    new Request('http://gateway/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: (isJson(response) && text !== '' ? JSON.parse(text) : {}) as Answer['body'],
  };
}

function isJson({ headers }: Response): boolean {
  return /^application\/(?:graphql-response\+)?json/.test(headers.get('content-type') ?? '');
}

/** Method calls that the sandbox received, as `1873 6f1f…`. */
export function callsTo(sandbox: Sandbox): readonly string[] {
  return sandbox.received
    .map(({ path }) => /^\/v1\.0\/account\/connectors\/(\d+)\/methods\/([^/?]+)/.exec(path))
    .filter((found) => found !== null)
    .map(([, id, method]) => `${id} ${method}`);
}

/** Promises settled from outside, to hold an answer back until a test lets it go. */
export function createGate(): { readonly opened: Promise<void>; readonly open: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}

/** Methods of the demo scenario, by what they do. */
export const crm = {
  id: '1873',
  searchContacts: '6f1f4a52-3c0e-4d37-9b1a-0f7d2a9c5e11',
  getContact: '0b0a3b5e-7d0c-4a55-8b51-1a1f6a2c9d02',
  createContact: '0b0a3b5e-7d0c-4a55-8b51-1a1f6a2c9d03',
  listContacts: '0b0a3b5e-7d0c-4a55-8b51-1a1f6a2c9d01',
} as const;
