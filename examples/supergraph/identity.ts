export interface Identity {
  /** From the caller's token. */
  readonly account: string;
  readonly requestId: string | null | undefined;
}

/**
 * The headers that a subgraph gets, all of them: a router that begins with none of its caller's cannot pass on an
 * `X-Cyclr-Account` that the caller made up.
 */
export function headersFor(
  subgraph: string,
  { account, requestId }: Identity,
  routerSecret: string,
): Record<string, string> {
  return {
    ...(requestId != null && { 'x-request-id': requestId }),
    // The secret lets in whoever has it, for any account: it goes to this one subgraph.
    ...(subgraph === 'connectors' && { 'x-router-secret': routerSecret, 'x-cyclr-account': account }),
  };
}
