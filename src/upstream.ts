import type { Config } from './config/config.ts';
import { createCyclr, type CyclrOptions } from './cyclr/client.ts';
import type { Cyclr } from './cyclr/cyclr.ts';
import { type AccountId, toAccountId } from './ids.ts';
import type { Sandbox } from './sandbox/server.ts';
import { Secret } from './secret.ts';

/** Cyclr or the embedded sandbox, for as long as the gateway is open. */
export interface OpenUpstream extends AsyncDisposable {
  readonly cyclr: Cyclr;
  /** The embedded sandbox with the account of its callers; undefined in front of Cyclr. */
  readonly embedded: { readonly sandbox: Sandbox; readonly account: AccountId } | undefined;
}

/** Opens Cyclr, or the embedded sandbox where no Cyclr is configured. The sandbox is loaded only then. */
export async function openUpstream(
  {
    upstream,
    upstreamTimeoutMs: timeoutMs,
    upstreamMaxBytes: maxAnswerBytes,
    limits,
  }: Pick<Config, 'upstream' | 'upstreamTimeoutMs' | 'upstreamMaxBytes' | 'limits'>,
  { onBreaker }: Pick<CyclrOptions, 'onBreaker'> = {},
): Promise<OpenUpstream> {
  await using opened = new AsyncDisposableStack();
  const { embedded, ...connection } =
    upstream.kind === 'cyclr' ? { ...upstream, embedded: undefined } : await embed(opened);
  const cyclr = opened.use(createCyclr({ ...connection, timeoutMs, maxAnswerBytes, limits, onBreaker }));
  const open = opened.move();
  return { cyclr, embedded, [Symbol.asyncDispose]: () => open.disposeAsync() };
}

async function embed(opened: AsyncDisposableStack) {
  const { connectionTo, sandboxAccount, startSandbox } = await import('./sandbox/server.ts');
  const sandbox = opened.use(await startSandbox());
  const connection = connectionTo(sandbox);
  const account = toAccountId(sandboxAccount) as AccountId;
  return { ...connection, clientSecret: new Secret(connection.clientSecret), embedded: { sandbox, account } };
}
