import axeCore from 'axe-core';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { servePage } from '../examples/react/page-server.ts';
import type { Settings } from '../examples/react/settings.ts';
import { serveDemoGateway, startDemo } from '../examples/react/start.ts';
import type { Gateway } from '../src/gateway.ts';
import type { Sandbox } from '../src/sandbox/server.ts';
import { silentLog } from '../src/telemetry/log.ts';
import { desk, picture, requestsElsewhere, test as base } from './browser.ts';
import { callsTo, crm } from './fixtures.ts';
import { chromium } from './needs.ts';

interface Fixtures {
  /** The server of the page, for all tests: what it tells a page is the newest gateway. */
  readonly pages: { readonly url: string; settings: Settings | undefined };
  /** The demo with a gateway of the test's own. */
  readonly demo: { readonly url: string; readonly gatewayUrl: string; readonly gateway: Gateway };
  readonly sandbox: Sandbox;
  /** What the page complained of. Nothing, when a test ends. */
  readonly faults: string[];
  /** The page, opened. */
  readonly page: Page;
}

const test = base.extend<Fixtures>({
  pages: [
    // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures a fixture needs from its first argument
    async ({}, use) => {
      const settings = () => pages.settings ?? expect.fail('No test has opened the page yet.');
      await using server = await servePage({ port: 0, settings, watch: false });
      const pages: Fixtures['pages'] = { url: server.url, settings: undefined };
      await use(pages);
    },
    { scope: 'file' },
  ],
  demo: async ({ pages }, use) => {
    await using gateway = await serveDemoGateway({ pageUrl: pages.url, port: 0, log: silentLog });
    pages.settings = gateway.settings;
    await use({ url: pages.url, gatewayUrl: gateway.url, gateway: gateway.gateway });
  },
  sandbox: async ({ demo }, use) => {
    if (demo.gateway.sandbox === undefined) throw new Error('This gateway has no sandbox.');
    await use(demo.gateway.sandbox);
  },
  // oxlint-disable-next-line no-empty-pattern
  faults: async ({}, use) => {
    const faults: string[] = [];
    await use(faults);
    expect(faults).toEqual([]);
  },
  page: async ({ tab: page, demo, faults }, use) => {
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(String(error)));
    const elsewhere = requestsElsewhere(page, [demo.url, demo.gatewayUrl]);
    await page.goto(demo.url);
    await use(page);
    expect(elsewhere).toEqual([]);
  },
});

const inBrowser = test.runIf(chromium);

test('the page that "npm run demo" serves is told of its gateway, which answers', async () => {
  await using demo = await startDemo({ gatewayPort: 0, pagePort: 0, watch: false, log: silentLog });
  expect(await (await fetch(demo.url)).text()).toContain(`"gateway":"${demo.gatewayUrl}"`);
  const asked = await fetch(demo.gatewayUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: demo.url },
    body: '{"query":"{ __typename }"}',
  });
  expect(await asked.json()).toEqual({ data: { __typename: 'Query' } });
  expect(asked.headers.get('access-control-allow-origin')).toBe(demo.url);
});

inBrowser('a connector is chosen, one of its methods, and a form made from its schema calls it', async ({ page }) => {
  await page.getByRole('link', { name: 'Sales CRM' }).waitFor();
  // A letter stands in the place of an icon until it is there.
  await expect
    .poll(() => linksIn(page, 'Account connectors'))
    .toEqual([
      'Sales CRM Northwind CRM',
      'Newsletter Shop MailChimp',
      'Books LedgerBooks v3',
      'Product Analytics Pulse Analytics',
      'Files Filebox',
      'Order Hooks Hookline',
      'Old CRM Reconnect Northwind CRM',
    ]);

  await page.getByRole('link', { name: 'Sales CRM' }).click();
  await page.getByRole('searchbox', { name: 'Search methods' }).fill('search contact');
  await expect
    .poll(() => linksIn(page, 'Methods of Sales CRM'))
    .toEqual(['Search Contacts Read Finds contacts by what their fields hold.']);
  await page.getByRole('searchbox', { name: 'Search methods' }).fill('');
  await page.getByRole('link', { name: 'Search Contacts' }).click();

  await page.getByLabel('Last Name').fill('Doe');
  await page.getByRole('radiogroup', { name: 'Active Only' }).getByRole('radio', { name: 'Yes' }).check();
  expect(JSON.parse(await page.getByRole('region', { name: 'Variables' }).innerText())).toEqual({
    connector: '1873',
    method: 'Search Contacts',
    parameters: { activeOnly: true },
    fields: { LastName: 'Doe' },
  });

  await call(page);
  await page.getByRole('cell', { name: 'Jane Doe', exact: true }).waitFor();
  expect(await page.getByRole('columnheader').allInnerTexts()).toEqual([
    'Id',
    'FirstName',
    'LastName',
    'Name',
    'Email',
  ]);
  expect(await page.getByText(/^2 records in \d+ ms$/).count()).toBe(1);
  await picture(page, 'react');

  await page.emulateMedia({ colorScheme: 'dark' });
  await picture(page, 'react-dark');
});

inBrowser('a write is a mutation, and is done', async ({ page, sandbox }) => {
  await open(page, 'Sales CRM', 'Create Contact');
  await page.getByLabel('First Name').fill('Grace');
  await page.getByLabel('Last Name').fill('Hopper');
  // Looked up in the third-party app.
  await page.getByLabel('Owner', { exact: true }).selectOption('Olivia Owner (7)');
  await page.getByLabel('Stage').selectOption('Customer');
  expect(await page.getByRole('region', { name: 'Document' }).innerText()).toContain('mutation WriteMethod');

  await call(page);
  await page.getByRole('cell', { name: 'Hopper', exact: true }).waitFor();
  expect(callsTo(sandbox)).toEqual([`${crm.id} ${crm.createContact}`]);

  await page.getByRole('link', { name: 'Search Contacts' }).click();
  await page.getByLabel('Last Name').fill('Hopper');
  await call(page);
  await page.getByRole('cell', { name: 'Grace', exact: true }).waitFor();
});

inBrowser('what is wrong is told at its input, and what was meant is a click away', async ({ page }) => {
  await open(page, 'Sales CRM', 'Get Contact');
  const id = page.getByLabel('Contact ID');
  await call(page);
  await failure(page, 'BAD_USER_INPUT').waitFor();
  await expect.poll(() => id.getAttribute('aria-invalid')).toBe('true');
  expect(await page.locator(`[id="${await id.getAttribute('aria-describedby')}"]`).innerText()).toContain(
    "Parameter 'Contact ID' is required.",
  );
  // Who uses the keyboard goes on there.
  expect(await id.evaluate((input) => input === document.activeElement)).toBe(true);

  await page.getByRole('radio', { name: 'JSON' }).check();
  await page
    .getByLabel('Parameters and fields, by name')
    .fill(JSON.stringify({ parameters: { ContctId: 1002 } }, null, 2));
  await call(page);
  await page.getByText('There is no parameter "ContctId".').first().waitFor();
  await picture(page, 'react-error');

  await page.getByRole('button', { name: 'Use ContactId' }).click();
  await call(page);
  await page.getByRole('cell', { name: 'Jane', exact: true }).waitFor();
});

inBrowser('an account connector that must be reconnected says so', async ({ page }) => {
  await open(page, 'Old CRM', 'Create Contact');
  await page.getByText('Old CRM must be reconnected').waitFor();
  await page.getByLabel('Last Name').fill('Doe');
  await call(page);

  const shown = failure(page, 'CONNECTOR_NOT_AUTHENTICATED');
  await shown.waitFor();
  const text = await shown.innerText();
  expect(text).toContain('Reconnect Old CRM');
  expect(text).toContain('account connector 1879');
  expect(text).toMatch(/Request\s+[\w-]{36}/);
});

inBrowser('what is worth trying again is tried again, and what must wait counts down', async ({ page, sandbox }) => {
  await open(page, 'Sales CRM', 'Search Contacts');

  // The gateway gives up after three tries of its own: the fourth call is the page's second.
  const away = sandbox.fail({ fault: { name: 'html', status: 503 }, on: crm.searchContacts, times: 3 });
  await call(page);
  await page.getByRole('cell', { name: 'Jane Doe', exact: true }).waitFor();
  expect(away.met).toBe(3);

  const limited = sandbox.fail({
    fault: { name: 'rate-limited', retryAfter: '30', by: 'app' },
    on: crm.searchContacts,
  });
  await call(page);
  const shown = failure(page, 'RATE_LIMITED');
  await shown.getByRole('button', { name: /^Try again in \d+ s$/ }).waitFor();
  await shown.getByRole('button', { name: /^Try again in [12]?\d s$/ }).waitFor();
  expect(await shown.getByRole('button', { name: /Try again/ }).isDisabled()).toBe(true);
  expect(limited.met).toBe(1);
});

inBrowser('a write that may have been applied is not sent again unasked', async ({ page, sandbox }) => {
  await open(page, 'Sales CRM', 'Create Contact');
  await page.getByLabel('Last Name').fill('Twice');
  sandbox.fail({ fault: { name: 'reset' }, on: crm.createContact, times: 1 });
  await call(page);

  const shown = failure(page, 'UPSTREAM_UNAVAILABLE');
  await shown.waitFor();
  expect(await shown.innerText()).toContain('UNCERTAIN');
  expect(callsTo(sandbox)).toHaveLength(1);

  await page.getByRole('radiogroup', { name: 'Kind of method' }).getByRole('radio', { name: 'Read' }).check();
  expect(await page.getByRole('link', { name: 'Create Contact' }).count()).toBe(0);
});

inBrowser('a gateway that cannot be reached is no blank page', async ({ page, demo, faults }) => {
  await open(page, 'Sales CRM', 'Search Contacts');
  await page.route(demo.gatewayUrl, (route) => route.abort());
  await call(page);
  const shown = failure(page, 'NETWORK');
  await shown.waitFor();
  // The browser's own word for it.
  expect(faults.splice(0)).toEqual(['Failed to load resource: net::ERR_FAILED']);

  await page.unroute(demo.gatewayUrl);
  await shown.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('cell', { name: 'Jane Doe', exact: true }).waitFor();
});

inBrowser('a list is read on over its pages, and says whether it is all', async ({ page, sandbox }) => {
  await open(page, 'Sales CRM', 'List Contacts');
  await page.getByLabel('Limit').fill('2');
  await call(page);
  const list = page.getByRole('region', { name: 'The whole list', exact: true });
  await list.getByText('An answer may be one page of several.').waitFor();

  // The call is the first page, and its answer is not asked for twice in one request.
  sandbox.fail({ fault: { name: 'app-refuses', status: 422 }, on: crm.listContacts, skip: 1, times: 1 });
  await list.getByRole('button', { name: 'Read over its pages' }).click();
  await list.getByText(/^2 records, and that is not all\. The next page failed/).waitFor();
  await list.getByRole('button', { name: 'Load more' }).click();
  await list.getByText(/^All 4 records\. /).waitFor();
  expect(await list.getByRole('row').count()).toBe(5);
  expect(await list.getByRole('button', { name: 'Load more' }).count()).toBe(0);
  await list.scrollIntoViewIfNeeded();
  await picture(page, 'whole-list');
});

inBrowser('every digit of a long number is shown, and a secret is not', async ({ page }) => {
  await open(page, 'Product Analytics', 'List Users');
  await call(page);
  await page.getByRole('cell', { name: '9223372036854775807', exact: true }).waitFor();

  await open(page, 'Newsletter Shop', 'List Lists');
  const key = page.getByLabel('API Key Override');
  expect(await key.getAttribute('type')).toBe('password');
  await key.fill('hunter2');
  await page.getByRole('region', { name: 'Variables' }).getByText('••••••••').waitFor();
  expect(await page.locator('body').innerText()).not.toContain('hunter2');

  // Nor under a key that the form does not know, such as its number.
  await page.getByRole('radio', { name: 'JSON' }).check();
  await page.getByLabel('Parameters and fields, by name').fill('{ "parameters": { "400499": "hunter3" } }');
  await page.getByRole('region', { name: 'Variables' }).getByText('400499').waitFor();
  expect(await page.getByRole('region', { name: 'Variables' }).innerText()).not.toContain('hunter3');
});

inBrowser('an answer without records says so', async ({ page }) => {
  await open(page, 'Product Analytics', 'Get Status');
  await page.getByText('It takes no inputs.').waitFor();
  await call(page);
  await page.getByText('its answer holds no records').waitFor();
});

inBrowser('another account has other connectors, and nothing of the first', async ({ page }) => {
  await open(page, 'Sales CRM', 'Search Contacts');
  await page.getByLabel('Account', { exact: true }).selectOption('Globex');
  await expect.poll(() => linksIn(page, 'Account connectors')).toHaveLength(2);
  expect(await page.getByRole('heading', { name: 'Search Contacts' }).count()).toBe(0);
  expect(await page.locator('a[href*="1873"]').count()).toBe(0);

  await page.goBack();
  await page.getByRole('heading', { name: 'Search Contacts' }).waitFor();
});

inBrowser('on a phone it is one step at a time, and nothing is wider than the screen', async ({ page }) => {
  await page.setViewportSize({ width: 400, height: 800 });
  await open(page, 'Books', 'Create Invoice');
  await page.getByLabel('Customer').fill('24');
  await page.getByLabel('Amount').fill('35');
  await page.getByLabel('Tags 1').fill('urgent');
  await call(page);
  await page.getByText(/^1 record in/).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(400);

  await page.getByRole('link', { name: 'Books', exact: true }).click();
  await page.getByRole('link', { name: 'All account connectors' }).click();
  await page.getByRole('link', { name: 'Old CRM' }).waitFor();
});

inBrowser('a place that is not there says so, on a phone too, and leads back', async ({ page, demo }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(`${demo.url}/#/demo-acme/9999`);
  await page.getByRole('heading', { name: 'The account has no such account connector' }).waitFor();
  await page.getByRole('link', { name: 'All account connectors' }).click();
  await page.getByRole('link', { name: 'Sales CRM' }).waitFor();
});

inBrowser('the request is shown with the types of its connector, which the gateway answers', async ({ page, demo }) => {
  await open(page, 'Sales CRM', 'Create Contact');
  await page.getByLabel('Last Name').fill('Hopper');
  await page.getByLabel('Stage').selectOption('Former Customer');
  await page.getByRole('radio', { name: 'Typed' }).check();
  const [query, variables] = [await textOf(page, 'Document'), await textOf(page, 'Variables')];
  expect(query).toContain('northwindCrmCreateContact');
  expect(variables).toContain('"stage": "FORMER_CUSTOMER"');

  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ query, variables: JSON.parse(variables) as unknown });
  const answer = await (await fetch(demo.gatewayUrl, { method: 'POST', headers, body })).json();
  expect(answer).toMatchObject({ data: { northwindCrmCreateContact: { lastName: 'Hopper' } } });

  // An application without a catalog has no types.
  await open(page, 'Files', 'Get Bucket');
  await page.getByRole('radio', { name: 'curl' }).waitFor();
  expect(await page.getByRole('radio', { name: 'Typed' }).count()).toBe(0);
});

inBrowser('wherever one is, the page says so, and axe finds nothing', async ({ page, demo }) => {
  await page.getByRole('link', { name: 'Sales CRM' }).waitFor();
  await expectSound(page, 'Account connectors');

  await page.getByRole('link', { name: 'Sales CRM' }).click();
  await page.getByRole('link', { name: 'Search Contacts' }).waitFor();
  await expectSound(page, 'Sales CRM');

  await open(page, 'Sales CRM', 'Create Contact');
  await page.getByRole('option', { name: 'Olivia Owner (7)' }).waitFor({ state: 'attached' });
  expect(await page.getByLabel('Last Name').getAttribute('aria-required')).toBe('true');
  await page.getByText('required', { exact: true }).waitFor();
  await page.getByRole('radio', { name: 'Typed' }).check();
  await expectSound(page, 'Create Contact · Sales CRM');

  await page.getByLabel('Last Name').fill('Doe');
  await call(page);
  await page.getByText(/^1 record in/).waitFor();
  await expectSound(page, 'Create Contact · Sales CRM');

  await page.getByRole('radiogroup', { name: 'Fill in as' }).getByRole('radio', { name: 'JSON' }).check();
  await page.getByLabel('Parameters and fields, by name').fill('{ "fields": { "LastNam": "Doe" } }');
  await call(page);
  await page.getByRole('button', { name: 'Use LastName' }).first().waitFor();
  await expectSound(page, 'Create Contact · Sales CRM');

  await page.goto(`${demo.url}/#/demo-acme/9999`);
  await page.getByRole('heading', { name: 'The account has no such account connector' }).waitFor();
  await expectSound(page, 'Not found');
});

/** What axe finds, in both colour schemes, on a desk and on a phone; and whether the page says where one is. */
async function expectSound(page: Page, place: string): Promise<void> {
  const found: unknown[] = [];
  // Colours that change slowly are not those that are meant.
  await page.addStyleTag({ content: '* { transition: none !important; }' });
  await page.evaluate(`globalThis.axe ?? (() => { ${axeCore.source} })()`);
  for (const width of [1400, 390]) {
    await page.setViewportSize({ width, height: 844 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      found.push(...(await violationsOn(page)).map((violation) => ({ width, colorScheme, ...violation })));
    }
    expect(await page.locator('main:visible').count()).toBe(1);
    expect(await page.locator('h1:visible').count()).toBe(1);
    expect(await page.getByText('Account', { exact: true }).isVisible()).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  }
  await page.setViewportSize(desk);
  await expect.poll(() => page.title()).toBe(`${place} · cyclr-gateway`);
  expect(found).toEqual([]);
}

/** Read in the page: what axe found in order there is a hundred times as much. */
function violationsOn(page: Page): Promise<readonly object[]> {
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof axeCore };
    const { violations } = await axe.run({ resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }));
  });
}

async function textOf(page: Page, region: string): Promise<string> {
  return page.getByRole('region', { name: region }).innerText();
}

async function open(page: Page, connector: string, method: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Account connectors' }).getByRole('link', { name: connector }).click();
  await page
    .getByRole('navigation', { name: `Methods of ${connector}` })
    .getByRole('link', { name: new RegExp(`^${method} (?:Read|Write)`) })
    .click();
  await page.getByRole('heading', { name: method, exact: true }).waitFor();
}

async function call(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Call', exact: true }).click();
}

function failure(page: Page, code: string): Locator {
  return page.getByRole('alert').filter({ hasText: code });
}

/** What the links of a part of the page say, each on one line. */
async function linksIn(page: Page, navigation: string): Promise<readonly string[]> {
  const texts = await page.getByRole('navigation', { name: navigation }).getByRole('link').allInnerTexts();
  return texts.map((text) => text.replaceAll(/\s+/g, ' ')).filter((text) => text !== 'All account connectors');
}
