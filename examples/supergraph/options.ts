import { parseArgs } from 'node:util';
import type { SubgraphUrls } from './compose.ts';

export interface RouterOptions extends SubgraphUrls {
  /** 0 takes a free one. */
  readonly port: number;
  /** Of Hive Gateway. */
  readonly runtime: 'default' | 'rust';
  /** What the tokens of callers are signed with. */
  readonly jwtSecret: string;
  /** The `AUTH_ROUTER_SECRET` of the connectors subgraph. */
  readonly routerSecret: string;
}

/** Reads `--connectors URL --customers URL --port N --runtime default|rust`, and the secrets from the environment. */
export function readRouterOptions(
  args: readonly string[] = process.argv.slice(2),
  env: NodeJS.ProcessEnv = process.env,
): RouterOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      connectors: { type: 'string', default: 'http://127.0.0.1:4000/graphql' },
      customers: { type: 'string', default: 'http://127.0.0.1:4001/graphql' },
      port: { type: 'string', default: '4100' },
      runtime: { type: 'string', default: 'default' },
    },
  });
  if (values.runtime !== 'default' && values.runtime !== 'rust') throw new Error('--runtime is default or rust.');
  return {
    connectors: values.connectors,
    customers: values.customers,
    port: Number(values.port),
    runtime: values.runtime,
    jwtSecret: needed(env, 'SUPERGRAPH_JWT_SECRET'),
    routerSecret: needed(env, 'AUTH_ROUTER_SECRET'),
  };
}

function needed(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value === undefined || value === '') throw new Error(`${name} is missing.`);
  return value;
}
