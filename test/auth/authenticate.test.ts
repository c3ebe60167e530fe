import { createHmac } from 'node:crypto';
import { type CryptoKey, exportSPKI, importJWK, type JWTPayload } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Authenticator, createAuthenticator } from '../../src/auth/authenticate.ts';
import { wwwAuthenticate } from '../../src/auth/challenge.ts';
import type { Callers } from '../../src/config/callers.ts';
import type { GatewayError } from '../../src/errors.ts';
import { Secret } from '../../src/secret.ts';
import {
  audience,
  createSigningKey,
  goodClaims,
  type IdentityProvider,
  issuer,
  secondsNow,
  signToken,
  startIdentityProvider,
} from './identity-provider.ts';

type JwtCallers = Extract<Callers, { readonly kind: 'jwt' }>;

const sharedSecret = 'a-secret-of-more-than-32-characters';
const [key, stranger] = await Promise.all([createSigningKey('key'), createSigningKey('key')]);

let provider: IdentityProvider;
beforeAll(async () => {
  provider = await startIdentityProvider(key);
});
afterAll(() => provider[Symbol.asyncDispose]());

function jwtCallers(callers: Partial<JwtCallers> = {}): JwtCallers {
  return {
    kind: 'jwt',
    key: { kind: 'jwks', url: provider.url },
    issuer,
    audience,
    algorithms: ['ES256'],
    accountClaim: 'cyclr_account_id',
    rolesClaim: 'roles',
    routerSecret: undefined,
    ...callers,
  };
}

function secretCallers(callers: Partial<JwtCallers> = {}): JwtCallers {
  const secret = { kind: 'secret', secret: new Secret(sharedSecret) } as const;
  return jwtCallers({ key: secret, algorithms: ['HS256'], ...callers });
}

function bearer(token: string): Headers {
  return new Headers({ Authorization: `Bearer ${token}` });
}

async function ask(headers: Headers, callers: JwtCallers = jwtCallers(), nowMs: number = secondsNow * 1000) {
  await using authenticator = createAuthenticator(callers, { now: () => nowMs });
  return await authenticator.authenticate(headers);
}

async function refusalOf(headers: Headers, callers?: JwtCallers, nowMs?: number): Promise<GatewayError> {
  const caller = ask(headers, callers, nowMs);
  await expect(caller).rejects.toMatchObject({ name: 'GatewayError' });
  return (await caller.catch((error: unknown) => error)) as GatewayError;
}

/** A token signed by hand, for what no library would sign. */
function hmacToken(header: object, claims: JWTPayload = goodClaims(), secret: string = sharedSecret): string {
  const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

function tokenWith(fill: number): string {
  return hmacToken({ alg: 'HS256' }, goodClaims({ fill: 'x'.repeat(fill) }));
}

describe('a good token', () => {
  test('names the subject, the account and the roles', async () => {
    const token = await signToken(key, { roles: ['support'] });

    expect(await ask(bearer(token))).toEqual({
      subject: 'ann',
      accounts: new Set(['acme']),
      roles: ['support'],
      isRouter: false,
    });
  });

  test('can be signed with a shared secret', async () => {
    expect(await ask(bearer(hmacToken({ alg: 'HS256' })), secretCallers())).toMatchObject({ subject: 'ann' });
  });

  test.for(['RS256', 'PS256', 'ES384', 'EdDSA'])('can be signed with %s, when that is accepted', async (alg) => {
    const other = await createSigningKey('other', alg);
    await using published = await startIdentityProvider(key, other);
    const callers = jwtCallers({ key: { kind: 'jwks', url: published.url }, algorithms: ['ES256', alg] });

    expect(await ask(bearer(await signToken(other)), callers)).toMatchObject({ subject: 'ann' });
  });

  test('may be for several audiences, and say nothing of roles or subject', async () => {
    const token = await signToken(key, { aud: ['other', audience], sub: undefined });

    expect(await ask(bearer(token))).toMatchObject({ subject: null, roles: [] });
  });

  test('may name no key where the issuer has several', async () => {
    const [one, two] = await Promise.all([createSigningKey(undefined), createSigningKey(undefined)]);
    await using published = await startIdentityProvider(one, two);
    const callers = jwtCallers({ key: { kind: 'jwks', url: published.url } });

    expect(await ask(bearer(await signToken(two)), callers)).toMatchObject({ subject: 'ann' });
    expect(await refusalOf(bearer(await signToken(stranger, {}, { kid: undefined })), callers)).toMatchObject({
      details: { reason: 'SIGNATURE' },
    });
  });

  test('gives roles of X-Cyclr-Roles to nobody', async () => {
    const headers = bearer(await signToken(key));
    headers.set('X-Cyclr-Roles', 'admin');

    expect(await ask(headers)).toMatchObject({ roles: [] });
  });
});

describe('the times of a token are kept, give or take 30 seconds', () => {
  test.for([
    [{ exp: secondsNow - 29 }, 'accepted'],
    [{ exp: secondsNow - 30 }, 'EXPIRED'],
    [{ exp: secondsNow - 3600 }, 'EXPIRED'],
    [{ nbf: secondsNow + 30 }, 'accepted'],
    [{ nbf: secondsNow + 31 }, 'NOT_YET_VALID'],
  ] as const)('%j: %s', async ([claims, outcome]) => {
    const headers = bearer(await signToken(key, claims));
    const found = await ask(headers).then(
      () => 'accepted',
      (error: GatewayError) => error.details['reason'],
    );
    expect(found).toBe(outcome);
  });
});

describe('a token is refused', () => {
  test.for([
    [{ iss: 'https://evil.example.com/' }, 'ISSUER'],
    [{ iss: [issuer] }, 'ISSUER'],
    [{ iss: undefined }, 'CLAIM'],
    [{ aud: 'other' }, 'AUDIENCE'],
    [{ aud: [] }, 'AUDIENCE'],
    [{ aud: undefined }, 'CLAIM'],
    [{ exp: undefined }, 'CLAIM'],
    [{ exp: '9999999999' }, 'CLAIM'],
    [{ nbf: 'soon' }, 'CLAIM'],
  ] as const)('when it claims %j', async ([claims, reason]) => {
    const error = await refusalOf(bearer(await signToken(key, claims)));

    expect(error).toMatchObject({ code: 'UNAUTHENTICATED', details: { scheme: 'Bearer', reason } });
    expect(error.message).not.toContain('example.com');
  });

  test('when another key signed it under the same key id', async () => {
    expect(await refusalOf(bearer(await signToken(stranger)))).toMatchObject({ details: { reason: 'SIGNATURE' } });
  });

  test('when a single byte of it is changed', async () => {
    const [header = '', , signature = ''] = (await signToken(key)).split('.');
    const other = Buffer.from(JSON.stringify(goodClaims({ cyclr_account_id: '*' }))).toString('base64url');

    expect(await refusalOf(bearer(`${header}.${other}.${signature}`))).toMatchObject({
      details: { reason: 'SIGNATURE' },
    });
  });

  test('when it is signed with nothing', async () => {
    const unsigned = ['none', 'None', 'NONE', ''].map((alg) => `${hmacToken({ alg }).split('.', 2).join('.')}.`);
    for (const token of unsigned) {
      for (const callers of [jwtCallers(), secretCallers()]) {
        expect((await refusalOf(bearer(token), callers)).code).toBe('UNAUTHENTICATED');
      }
    }
  });

  test('when the public key was used as a shared secret', async () => {
    const { alg, jwk } = key;
    const publicKey = await importJWK(jwk, alg);
    const texts = [await exportSPKI(publicKey as CryptoKey), JSON.stringify(jwk), jwk.x ?? ''];
    for (const text of texts) {
      const token = hmacToken({ alg: 'HS256', kid: 'key' }, goodClaims(), text);
      expect(await refusalOf(bearer(token))).toMatchObject({ details: { reason: 'ALGORITHM' } });
      // Not even a configuration that accepts both would fall for it.
      const both = jwtCallers({ algorithms: ['ES256', 'HS256'] });
      expect((await refusalOf(bearer(token), both)).code).toBe('UNAUTHENTICATED');
    }
  });

  test('when its algorithm is not among those of the configuration', async () => {
    expect(await refusalOf(bearer(await signToken(key)), jwtCallers({ algorithms: ['RS256'] }))).toMatchObject({
      details: { reason: 'ALGORITHM' },
    });
  });

  test('when its header points elsewhere for the key, and nothing is fetched from there', async () => {
    await using elsewhere = await startIdentityProvider(stranger);
    const pointers = { jku: elsewhere.url, x5u: elsewhere.url, jwk: stranger.jwk, x5c: ['MIIB'] };
    for (const [name, value] of Object.entries(pointers)) {
      const token = await signToken(stranger, {}, { [name]: value });
      expect(await refusalOf(bearer(token))).toMatchObject({ details: { reason: 'SIGNATURE' } });
    }
    expect(elsewhere.asked).toBe(0);
  });

  test('when its header has something critical', async () => {
    for (const header of [{ crit: ['exp'], exp: 1 }, { crit: ['b64'], b64: false }, { crit: [] }]) {
      const token = hmacToken({ alg: 'HS256', ...header });
      expect((await refusalOf(bearer(token), secretCallers())).code).toBe('UNAUTHENTICATED');
    }
  });

  test('when it names a key that is not published', async () => {
    expect(await refusalOf(bearer(await signToken(key, {}, { kid: 'nope' })))).toMatchObject({
      details: { reason: 'UNKNOWN_KEY' },
    });
  });

  test.for(['', 'x', 'a.b', 'a.b.c', 'a.b.c.d.e', '.', '..', 'e30.e30.', 'bnVsbA.bnVsbA.AA'])(
    'when it is %j',
    async (token) => {
      const error = await refusalOf(bearer(token));
      expect(error.code).toBe('UNAUTHENTICATED');
      expect(wwwAuthenticate(error)).toMatch(/^Bearer realm="cyclr-gateway"/);
    },
  );

  test('when it is larger than 8 KB, before anything of it is parsed; one of 8 KB is not', async () => {
    const base = tokenWith(0).length;
    let length = Math.floor(((8192 - base) * 3) / 4) - 2;
    while (tokenWith(length + 1).length <= 8192) length += 1;

    expect(tokenWith(length).length).toBeGreaterThan(8190);
    expect(await ask(bearer(tokenWith(length)), secretCallers())).toMatchObject({ subject: 'ann' });
    expect(await refusalOf(bearer('x'.repeat(8193)), secretCallers())).toMatchObject({
      details: { reason: 'TOO_LARGE' },
    });
    expect(await refusalOf(bearer('x'.repeat(8192)), secretCallers())).toMatchObject({
      details: { reason: 'MALFORMED' },
    });
  });

  test('with a message that has no part of it', async () => {
    const token = await signToken(stranger, { cyclr_account_id: 'marker-account', sub: 'marker-subject' });
    const error = await refusalOf(bearer(token));
    for (const part of [...token.split('.'), 'marker']) {
      expect(JSON.stringify([error.message, error.details, wwwAuthenticate(error)])).not.toContain(part);
    }
  });
});

describe('the Authorization header', () => {
  test('must be there, and says how to send a token', async () => {
    const error = await refusalOf(new Headers());

    expect(error).toMatchObject({ code: 'UNAUTHENTICATED', details: { reason: 'MISSING' } });
    expect(wwwAuthenticate(error)).toBe('Bearer realm="cyclr-gateway"');
  });

  test('is found under its scheme in any case, and under no other', async () => {
    const token = await signToken(key);
    expect(await ask(new Headers({ authorization: `bearer  ${token}` }))).toMatchObject({ subject: 'ann' });
    for (const value of [token, `Basic ${token}`, `Bearer${token}`, 'Bearer', `DPoP ${token}`]) {
      const error = await refusalOf(new Headers({ Authorization: value }));
      expect(error).toMatchObject({ code: 'UNAUTHENTICATED', details: { reason: 'MISSING' } });
    }
  });

  test('must be one, with one token', async () => {
    const token = await signToken(key);
    const twice = bearer(token);
    twice.append('Authorization', `Bearer ${token}`);
    for (const headers of [twice, bearer(`${token} ${token}`), bearer(`${token},${token}`), bearer(`${token};`)]) {
      expect(await refusalOf(headers)).toMatchObject({ details: { reason: 'MALFORMED' } });
    }
  });

  test('is the only place: neither query nor cookie nor another header will do', async () => {
    const token = await signToken(key);
    const headers = new Headers({ Cookie: `access_token=${token}`, 'X-Authorization': `Bearer ${token}` });
    expect(await refusalOf(headers)).toMatchObject({ details: { reason: 'MISSING' } });
  });
});

test('a challenge says what is wrong in the characters that RFC 6750 allows', async () => {
  const expired = await refusalOf(bearer(await signToken(key, { exp: 1 })));
  expect(wwwAuthenticate(expired)).toBe(
    'Bearer realm="cyclr-gateway", error="invalid_token", error_description="The token has expired."',
  );

  const missing = await refusalOf(bearer(await signToken(key, { exp: undefined })));
  expect(wwwAuthenticate(missing)).toContain(`error_description="The claim 'exp' of the token is missing."`);
});

test('a token without a usable account claim is known, and may do nothing', async () => {
  for (const account of [undefined, 42, [], ['acme', '*']]) {
    const error = await refusalOf(bearer(await signToken(key, { cyclr_account_id: account })));
    expect(error).toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('cyclr_account_id') });
  }
});

describe('a token that was verified', () => {
  let nowMs: number;
  let other: IdentityProvider;
  let authenticator: Authenticator;
  beforeEach(async () => {
    nowMs = secondsNow * 1000;
    other = await startIdentityProvider(key);
    authenticator = createAuthenticator(jwtCallers({ key: { kind: 'jwks', url: other.url } }), { now: () => nowMs });
  });
  afterEach(async () => {
    await authenticator[Symbol.asyncDispose]();
    await other[Symbol.asyncDispose]();
  });

  test('is remembered: the very same caller', async () => {
    const token = await signToken(key);

    const caller = await authenticator.authenticate(bearer(token));
    expect(await authenticator.authenticate(bearer(token))).toBe(caller);
  });

  test('is not remembered beyond its own expiry', async () => {
    const token = await signToken(key, { exp: secondsNow + 60 });
    await authenticator.authenticate(bearer(token));

    nowMs = (secondsNow + 89) * 1000 + 999;
    await authenticator.authenticate(bearer(token));
    nowMs = (secondsNow + 90) * 1000;
    await expect(authenticator.authenticate(bearer(token))).rejects.toMatchObject({ details: { reason: 'EXPIRED' } });
  });

  test('is verified anew after five minutes', async () => {
    const token = await signToken(key);
    const caller = await authenticator.authenticate(bearer(token));

    nowMs += 299_999;
    expect(await authenticator.authenticate(bearer(token))).toBe(caller);
    nowMs += 1;
    const again = await authenticator.authenticate(bearer(token));
    expect(again).not.toBe(caller);
    expect(again).toEqual(caller);
  });

  test('serves no other token, not even one that differs in its signature alone', async () => {
    const token = await signToken(key);
    await authenticator.authenticate(bearer(token));
    const [header, payload, signature = ''] = token.split('.');
    const resigned = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;

    const refused = authenticator.authenticate(bearer(`${header}.${payload}.${resigned}`));
    await expect(refused).rejects.toMatchObject({ details: { reason: 'SIGNATURE' } });
  });

  test('is one of many at the same moment, and each gets its own caller', async () => {
    const names = Array.from({ length: 40 }, (_, n) => `account-${n % 20}`);
    const tokens = await Promise.all(names.map((name) => signToken(key, { sub: name, cyclr_account_id: name })));

    const callers = await Promise.all(tokens.map((token) => authenticator.authenticate(bearer(token))));
    const again = await Promise.all(tokens.map((token) => authenticator.authenticate(bearer(token))));
    for (const found of [callers, again]) {
      expect(found).toEqual(
        names.map((name) => ({ subject: name, accounts: new Set([name]), roles: [], isRouter: false })),
      );
    }
    expect(other.asked).toBe(1);
  });

  test('was not verified when it was refused: it is looked at each time', async () => {
    const token = await signToken(key, { nbf: secondsNow + 60 });
    await expect(authenticator.authenticate(bearer(token))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(authenticator.authenticate(bearer(token))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });

    nowMs += 60_000;
    expect(await authenticator.authenticate(bearer(token))).toMatchObject({ subject: 'ann' });
  });

  test('tells the log when the keys cannot be read, and the caller only that', async () => {
    await using down = await startIdentityProvider();
    down.answerWith((_request, response) => response.writeHead(500).end());
    const failures: string[] = [];
    await using broken = createAuthenticator(jwtCallers({ key: { kind: 'jwks', url: down.url } }), {
      onKeysUnavailable: ({ message }) => failures.push(message),
    });

    const refused = broken.authenticate(bearer(await signToken(key)));
    await expect(refused).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    await expect(refused).rejects.not.toThrow(down.url);
    expect(failures).toEqual([expect.stringContaining('status 500')]);
  });
});
