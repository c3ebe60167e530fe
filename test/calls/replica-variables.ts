export const routerSecret = 'a secret of more than 32 characters';

/** The configuration of several gateways in front of one sandbox. */
export function replicaVariables(url: string, deadlineMs: string): Record<string, string> {
  return {
    CYCLR_API_URL: url,
    CYCLR_CLIENT_ID: 'sandbox',
    CYCLR_CLIENT_SECRET: 'sandbox',
    AUTH_ROUTER_SECRET: routerSecret,
    REQUEST_DEADLINE_MS: deadlineMs,
    // A busy machine is slow.
    REDIS_TIMEOUT_MS: '60000',
  };
}
