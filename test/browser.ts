import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { test as base } from './http/served.ts';
import { chromium as executablePath } from './needs.ts';

interface Fixtures {
  /** The tab of a real browser, for all tests of a file: to open one takes more than most tests do. */
  readonly window: Page;
  /**
   * The same for one test: a tab that shows nothing yet, on a desk, in the light. A gateway on a port of its own is an
   * origin of its own, of which the browser knows nothing.
   */
  readonly tab: Page;
}

/** A real browser, beside a gateway that is served. */
export const test = base.extend<Fixtures>({
  window: [
    // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures a fixture needs from its first argument
    async ({}, use) => {
      const browser = await chromium.launch({ executablePath: executablePath ?? '', args });
      const page = await browser.newPage();
      page.setDefaultTimeout(60_000);
      await use(page);
      await browser.close();
    },
    { scope: 'file' },
  ],
  tab: async ({ window }, use) => {
    await window.setViewportSize(desk);
    await window.emulateMedia({ colorScheme: 'light', reducedMotion: 'no-preference' });
    await use(window);
    window.removeAllListeners();
    await window.unrouteAll({ behavior: 'ignoreErrors' });
    await window.goto('about:blank');
  },
});

export const desk: { readonly width: number; readonly height: number } = { width: 1400, height: 900 };

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

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
