import type { Config } from '../config/config.ts';

/** What of the configuration an operator wants to see at a glance. No secret, and no URL that could hold one. */
export interface InForce {
  readonly callers: string;
  readonly policy: string;
  /** How many connectors have types. */
  readonly catalogs: number;
  readonly redis: string;
  /** Where writes with idempotency keys are remembered. */
  readonly ledger: string;
  readonly persistedDocuments: string;
}

/** What is in force, in words. */
export function inForce({ callers, policyFile, persisted, redisUrl }: Config, catalogs: number): InForce {
  const { manifests, only } = persisted;
  const files = `${manifests.length} ${manifests.length === 1 ? 'manifest' : 'manifests'}`;
  return {
    callers: callersInWords(callers),
    policy: policyFile ?? "none; every method of the caller's accounts",
    catalogs,
    redis: redisUrl === undefined ? 'none; this replica counts for itself' : 'shared',
    ledger: redisUrl === undefined ? 'memory of this process' : 'Redis',
    persistedDocuments: manifests.length === 0 ? 'none' : `${files}${only ? '; nothing else is answered' : ''}`,
  };
}

function callersInWords(callers: Config['callers']): string {
  switch (callers.kind) {
    case 'anyone':
      return 'anyone';
    case 'router':
      return 'trusted router';
    case 'jwt': {
      const key = callers.key.kind === 'jwks' ? `tokens, keys at ${callers.key.url}` : 'tokens, shared secret';
      return callers.routerSecret === undefined ? key : `${key}; trusted router`;
    }
  }
}
