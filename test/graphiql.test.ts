import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { parseConfig } from '../src/config/config.ts';
import { createGateway } from '../src/gateway.ts';
import { silentLog } from '../src/telemetry/log.ts';
import { picture, requestsElsewhere, test as base } from './browser.ts';
import { chromium } from './needs.ts';

const test = base.extend<{ url: string; colorScheme: 'light' | 'dark'; page: Page }>({
  colorScheme: 'light',
  url: async ({ port }, use) => use(`http://127.0.0.1:${port}`),
  page: async ({ browser, url, colorScheme }, use) => {
    const page = await browser.newPage({ viewport: { width: 1400, height: 860 }, colorScheme });
    const elsewhere = requestsElsewhere(page, [url]);
    await page.goto(`${url}/graphql`);
    await page.locator('.graphiql-query-editor .view-line').first().waitFor();
    await use(page);
    expect(elsewhere).toEqual([]);
  },
});

/** The answer; the editor writes spaces as ones that do not break. */
async function answerOn(page: Page): Promise<string> {
  return (await page.locator('.result-window').first().innerText()).replaceAll('\u00a0', ' ');
}

/** Opens a tab and asks until it answers so: GraphiQL takes a moment to know the operation of another tab. */
async function expectAnswer(page: Page, tab: string, answer: string): Promise<void> {
  // By keyboard: tabs can be dragged, and move when the page opens.
  await page.getByRole('button', { name: tab, exact: true }).press('Enter');
  const asked = async () => {
    const shown = await answerOn(page);
    // CallScope clears what is shown.
    if (!shown.includes(answer)) await page.getByRole('button', { name: /execute query/i }).click();
    return shown;
  };
  await expect.poll(asked, { interval: 500 }).toContain(answer);
}

describe.runIf(chromium)('GraphiQL', () => {
  test('loads without asking any other host, and its first example answers', async ({ page }) => {
    await page.getByRole('button', { name: /execute query/i }).click();
    await expect.poll(() => answerOn(page)).toContain('Jane Doe');
    expect(await page.getByRole('tab').count()).toBeGreaterThanOrEqual(8);
    await picture(page, 'graphiql');
  });

  test('has tabs with variables, with headers, and with parts that come later', async ({ page }) => {
    await expectAnswer(page, 'SearchContactsByNumber', 'john.doe@example.com');
    await expectAnswer(page, 'OtherAccount', 'Globex CRM');
    await expectAnswer(page, 'SlowPart', '"FirstName": "John"');
  });

  const dark = test.extend({ colorScheme: 'dark' });

  dark('shows the documentation of the schema, light and dark', async ({ page }) => {
    await expectAnswer(page, 'Stores', 'Merchandise');
    await page.getByRole('button', { name: /show documentation explorer/i }).click();
    await page.getByRole('link', { name: 'Mutation', exact: true }).click();
    await page.getByRole('link', { name: 'callConnectorMethod', exact: true }).click();
    await expect.poll(() => page.locator('.graphiql-doc-explorer').innerText()).toContain('Calls a connector method');
    await picture(page, 'graphiql-dark');

    const background = () =>
      page
        .locator('.graphiql-container')
        .first()
        .evaluate((element) => getComputedStyle(element).backgroundColor);
    const before = await background();
    await page.emulateMedia({ colorScheme: 'light' });
    await expect.poll(background).not.toBe(before);
  });
});

base('GraphiQL and introspection are off in production', async () => {
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
