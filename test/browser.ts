import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { test as base } from './http/served.ts';
import { chromium as executablePath } from './needs.ts';

/** A real browser, beside a gateway that is served. */
export const test = base.extend<{ readonly browser: Browser }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures a fixture needs from its first argument
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

/** Requests of a page that go to none of these. */
export function requestsElsewhere(page: Page, urls: readonly string[]): readonly string[] {
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!urls.some((own) => url.startsWith(own)) && !/^(?:data|blob):/.test(url)) elsewhere.push(url);
  });
  return elsewhere;
}

/** Keeps a picture where `PICTURES` says, for people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}
