import { describe, expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { createSandboxClient } from './client.ts';
import { promises } from './promises.ts';

describe('the sandbox keeps what Cyclr promises', () => {
  test('each promise has an id of its own', () => {
    expect(new Set(promises.map(({ id }) => id)).size).toBe(promises.length);
  });

  test.for(promises.map((promise) => [promise.id, promise.level, promise.text, promise] as const))(
    '%s (%s) %s',
    async ([, , , { check }]) => {
      await using sandbox = await startSandbox();
      const client = await createSandboxClient(sandbox);
      await check(client);
      expect(sandbox.received.length).toBeGreaterThan(0);
    },
  );
});
