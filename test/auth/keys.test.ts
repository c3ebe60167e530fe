import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { errors } from 'jose';
import { describe, expect, test as base } from 'vitest';
import { createRemoteKeys, type RemoteKeys, type RemoteKeysOptions } from '../../src/auth/keys.ts';
import { largestKeySetBytes } from '../../src/auth/key-set.ts';
import { createSigningKey, type IdentityProvider, startIdentityProvider } from './identity-provider.ts';

const [first, second] = await Promise.all([createSigningKey('first'), createSigningKey('second')]);

interface Fixtures {
  provider: IdentityProvider;
  clock: { ms: number };
  open: (options?: RemoteKeysOptions) => RemoteKeys;
}

const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern
  provider: async ({}, use) => {
    await using provider = await startIdentityProvider(first);
    await use(provider);
  },
  // oxlint-disable-next-line no-empty-pattern
  clock: async ({}, use) => {
    await use({ ms: 0 });
  },
  open: async ({ provider, clock }, use) => {
    await using opened = new AsyncDisposableStack();
    await use((options = {}) => opened.use(createRemoteKeys(provider.url, { now: () => clock.ms, ...options })));
  },
});

async function find(keys: RemoteKeys, kid: string) {
  return await keys.find({ alg: 'ES256', kid }, { payload: '', signature: '' });
}

function refuse(_request: unknown, response: ServerResponse): void {
  response.statusCode = 503;
  response.end('<html>down</html>');
}

describe('the keys of an identity provider', () => {
  test('are not read before a token needs them', async ({ open, provider }) => {
    open();
    expect(provider.asked).toBe(0);
  });

  test('are read once for all who wait, and once for all who come later', async ({ open, provider }) => {
    const keys = open();
    await Promise.all(Array.from({ length: 50 }, () => find(keys, 'first')));
    await find(keys, 'first');

    expect(provider.asked).toBe(1);
  });

  test('are read again when they are old, so that a removed key stops working', async ({ open, provider, clock }) => {
    const keys = open({ maxAgeMs: 300_000 });
    await find(keys, 'first');
    provider.publish(second);

    clock.ms = 299_999;
    await find(keys, 'first');
    expect(provider.asked).toBe(1);

    clock.ms = 300_000;
    await expect(find(keys, 'first')).rejects.toBeInstanceOf(errors.JWKSNoMatchingKey);
    await find(keys, 'second');
    expect(provider.asked).toBe(2);
  });

  test('are read again, once, for a key that is new', async ({ open, provider, clock }) => {
    const keys = open({ cooldownMs: 30_000 });
    await find(keys, 'first');
    provider.publish(first, second);

    clock.ms = 30_000;
    await Promise.all(Array.from({ length: 50 }, () => find(keys, 'second')));
    await find(keys, 'first');
    expect(provider.asked).toBe(2);
  });

  test('are asked for once in a cooldown by a flood of unknown key ids', async ({ open, provider, clock }) => {
    const keys = open({ cooldownMs: 30_000 });
    await find(keys, 'first');

    for (const ms of [0, 29_999, 30_000, 59_999, 60_000]) {
      clock.ms = ms;
      await Promise.allSettled(Array.from({ length: 100 }, (_, n) => find(keys, `${ms} ${n}`)));
    }
    expect(provider.asked).toBe(3);
  });

  test('cool down also when the readings fail', async ({ open, provider, clock }) => {
    const keys = open({ cooldownMs: 30_000 });
    await find(keys, 'first');
    provider.answerWith(refuse);

    for (const ms of [30_000, 30_001, 59_999]) {
      clock.ms = ms;
      await expect(find(keys, 'unknown')).rejects.toBeInstanceOf(errors.JWKSNoMatchingKey);
    }
    expect(provider.asked).toBe(2);
  });
});

describe('while the identity provider is out', () => {
  test('the keys at hand go on working, however old', async ({ open, provider, clock }) => {
    const failures: Error[] = [];
    const keys = open({ onFailure: (failure) => failures.push(failure) });
    await find(keys, 'first');
    provider.answerWith(refuse);

    for (const hours of [1, 24, 1000]) {
      clock.ms = hours * 3_600_000;
      await find(keys, 'first');
    }
    expect(failures[0]?.message).toMatch(/cannot be read from http:.* status 503/);
  });

  test('it is asked again once in a while, and nobody waits for its answer', async ({ open, provider, clock }) => {
    const keys = open({ maxAgeMs: 1000, retryMs: 5000 });
    await find(keys, 'first');
    provider.answerWith(refuse);
    clock.ms = 1000;
    await find(keys, 'first');

    const hanging = Promise.withResolvers<ServerResponse>();
    provider.answerWith((_request, response) => hanging.resolve(response));
    clock.ms = 5999;
    await find(keys, 'first');
    expect(provider.asked).toBe(2);

    clock.ms = 6000;
    await find(keys, 'first');
    await find(keys, 'first');
    const response = await hanging.promise;
    expect(provider.asked).toBe(3);

    // It comes back: its late answer is taken.
    response.end(JSON.stringify({ keys: [second.jwk] }));
    await find(keys, 'second');
    expect(provider.asked).toBe(3);
  });

  test('and no keys are at hand, it is said whose fault it is, and that it passes', async ({
    open,
    provider,
    clock,
  }) => {
    provider.answerWith(refuse);
    const keys = open({ retryMs: 5000 });
    const unavailable = {
      code: 'UPSTREAM_UNAVAILABLE',
      retriable: true,
      message: expect.stringContaining('identity provider'),
    };

    await expect(find(keys, 'first')).rejects.toMatchObject(unavailable);
    clock.ms = 4999;
    await expect(find(keys, 'first')).rejects.toMatchObject(unavailable);
    expect(provider.asked).toBe(1);

    provider.publish(first);
    clock.ms = 5000;
    await find(keys, 'first');
  });
});

describe('an answer is not taken', () => {
  const refused = { code: 'UPSTREAM_UNAVAILABLE' };

  test('when it redirects', async ({ open, provider }) => {
    await using elsewhere = await startIdentityProvider(first);
    provider.answerWith((_request, response) => response.writeHead(302, { location: elsewhere.url }).end());

    await expect(find(open(), 'first')).rejects.toMatchObject(refused);
    expect(elsewhere.asked).toBe(0);
  });

  test.for(['', '<html>', '[]', '{}', '{"keys":{}}', '{"keys":[1]}', 'null'])(
    'when it is %j',
    async (body, { provider, open }) => {
      provider.answerWith((_request, response) => response.end(body));

      await expect(find(open(), 'first')).rejects.toMatchObject(refused);
    },
  );

  test('when it is larger than the limit, and one at the limit is', async ({ open, provider, clock }) => {
    const text = JSON.stringify({ keys: [first.jwk] });
    let size = largestKeySetBytes + 1;
    provider.answerWith((_request, response) => response.end(text.padEnd(size)));
    const keys = open({ retryMs: 1 });
    await expect(find(keys, 'first')).rejects.toMatchObject(refused);

    clock.ms = 1;
    size = largestKeySetBytes;
    await find(keys, 'first');
  });

  test('when it does not end in time, however long it drips', async ({ open, provider }) => {
    const left = Promise.withResolvers<unknown>();
    provider.answerWith((_request, response) => {
      const drip = setInterval(() => response.write(' '), 10);
      response.on('close', () => {
        clearInterval(drip);
        left.resolve(undefined);
      });
    });

    await expect(find(open({ timeoutMs: 100 }), 'first')).rejects.toMatchObject(refused);
    await left.promise;
  });

  test('when it breaks off', async ({ open, provider }) => {
    provider.answerWith((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"keys":[');
      response.socket?.destroySoon();
    });

    await expect(find(open(), 'first')).rejects.toMatchObject(refused);
  });
});

test('a secret among the published keys signs nothing', async ({ open, provider }) => {
  provider.answerWith((_request, response) =>
    response.end(JSON.stringify({ keys: [{ kty: 'oct', kid: 'first', k: 'c2VjcmV0', alg: 'HS256' }] })),
  );
  await expect(find(open(), 'first')).rejects.toBeInstanceOf(errors.JWKSNoMatchingKey);
});

test.for([
  'http://login.example.com/jwks',
  'ftp://localhost/jwks',
  'file:///jwks',
  'jwks',
  'http://127.0.0.1.example.com/',
])('keys are not read from %s', (url) => {
  expect(() => createRemoteKeys(url)).toThrow('https, or http on loopback');
});

test('closing leaves no connection behind', async ({ provider }) => {
  const connection = Promise.withResolvers<ServerResponse>();
  provider.answerWith((_request, response) => connection.resolve(response));
  const keys = createRemoteKeys(provider.url);
  const found = find(keys, 'first');
  const { socket } = await connection.promise;

  await keys[Symbol.asyncDispose]();
  await expect(found).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  if (socket?.closed === false) await once(socket, 'close');
  expect(socket?.closed).toBe(true);
});
