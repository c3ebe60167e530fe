import { describe, expect } from 'vitest';
import { request, say } from '../attack/wire.ts';
import { test } from './served.ts';

const body = '{"query":"{ __typename }"}';

describe('a host', () => {
  test.for([
    'gateway',
    'gateway.example.com:4000',
    '127.0.0.1:4000',
    '[::1]:4000',
    'my_service',
    'xn--bcher-kva.example',
  ])('can be %s', async (host, { port }) => {
    expect((await say(port, request({ body, headers: [`Host: ${host}`] }))).status).toBe(200);
  });

  test.for(['[', 'a b', '<script>', 'x/y', 'x?y', 'x#y', 'me@x', 'x:99999', ''])(
    'cannot be %j, and no place in the program is told',
    async (host, { port }) => {
      const { status, text } = await say(port, request({ body, headers: [`Host: ${host}`] }));
      expect(status).toBe(400);
      expect(text).toContain('The header Host must be');
      expect(text).not.toMatch(/\bat .*:\d+|node_modules/);
    },
  );
});

describe('a target', () => {
  test.for(['/graphql', '/graphql/', '/graphql?x=y'])('can be %s', async (target, { port }) => {
    expect((await say(port, request({ body, target }))).status).toBe(200);
  });

  test.for(['http://evil.example/graphql', '//evil.example/graphql', '*', 'graphql'])(
    'cannot be %s',
    async (target, { port }) => {
      expect((await say(port, request({ body, target }))).status).toBe(400);
    },
  );

  test.for(['/x/graphql', '/x?y=/graphql', '/graphqlx', '/graphql//', '/graphql%2f'])(
    'of a path that only looks like it, %s, is not there',
    async (target, { port }) => {
      expect((await say(port, request({ body, target }))).status).toBe(404);
    },
  );
});

test('a token that is sent twice is no token', async ({ port }) => {
  const headers = ['Authorization: Bearer a', 'authorization: Bearer a'];
  expect((await say(port, request({ body, headers }))).text).toMatch(/^HTTP\/1\.1 400 [^]*more than once/);
});
