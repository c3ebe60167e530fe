import { createLocalJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { Agent } from 'undici';
import { isLoopback } from '../config/loopback.ts';
import { GatewayError } from '../errors.ts';
import { fetchKeySet } from './key-set.ts';

/** The public keys of an identity provider. */
export interface RemoteKeys extends AsyncDisposable {
  /** The key that the header of a token names. */
  readonly find: JWTVerifyGetKey;
}

export interface RemoteKeysOptions {
  /** How old the keys may become before they are read again. @default 300000 */
  readonly maxAgeMs?: number;
  /** How long after a reading an unknown key id causes no further one. @default 30000 */
  readonly cooldownMs?: number;
  /** How long after a failed reading old keys cause no further one. @default 5000 */
  readonly retryMs?: number;
  /** For one reading, as a whole. @default 5000 */
  readonly timeoutMs?: number;
  /** Told of every reading that fails, for the log. */
  readonly onFailure?: (failure: Error) => void;
  /** Milliseconds on a clock that is never set back. */
  readonly now?: () => number;
}

/**
 * Reads the keys at `url` when the first token arrives, and again as they grow old or a token names a key that is not
 * among them. All who wait share one reading.
 *
 * While the identity provider cannot be reached, the last keys stay valid, however old, and no caller waits
 * for it. jose's own remote set drops its keys then and asks again for every token, so it is not used.
 */
export function createRemoteKeys(url: string, options: RemoteKeysOptions = {}): RemoteKeys {
  const { maxAgeMs = 300_000, cooldownMs = 30_000, retryMs = 5000, timeoutMs = 5000, onFailure } = options;
  const { now = () => performance.now() } = options;
  const address = toSafeUrl(url);
  const agent = new Agent({ connections: 1, connect: { timeout: timeoutMs }, pipelining: 0 });

  let keys: { readonly find: JWTVerifyGetKey; readonly readAt: number } | undefined;
  let failure: Error | undefined;
  let triedAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    try {
      const find = createLocalJWKSet(await fetchKeySet(address, agent, timeoutMs));
      keys = { find, readAt: now() };
      failure = undefined;
    } catch (cause) {
      failure = new Error(`The keys of the identity provider cannot be read from ${url}: ${reasonOf(cause)}`, {
        cause,
      });
      onFailure?.(failure);
    } finally {
      triedAt = now();
      reading = undefined;
    }
  }

  function readOnce(): Promise<void> {
    reading ??= read();
    return reading;
  }

  function isWithin(ms: number): boolean {
    return now() - triedAt < ms;
  }

  async function freshen(): Promise<void> {
    if (keys !== undefined && now() - keys.readAt < maxAgeMs) return;
    if (failure !== undefined && reading === undefined && isWithin(retryMs)) return;
    const isKnownOutage = failure !== undefined;
    const done = readOnce();
    if (keys === undefined || !isKnownOutage) await done;
  }

  return {
    async find(header, token) {
      await freshen();
      if (keys === undefined) throw unavailable(failure);
      try {
        return await keys.find(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
        if (reading === undefined && isWithin(cooldownMs)) throw error;
        await readOnce();
        return keys.find(header, token);
      }
    },
    [Symbol.asyncDispose]: () => agent.destroy(),
  };
}

function unavailable(cause: unknown): GatewayError {
  return new GatewayError(
    'UPSTREAM_UNAVAILABLE',
    'Your token cannot be verified now, because the keys of the identity provider cannot be read. Try again in a moment.',
    { details: { by: 'identity provider' }, cause },
  );
}

function toSafeUrl(url: string): URL {
  const parsed = URL.parse(url);
  if (parsed?.protocol === 'https:' || (parsed?.protocol === 'http:' && isLoopback(parsed.hostname))) return parsed;
  throw new Error('The URL of the JSON Web Key Set must be https, or http on loopback.');
}

/** What failed; of a host with several addresses, which fail together without a message, the first. */
function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError && cause.message === '') return reasonOf(cause.errors[0]);
  return cause instanceof Error ? cause.message : String(cause);
}
