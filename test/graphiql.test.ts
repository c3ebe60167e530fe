import { existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { expect, test as base } from 'vitest';
import { parseConfig } from '../src/config.ts';
import { createGateway } from '../src/gateway.ts';
import { silentLog } from '../src/telemetry/log.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
/** Where a picture of the page is kept, for people to look at. */
const pictures = process.env['PICTURES'];

const test = base.extend<{ url: string; browser: Browser }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures a fixture needs from its first argument
  url: async ({}, use) => {
    await using gateway = await createGateway(parseConfig({}), { log: silentLog });
    const server = createServer(gateway.listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  },
  // oxlint-disable-next-line no-empty-pattern
  browser: async ({}, use) => {
    const args = [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ];
    const browser = await chromium.launch({ executablePath: executablePath ?? '', args });
    await use(browser);
    await browser.close();
  },
});

test('a browser is here', ({ skip }) => {
  if (executablePath !== undefined) return;
  if (process.env['CI']) throw new Error('There is no chromium, and CI skips nothing.');
  skip('There is no chromium on this machine: GraphiQL was not opened. Debian has it as "chromium".');
});

test.runIf(executablePath)(
  'GraphiQL loads without asking any other host, and its first example answers',
  async ({ browser, url }) => {
    const page = await browser.newPage({ viewport: { width: 1400, height: 860 } });
    const elsewhere: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(url) && !/^(?:data|blob):/.test(request.url())) elsewhere.push(request.url());
    });
    await page.goto(`${url}/graphql`);

    await page.getByRole('button', { name: /execute query/i }).click();
    // The editor writes spaces as ones that do not break.
    const shown = async () => (await page.locator('.result-window').first().innerText()).replaceAll('\u00a0', ' ');
    await expect.poll(shown, { timeout: 15_000 }).toContain('Jane Doe');
    expect(await page.getByRole('tab').count()).toBeGreaterThanOrEqual(8);

    if (pictures !== undefined) {
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, 'graphiql.png') });
    }

    // The second tab brings variables, and answers too.
    await page.getByRole('tab', { name: 'SearchContactsByNumber' }).click();
    // GraphiQL takes a moment to know the operation of another tab.
    const askedAgain = async () => {
      await page.getByRole('button', { name: /execute query/i }).click();
      return shown();
    };
    await expect.poll(askedAgain, { timeout: 20_000, interval: 500 }).toContain('john.doe@example.com');

    expect(elsewhere).toEqual([]);
  },
  60_000,
);

test('GraphiQL and introspection are off in production', async () => {
  const config = parseConfig({ NODE_ENV: 'production' });
  await using gateway = await createGateway(config, { log: silentLog });
  const page = await gateway.fetch(new Request('http://gateway/graphql', { headers: { accept: 'text/html' } }));
  expect(page.headers.get('content-type') ?? '').not.toContain('text/html');
  const answer = await gateway.fetch(
    new Request('http://gateway/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __schema { queryType { name } } }"}',
    }),
  );
  expect(await answer.text()).toContain('introspection');
});
