import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { parseConfig } from '../src/config/config.ts';
import { createGateway } from '../src/gateway.ts';
import { readExamples } from '../src/http/graphiql/examples.ts';
import { silentLog } from '../src/telemetry/log.ts';
import { picture, requestsElsewhere, test as base } from './browser.ts';
import { chromium } from './needs.ts';

const test = base.extend<{ url: string; colorScheme: 'light' | 'dark'; page: Page }>({
  colorScheme: 'light',
  url: async ({ port }, use) => use(`http://127.0.0.1:${port}`),
  page: async ({ tab: page, url, colorScheme }, use) => {
    await page.emulateMedia({ colorScheme });
    const elsewhere = requestsElsewhere(page, [url]);
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => void faults.push(message));
    page.on('console', (message) => void (message.type() === 'error' && faults.push(message.text())));
    await page.goto(url);
    await page.locator('.graphiql-query-editor .view-line').first().waitFor();
    await use(page);
    expect({ elsewhere, faults }).toEqual({ elsewhere: [], faults: [] });
  },
});

/** What an editor shows; it writes spaces as ones that do not break. */
async function textIn(page: Page, selector: string): Promise<string> {
  return (await page.locator(selector).first().innerText()).replaceAll('\u00a0', ' ');
}

const answerOn = (page: Page) => textIn(page, '.result-window');

/** Presses the button of the mouse once in the middle of a tab, where it stands now. */
async function click(page: Page, tab: string): Promise<void> {
  const button = page.getByRole('button', { name: tab, exact: true });
  await button.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await button.boundingBox()) ?? expect.fail();
  await page.mouse.click(x + width / 2, y + height / 2);
}

/** The editors of the page, as the page itself reaches them. */
interface Monaco {
  readonly editor: {
    getModels(): readonly { readonly uri: { readonly path: string }; setValue(text: string): void }[];
    getModelMarkers(
      filter: object,
    ): readonly { readonly resource: { readonly path: string }; readonly message: string }[];
  };
}

/** Replaces the text of an editor, by the file that it edits. */
const write = (page: Page, file: string, text: string) =>
  page.evaluate(
    ([name = '', value = '']) => {
      const { monaco } = globalThis as unknown as { monaco: Monaco };
      monaco.editor
        .getModels()
        .find(({ uri }) => uri.path.endsWith(name))
        ?.setValue(value);
    },
    [file, text],
  );

/** What is said of what is underlined in an editor. */
const underlinedIn = (page: Page, file: string) =>
  page.evaluate((name) => {
    const { monaco } = globalThis as unknown as { monaco: Monaco };
    return monaco.editor
      .getModelMarkers({})
      .filter(({ resource }) => resource.path.endsWith(name))
      .map(({ message }) => message);
  }, file);

/** Opens a tab and asks until it answers so: GraphiQL takes a moment to know the operation of another tab. */
async function expectAnswer(page: Page, tab: string, answer: string): Promise<void> {
  await click(page, tab);
  const asked = async () => {
    const shown = await answerOn(page);
    // CallScope clears what is shown.
    if (!shown.includes(answer)) await page.getByRole('button', { name: /execute query/i }).click();
    return shown;
  };
  await expect.poll(asked, { interval: 500 }).toContain(answer);
}

describe.runIf(chromium)('GraphiQL', () => {
  test('loads without asking any other host, and its examples answer', async ({ page }) => {
    await page.getByRole('button', { name: /execute query/i }).click();
    await expect.poll(() => answerOn(page)).toContain('Jane Doe');
    expect(await page.getByRole('tab').count()).toBeGreaterThanOrEqual(8);
    await picture(page, 'graphiql');

    // Tabs with variables, with headers, and with parts that come later.
    await expectAnswer(page, 'SearchContactsByNumber', 'john.doe@example.com');
    await expectAnswer(page, 'OtherAccount', 'Globex CRM');
    await expectAnswer(page, 'SlowPart', '"FirstName": "John"');
  });

  test('opens each tab at the first click of the mouse', async ({ page }) => {
    const documents = (await readExamples()).map(({ query }) => query);
    const [first, ...others] = documents.map((text) => /^(?:query|mutation) (\w+)/m.exec(text) ?? expect.fail());
    for (const [operation, name = ''] of [...others, first ?? expect.fail()]) {
      await click(page, name);
      await expect.poll(() => page.locator('.graphiql-tab-active').innerText()).toContain(name);
      await expect.poll(() => textIn(page, '.graphiql-query-editor .view-lines')).toContain(operation);
    }
  });

  test('underlines variables that are wrong, and none of the types JSON, JSONObject and Decimal', async ({ page }) => {
    await click(page, 'SearchContactsByNumber');
    await expect.poll(() => textIn(page, '.graphiql-editor-tool .view-lines')).toContain('400123');
    const query = 'query A($j: JSON!, $o: JSONObject, $l: [JSON!], $d: Decimal, $n: Int) { __typename }';
    const right = { j: { a: [{}] }, o: { a: { b: null } }, l: [{ a: 1 }, [2]], d: 1.5 };
    await write(page, 'operation.graphql', query);
    await write(page, 'variables.json', JSON.stringify({ ...right, n: 'one' }));
    const underlined = () => underlinedIn(page, 'variables.json');
    await expect.poll(underlined).toEqual([expect.stringContaining('Expected one of integer, null')]);
    await write(page, 'variables.json', JSON.stringify({ ...right, n: 1 }));
    await expect.poll(underlined).toEqual([]);
  });

  test('is loaded once, and kept by the browser', async ({ page, asked }) => {
    const files = () => asked.filter((one) => one.startsWith('GET /graphql?graphiql='));
    /** A worker has found a mistake: nothing more is loaded then. */
    const isComplete = async () => {
      await page.waitForFunction('globalThis.monaco?.editor.getModels().length > 0');
      await write(page, 'operation.graphql', '{ nope }');
      await expect.poll(() => underlinedIn(page, 'operation.graphql')).toHaveLength(1);
    };
    await isComplete();
    // Style, icon, two scripts, and a worker for each of three languages.
    await expect.poll(() => new Set(files()).size).toBe(7);
    const before = files();
    await page.reload();
    await isComplete();
    expect(files()).toEqual(before);
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
