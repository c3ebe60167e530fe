import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { catalog } from '../../src/commands/catalog.ts';
import { print } from '../../src/commands/print.ts';
import { pull } from '../../src/commands/pull.ts';
import { demoScenario, type Scenario, type ScenarioMethod, startSandbox } from '../../src/sandbox/server.ts';
import { committed, run, test } from './run.ts';

const documents = {
  'stores.graphql': `query Stores {
  accountConnector(id: 1874) {
    mailChimp {
      listStores(count: 10) {
        ...Store
        isSyncing
      }
      getStore(storeId: "1") {
        id
      }
    }
  }
}
`,
  'store.graphql': `fragment Store on MailChimpListStoresRecord {
  id
  platform
}
`,
  'contacts.graphql': `{ accountConnector(id: 1873) { northwindCrm { listContacts { id } } } }`,
};

async function write(directory: string, files: Record<string, string>): Promise<void> {
  for (const [file, text] of Object.entries(files)) await writeFile(join(directory, file), text);
}

/** As a later release would be: a method and a field are gone, and a field is of another type. */
function later(): Scenario {
  const scenario = demoScenario();
  const fieldsOf = ({ ResponseFields = [] }: ScenarioMethod) =>
    ResponseFields.filter(({ Location }) => Location !== '[stores].platform').map((field) =>
      field.Location === '[stores].is_syncing' ? Object.assign({}, field, { DataType: 'Text' }) : field,
    );
  const connectors = scenario.connectors.map((connector) => {
    if (connector.Name !== 'MailChimp') return connector;
    const methods = connector.methods
      .filter(({ Name }) => Name !== 'Get Store')
      .map((method) => Object.assign({}, method, { ResponseFields: fieldsOf(method) }));
    return Object.assign({}, connector, { methods });
  });
  return { ...scenario, connectors };
}

async function check(scenario: Scenario, args: readonly string[]) {
  await using sandbox = await startSandbox({ scenario });
  return await run(catalog, ['check', '--config', committed.config, '--account', 'demo-acme', ...args], {
    CYCLR_API_URL: sandbox.url,
    CYCLR_CLIENT_ID: 'sandbox',
    CYCLR_CLIENT_SECRET: 'sandbox',
  });
}

describe('catalog check', () => {
  test('is content while nothing breaks', async ({ directory }) => {
    await write(directory, documents);
    const { code, out, err } = await check(demoScenario(), ['--out', committed.catalogs, join(directory, '*.graphql')]);
    expect({ code, out, err }).toEqual({ code: 0, out: 'None of 3 documents breaks.', err: '' });
  });

  test('names document, line and field of everything that a new release breaks', async ({ directory }) => {
    await write(directory, documents);
    const { code, out, err } = await check(later(), ['--out', committed.catalogs, join(directory, '*.graphql')]);
    expect(code).toBe(1);
    expect(err.replaceAll(`${directory}/`, '').split('\n')).toEqual([
      'store.graphql:3:3 Cannot query field "platform" on type "MailChimpListStoresRecord".',
      'stores.graphql:6:9 Field "isSyncing" of type "MailChimpListStoresRecord" is Boolean now and would be String.',
      expect.stringMatching(/^stores\.graphql:8:7 Cannot query field "getStore" on type "MailChimpConnector"\./),
    ]);
    expect(out).toBe(
      'Changed since the last pull: MailChimp. "cyclr-gateway pull" writes the changes to the catalogs.',
    );
  });

  test('without documents tells every change that could break one', async () => {
    const { code, err } = await check(later(), ['--out', committed.catalogs]);
    expect(code).toBe(1);
    expect(err).toContain('MailChimpListStoresRecord.platform was removed.');
  });

  test('tells of a connector that is gone, and of the documents that ask for it', async ({ directory }) => {
    await write(directory, documents);
    const { connectors, accounts, ...rest } = demoScenario();
    const gone = {
      ...rest,
      connectors: connectors.filter(({ Name }) => Name !== 'MailChimp'),
      accounts: accounts.map((account) =>
        Object.assign({}, account, {
          accountConnectors: (account.accountConnectors ?? []).filter(({ connector }) => connector !== 'MailChimp'),
        }),
      ),
    };
    const { code, err } = await check(gone, ['--out', committed.catalogs, join(directory, '*.graphql')]);
    expect(code).toBe(1);
    expect(err).toContain('Cyclr has no connector "MailChimp".');
    expect(err).toContain('stores.graphql:3:5 Cannot query field "mailChimp" on type "AccountConnector".');
  });

  test('tells of a document that does not fit the catalogs already, or is none', async ({ directory }) => {
    await write(directory, { 'a.graphql': '{ nothing }', 'b.graphql': '{ accountConnectors {' });
    const { code, err } = await check(demoScenario(), ['--out', committed.catalogs, join(directory, '*.graphql')]);
    expect(code).toBe(1);
    expect(err).toContain('a.graphql:1:3 Cannot query field "nothing" on type "Query". (already)');
    expect(err).toMatch(/b\.graphql:1:\d+ Syntax Error/);
  });

  test('never checks nothing without a word', async ({ directory }) => {
    const { code, err } = await check(demoScenario(), ['--out', committed.catalogs, join(directory, '*.graphql')]);
    expect({ code, err }).toEqual({ code: 1, err: `No file fits ${directory}/*.graphql.` });
  });

  test('answers --help, and 2 to what it does not understand', async () => {
    expect(await run(catalog, ['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('catalog check') });
    expect(await run(catalog, [])).toMatchObject({
      code: 2,
      err: expect.stringContaining('A word is missing after "catalog".'),
    });
    expect(await run(catalog, ['compare'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('Unknown argument "compare".'),
    });
  });
});

describe('after a release', () => {
  test('pulling again keeps every name that is still there', async ({ directory }) => {
    await cp(committed.catalogs, directory, { recursive: true });
    await using sandbox = await startSandbox();
    for (const connector of ['Northwind CRM']) sandbox.release(connector);
    await run(pull, ['--config', committed.config, '--out', directory, '--account', 'demo-acme'], {
      CYCLR_API_URL: sandbox.url,
      CYCLR_CLIENT_ID: 'sandbox',
      CYCLR_CLIENT_SECRET: 'sandbox',
    });
    const [now, before] = await Promise.all(
      [directory, committed.catalogs].map((at) => run(print, ['--catalogs', at])),
    );
    expect(now).toEqual(before);
  });
});

describe('print', () => {
  test('prints the graph with the types of these catalogs, and without any', async ({ directory }) => {
    expect((await run(print, ['--catalogs', committed.catalogs])).out).toContain('type MailChimpListStoresRecord');
    expect((await run(print, ['--catalogs', directory])).out).not.toContain('type MailChimp');
  });

  test('says what is wrong with a catalog', async ({ directory }) => {
    await write(directory, { 'x.json': '{}' });
    const { code, err } = await run(print, ['--catalogs', directory]);
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('x.json cannot be used') });
    expect(await run(print, ['--help'])).toMatchObject({ code: 0 });
    expect(await run(print, ['--core'])).toMatchObject({ code: 2 });
  });
});
