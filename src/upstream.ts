import type { Config } from './config/config.ts';
import { createCyclr, type CyclrOptions } from './cyclr/client.ts';
import type { Cyclr } from './cyclr/cyclr.ts';
import { GatewayError } from './errors.ts';
import { type AccountId, toAccountId } from './ids.ts';
import type { JsonObject } from './json.ts';
import type { Sandbox, SandboxOptions, ShownRequest } from './sandbox/server.ts';
import { Secret } from './secret.ts';

/** Cyclr or the embedded sandbox, for as long as the gateway is open. */
export interface OpenUpstream extends AsyncDisposable {
  readonly cyclr: Cyclr;
  /** The embedded sandbox with the account of its callers; undefined in front of Cyclr. */
  readonly embedded: Embedded | undefined;
}

export interface Embedded {
  readonly sandbox: Sandbox;
  readonly account: AccountId;
  /**
   * The request that Cyclr would make of the third-party app for a call of an account, without its secrets.
   *
   * @throws GatewayError `BAD_USER_INPUT` for a call that Cyclr would refuse
   */
  appRequestOf(account: AccountId, call: { readonly path: string; readonly body: JsonObject }): ShownRequest;
}

/** What the embedded sandbox holds, and which hosts its connectors may call. @default the demo scenario, and none */
export type EmbeddedOptions = Pick<SandboxOptions, 'scenario' | 'allowedHosts'>;

export type UpstreamOptions = EmbeddedOptions & Pick<CyclrOptions, 'onBreaker' | 'connect'>;

/** Opens Cyclr, or the embedded sandbox where no Cyclr is configured. The sandbox is loaded only then. */
export async function openUpstream(
  {
    upstream,
    upstreamTimeoutMs: timeoutMs,
    upstreamMaxBytes: maxAnswerBytes,
    limits,
  }: Pick<Config, 'upstream' | 'upstreamTimeoutMs' | 'upstreamMaxBytes' | 'limits'>,
  { onBreaker, connect, ...sandboxOptions }: UpstreamOptions = {},
): Promise<OpenUpstream> {
  await using opened = new AsyncDisposableStack();
  const { embedded, ...connection } =
    upstream.kind === 'cyclr' ? { ...upstream, embedded: undefined } : await embed(opened, sandboxOptions);
  const cyclr = opened.use(createCyclr({ ...connection, timeoutMs, maxAnswerBytes, limits, onBreaker, connect }));
  const open = opened.move();
  return { cyclr, embedded, [Symbol.asyncDispose]: () => open.disposeAsync() };
}

async function embed(opened: AsyncDisposableStack, { scenario: given, allowedHosts }: EmbeddedOptions) {
  const { credentialsOf, demoScenario, standardAccount, startSandbox } = await import('./sandbox/server.ts');
  const scenario = given ?? demoScenario();
  const sandbox = opened.use(await startSandbox({ scenario, ...(allowedHosts && { allowedHosts }) }));
  const { clientId, clientSecret } = credentialsOf(scenario);
  const account = toAccountId(standardAccount(scenario));
  if (account === undefined) throw new Error('The id of an account must be 1 to 128 visible ASCII characters.');
  return {
    url: sandbox.url,
    tokenUrl: `${sandbox.url}/oauth/token`,
    clientId,
    clientSecret: new Secret(clientSecret),
    embedded: { sandbox, account, appRequestOf: appRequestsOf(sandbox) },
  };
}

function appRequestsOf(sandbox: Sandbox): Embedded['appRequestOf'] {
  return (account, call) => {
    const shown = sandbox.preview({ account, ...call });
    if ('refusal' in shown) throw new GatewayError('BAD_USER_INPUT', `Cyclr would refuse this call: ${shown.refusal}`);
    return shown;
  };
}
