import { describe, expect, test } from 'vitest';
import { sandboxAccount, sandboxCredentials, startSandbox } from '../../src/sandbox/server.ts';
import { createClient } from './client.ts';
import { promises } from './promises.ts';

describe('the sandbox keeps what Cyclr promises', () => {
  test('each promise has an id of its own', () => {
    expect(new Set(promises.map(({ id }) => id)).size).toBe(promises.length);
  });

  test.for(promises.map((promise) => [promise.id, promise.level, promise.text, promise] as const))(
    '%s (%s) %s',
    async ([, , , { check }]) => {
      await using sandbox = await startSandbox();
      const client = await createClient({
        url: sandbox.url,
        tokenUrl: `${sandbox.url}/oauth/token`,
        ...sandboxCredentials,
        account: sandboxAccount,
      });
      await check(client);
      expect(sandbox.received.length).toBeGreaterThan(0);
    },
  );
});
