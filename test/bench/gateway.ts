import { truncateSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogFileName } from '../../src/catalog/files.ts';
import { toCatalog } from '../../src/catalog/pulled.ts';
import { formatCatalog } from '../../src/catalog/text.ts';
import { createListing } from '../../src/connectors/listing.ts';
import { decodeMethods } from '../../src/cyclr/wire.ts';
import { callerToken, knownByToken } from '../tokens.ts';
import { account, connectorName, listing } from './payloads.ts';
import { type Started, startServer } from './processes.ts';

const secret = 'a secret of more than 32 characters';
const program = join(import.meta.dirname, '../../bin/cyclr-gateway.mjs');

/** What a caller of the gateway sends beside the body. */
export async function callerHeaders(): Promise<Readonly<Record<string, string>>> {
  const token = await callerToken(secret, { sub: 'bench', cyclr_account_id: account, roles: ['support'] }, '1 hour');
  return {
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json',
    authorization: `Bearer ${token}`,
  };
}

export interface StartedGateway extends Started {
  /** Its log grows by megabytes a second. */
  forgetLog(): void;
}

/**
 * Starts the gateway as it runs in production: tokens, a policy, limits, a catalog, and its log in a file.
 *
 * @param flags of Node, such as those that write a profile
 */
export async function startGateway(upstream: string, flags: readonly string[] = []): Promise<StartedGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const policy = {
    rules: [
      { name: 'Support calls', effect: 'allow', roles: ['support'], connectors: [connectorName] },
      { name: 'Nobody deletes', effect: 'deny', roles: ['*'], methods: ['Delete *'] },
    ],
  };
  await writeFile(join(folder, 'policy.json'), JSON.stringify(policy));
  const { methods } = createListing(decodeMethods(listing).methods);
  const { catalog } = toCatalog(methods, { connector: connectorName, field: 'bench' }, undefined);
  await mkdir(join(folder, 'catalogs'));
  await writeFile(join(folder, 'catalogs', catalogFileName(catalog)), formatCatalog(catalog));
  const log = join(folder, 'log');
  const env = {
    PORT: '0',
    CYCLR_API_URL: upstream,
    CYCLR_CLIENT_ID: 'x',
    CYCLR_CLIENT_SECRET: 'x',
    ...knownByToken(secret),
    POLICY_FILE: join(folder, 'policy.json'),
    CATALOG_DIR: join(folder, 'catalogs'),
    RATE_LIMIT_REQUESTS: '10000000',
    SHUTDOWN_GRACE_MS: '0',
    NODE_ENV: 'production',
  };
  const started = await startServer(['--max-semi-space-size=16', ...flags, program, 'serve'], 'measured', { env, log });
  return {
    ...started,
    forgetLog: () => truncateSync(log),
    async [Symbol.asyncDispose]() {
      await started[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}
