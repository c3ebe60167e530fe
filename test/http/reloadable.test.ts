import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test as base } from 'vitest';
import { openReloadable, type Reloadable, type Service } from '../../src/http/server/reloadable.ts';
import { createGate } from '../fixtures.ts';

interface Version extends Service {
  readonly version: number;
  isRetired: boolean;
}

interface Serving {
  readonly served: Reloadable<Version>;
  readonly versions: readonly Version[];
  /** Versions in the order in which they were closed. */
  readonly closed: readonly number[];
  /** Answers with the version that the request began on; `/slow` waits for `release`. */
  readonly get: (path?: string) => Promise<string>;
  /** Resolves when a slow request has come. */
  readonly slow: Promise<void>;
  readonly release: () => void;
  /** Makes the next version impossible. */
  readonly spoil: () => void;
}

const test = base.extend<{ serving: Serving }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures a fixture needs from its first argument
  serving: async ({}, use) => {
    const [gate, arrival] = [createGate(), createGate()];
    const versions: Version[] = [];
    const closed: number[] = [];
    let isSpoilt = false;
    const open = async (): Promise<Version> => {
      if (isSpoilt) throw new Error('The file is broken.');
      const version = versions.length + 1;
      const one: Version = {
        version,
        isRetired: false,
        listener({ url }, response) {
          if (url !== '/slow') {
            response.end(String(version));
            return;
          }
          arrival.open();
          void gate.opened.then(() => response.end(String(version)));
        },
        retire() {
          one.isRetired = true;
        },
        async [Symbol.asyncDispose]() {
          closed.push(version);
        },
      };
      versions.push(one);
      return one;
    };
    await using served = await openReloadable(open);
    const server = createServer(served.listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await use({
      served,
      versions,
      closed,
      get: async (path = '/') => (await fetch(`${url}${path}`)).text(),
      slow: arrival.opened,
      release: gate.open,
      spoil: () => (isSpoilt = true),
    });
    gate.open();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  },
});

test('new requests go to the new one, and the one before is closed', async ({ serving: { served, get, closed } }) => {
  expect(await get()).toBe('1');
  await served.reload();
  expect(await get()).toBe('2');
  expect(closed).toEqual([1]);
  expect(served.current.version).toBe(2);
});

test('a request ends on what it began with, which is closed after it', async ({ serving }) => {
  const { served, get, slow, release, closed } = serving;
  const begun = get('/slow');
  await slow;
  await served.reload();
  await served.reload();
  expect(await get()).toBe('3');
  expect(closed).toEqual([2]);
  release();
  expect(await begun).toBe('1');
  await expect.poll(() => closed).toEqual([2, 1]);
});

test('one that cannot be opened leaves the one before', async ({ serving: { served, get, spoil, closed } }) => {
  spoil();
  await expect(served.reload()).rejects.toThrow('The file is broken.');
  expect(await get()).toBe('1');
  expect(closed).toEqual([]);
});

test('one that is opened after the end has begun is not ready either', async ({ serving: { served, versions } }) => {
  served.retire();
  await served.reload();
  expect(versions.map(({ isRetired }) => isRetired)).toEqual([true, true]);
});

test('reloads that are asked for together are done one after the other', async ({ serving: { served, closed } }) => {
  await Promise.all([served.reload(), served.reload(), served.reload()]);
  expect(served.current.version).toBe(4);
  await expect.poll(() => closed).toEqual([1, 2, 3]);
});
