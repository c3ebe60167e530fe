import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type TestContext, test as base } from 'vitest';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

export const hasBrowser: boolean = executablePath !== undefined;

export function saysWhetherABrowserIsHere({ skip }: TestContext): void {
  if (hasBrowser) return;
  if (process.env['CI']) throw new Error('There is no chromium, and CI skips nothing.');
  skip('There is no chromium on this machine: no page was opened. Debian has it as "chromium".');
}

/** A real browser. */
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
