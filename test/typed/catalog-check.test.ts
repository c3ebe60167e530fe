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
  'store.graphql': `fragment Store on MailChimpStore {
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
      'store.graphql:3:3 Cannot query field "platform" on type "MailChimpStore".',
      'stores.graphql:6:9 Field "isSyncing" of type "MailChimpStore" is Boolean now and would be String.',
      expect.stringMatching(/^stores\.graphql:8:7 Cannot query field "getStore" on type "MailChimpConnector"\./),
    ]);
    expect(out.split('\n')).toEqual([
      'A pull would change this:',
      '  MailChimp: the method "Get Store" (getStore) is gone.',
      '  MailChimp: Store.platform is gone.',
      '  MailChimp: Store.isSyncing is Text, and was Boolean.',
    ]);
  });

  test('without documents tells every change that could break one', async () => {
    const { code, err } = await check(later(), ['--out', committed.catalogs]);
    expect(code).toBe(1);
    expect(err).toContain('MailChimpStore.platform was removed.');
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

/** A release in which what is sent changes: an input is needed, one is gone, one is of another type, a value is gone. */
function stricter(): Scenario {
  const scenario = demoScenario();
  const connectors = scenario.connectors.map((connector) => {
    const methods = connector.methods.map((method): ScenarioMethod => {
      const { Name, Parameters = [], RequestFields = [] } = method;
      if (Name === 'Add Customer') {
        const needed = {
          Name: 'Region',
          TargetName: 'region',
          TargetType: 'MergeField',
          IsOptional: false,
          DataType: 'Text',
        };
        return {
          ...method,
          Parameters: [...Parameters, Object.assign({}, Parameters[0], needed, { Id: 900_001 })],
          RequestFields: RequestFields.filter(({ Location }) => Location !== 'first_name').map((field) =>
            Object.assign({}, field, field.Location === 'opt_in_status' && { DataType: 'Text' }),
          ),
        };
      }
      if (connector.Name !== 'Northwind CRM') return method;
      const fields = RequestFields.map((field) =>
        Object.assign({}, field, field.Location === 'Stage' && { Values: ['Lead', 'Customer'] }),
      );
      return { ...method, RequestFields: fields };
    });
    return Object.assign({}, connector, { methods });
  });
  return { ...scenario, connectors };
}

describe('inputs that travel through variables', () => {
  const add =
    'mutation Add($input: MailChimpAddCustomerInput!) { mailChimpAddCustomer(accountConnectorId: 1, input: $input) { id } }';
  const create =
    'mutation Create($stage: NorthwindCrmStage) { northwindCrmCreateContact(accountConnectorId: 1, input: { stage: $stage }) { id } }';

  test('break where one is new and required, is gone, is of another type, or takes a value no more', async ({
    directory,
  }) => {
    await write(directory, { 'add.graphql': add, 'create.graphql': create });
    const { code, err } = await check(stricter(), ['--out', committed.catalogs, join(directory, '*.graphql')]);
    expect(code).toBe(1);
    expect(err.replaceAll(`${directory}/`, '').split('\n')).toEqual([
      'add.graphql:1:14 "$input.firstName" would be gone from "MailChimpAddCustomerInput".',
      'add.graphql:1:14 "$input.optInStatus" of "MailChimpAddCustomerInput" is Boolean now and would be String.',
      'add.graphql:1:14 "$input.region" of type "String!" would be new and required in "MailChimpAddCustomerInput".',
      'create.graphql:1:17 "$stage" can be FORMER_CUSTOMER of the enum "NorthwindCrmStage" now, and that would be gone.',
    ]);
  });
});

describe('documents as clients have them', () => {
  test('are judged as they are sent: without what the client answers, and its own directives', async ({
    directory,
  }) => {
    await write(directory, {
      'client.graphql': `query Stores($id: ID!, $mine: Boolean!) {
        isLoggedIn @client
        cart @client { items }
        mine: accountConnector(id: $id) @connection(key: "mine") {
          isSelected(only: $mine) @client
          mailChimp { listStores @nonreactive { id ...Own @unmask ...Card @nonreactive } }
        }
        joke @rest(type: "Joke", path: "/joke") { text }
      }
      fragment Own on MailChimpStore { isFavourite @client }
      fragment Card on MailChimpStore { name isOpen @client @export(as: "open") }
      query Mine { isLoggedIn @client }`,
    });
    const { code, err } = await check(demoScenario(), ['--out', committed.catalogs, join(directory, '*.graphql')]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  test('still may have no directive that nobody knows', async ({ directory }) => {
    await write(directory, { 'a.graphql': '{ account { id @skpi(if: true) } }' });
    const { err } = await check(demoScenario(), ['--out', committed.catalogs, join(directory, '*.graphql')]);
    expect(err).toContain('a.graphql:1:16 Unknown directive "@skpi". (already)');
  });

  test('are found in programs: gql, graphql and the comment, with fragments from other files', async ({
    directory,
  }) => {
    await write(directory, {
      'queries.tsx': [
        "import { gql } from '@apollo/client';",
        "import { graphql } from './generated';",
        'export const card = gql`',
        '  fragment Card on MailChimpStore { platform }',
        '`;',
        'export const stores = graphql(/* GraphQL */ `',
        '  query Stores { accountConnector(id: 1) { mailChimp { listStores { ...Card isSyncing } } } }',
        '`);',
        'export const View = () => <p>{`no document`}</p>;',
      ].join('\n'),
      'more.ts':
        'const one = /* GraphQL */ `{ accountConnector(id: 1) { mailChimp { getStore(storeId: 1) { id } } } }`;',
    });
    const { code, err } = await check(later(), ['--out', committed.catalogs, join(directory, '*.{ts,tsx}')]);
    expect(code).toBe(1);
    expect(err.replaceAll(`${directory}/`, '').split('\n')).toEqual([
      expect.stringMatching(/^more\.ts:1:68 Cannot query field "getStore"/),
      'queries.tsx:4:37 Cannot query field "platform" on type "MailChimpStore".',
      'queries.tsx:7:77 Field "isSyncing" of type "MailChimpStore" is Boolean now and would be String.',
    ]);
  });

  test('must be there: a program without any is told', async ({ directory }) => {
    await write(directory, { 'empty.ts': 'export const one = 1;' });
    const { code, err } = await check(demoScenario(), ['--out', committed.catalogs, join(directory, '*.ts')]);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('There is no operation document in') });
  });
});

describe('CATALOG_DIR', () => {
  test('is where all commands find and leave catalogs', async ({ directory }) => {
    const env = { CATALOG_DIR: join(directory, 'catalogs') };
    expect((await run(print, [], env)).err).toContain(env.CATALOG_DIR);
    expect(await run(pull, ['--config', committed.config], env)).toMatchObject({ code: 0 });
    expect((await run(print, [], env)).out).toContain('type MailChimpStore');
    expect(await run(catalog, ['check', '--config', committed.config], env)).toMatchObject({
      code: 0,
      out: 'Nothing breaks.',
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
    expect((await run(print, ['--catalogs', committed.catalogs])).out).toContain('type MailChimpStore');
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
