import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';

export const issuer = 'https://login.example.com/';
export const audience = 'cyclr-gateway';
export const secondsNow = Math.floor(Date.now() / 1000);

export type ClaimChanges = Readonly<Record<string, unknown>>;

export interface SigningKey {
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

export async function createSigningKey(kid: string | undefined, alg = 'ES256'): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return {
    alg,
    privateKey,
    jwk: { ...(await exportJWK(publicKey)), alg, use: 'sig', ...(kid !== undefined && { kid }) },
  };
}

/** A token that is good in every respect, but for what `claims` and `header` say. An undefined claim is left out. */
export async function signToken(
  { alg, privateKey, jwk }: SigningKey,
  claims: ClaimChanges = {},
  header: Record<string, unknown> = {},
): Promise<string> {
  return new SignJWT(goodClaims(claims))
    .setProtectedHeader({ alg, ...(jwk.kid !== undefined && { kid: jwk.kid }), ...header })
    .sign(privateKey);
}

export function goodClaims(claims: ClaimChanges = {}): JWTPayload {
  const all = { iss: issuer, aud: audience, sub: 'ann', exp: secondsNow + 3600, cyclr_account_id: 'acme', ...claims };
  return JSON.parse(JSON.stringify(all)) as JWTPayload;
}

/** A real HTTP server on loopback that publishes keys, and can be told to do otherwise. */
export interface IdentityProvider extends AsyncDisposable {
  readonly url: string;
  /** How often it was asked. */
  readonly asked: number;
  publish(...keys: readonly SigningKey[]): void;
  answerWith(listener: RequestListener): void;
}

export async function startIdentityProvider(...keys: readonly SigningKey[]): Promise<IdentityProvider> {
  let asked = 0;
  let listener = publishing(keys);
  const server = createServer((request, response) => {
    asked += 1;
    listener(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`,
    get asked() {
      return asked;
    },
    publish(...next) {
      listener = publishing(next);
    },
    answerWith(next) {
      listener = next;
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function publishing(keys: readonly SigningKey[]): RequestListener {
  return (_request, response) => {
    response.setHeader('content-type', 'application/jwk-set+json');
    response.end(JSON.stringify({ keys: keys.map(({ jwk }) => jwk) }));
  };
}
