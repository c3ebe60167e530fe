import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test as base } from 'vitest';
import { runProgram } from '../src/commands/program.ts';
import { createGate } from './fixtures.ts';

const field = (location: string, name: string) => ({ ConnectorField: location, DisplayName: name });
const method = (Name: string, EndPoint: string, fields: readonly object[]) => ({
  Name,
  HttpMethod: 'Get',
  EndPoint,
  ResponseFormat: { Fields: fields },
});
const definition = (fields: readonly object[], EndPoint = 'https://my.example/pets') => ({
  Name: 'My Shop',
  Methods: [method('List Pets', EndPoint, fields)],
});
const id = field('[pets].id', 'ID');
const petName = field('[pets].pet_name', 'Name');

interface Serving {
  readonly folder: string;
  readonly out: () => string;
  readonly err: () => string;
  /** Data, or the message of the first error. */
  readonly ask: (query: string, headers?: Record<string, string>) => Promise<unknown>;
  /** GraphiQL. */
  readonly page: () => Promise<string>;
}

interface Fixtures {
  readonly folder: string;
  readonly write: (name: string, content: object | string) => Promise<void>;
  readonly run: (
    args: readonly string[],
    env?: Record<string, string>,
  ) => Promise<{ code: number; out: string; err: string }>;
  readonly start: (args: readonly string[], env?: Record<string, string>) => Promise<Serving>;
}

const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures a fixture needs from its first argument
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'scenario-'));
    await use(folder);
    await rm(folder, { recursive: true });
  },
  write: async ({ folder }, use) => {
    await use((name, content) =>
      writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content, null, 1)),
    );
  },
  // oxlint-disable-next-line no-empty-pattern -- as above
  run: async ({}, use) => {
    await use(async (args, env = {}) => {
      let [out, err] = ['', ''];
      const io = { out: (text: string) => (out += `${text}\n`), err: (text: string) => (err += `${text}\n`) };
      const code = await runProgram(args, { ...io, env, signal: new AbortController().signal });
      return { code, out, err };
    });
  },
  start: async ({ folder }, use) => {
    const ending = new AbortController();
    const ended: Promise<number>[] = [];
    await use(async (args, env = {}) => {
      let [out, err] = ['', ''];
      const io = { out: (text: string) => (out += `${text}\n`), err: (text: string) => (err += `${text}\n`) };
      const variables = { LOG_LEVEL: 'silent', ...env };
      ended.push(runProgram(['serve', '--port', '0', ...args], { ...io, env: variables, signal: ending.signal }));
      await expect.poll(() => out + err).toMatch(/curl |is watched|cannot/);
      const url = /http:\/\/\S+\/graphql/.exec(out)?.[0] ?? '';
      const ask = async (query: string, headers: Record<string, string> = {}) => {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify({ query }),
        });
        const { data, errors } = (await response.json()) as { data?: unknown; errors?: readonly { message: string }[] };
        return errors?.[0]?.message ?? data;
      };
      const page = async () => (await fetch(url, { headers: { accept: 'text/html' } })).text();
      return { folder, out: () => out, err: () => err, ask, page };
    });
    ending.abort();
    await Promise.all(ended);
  },
});

/** The scenario that `from-definition` makes of `shop.json`. */
const scenario = (answers: 'app' | 'made-up' = 'made-up') => ({
  connectors: [],
  definitionFiles: [{ file: 'shop.json', answers }],
  accounts: [
    { Id: 'mine', Name: 'Mine', accountConnectors: [{ Id: 1, Name: 'Shop', connector: 'My Shop', AuthValue: 'k' }] },
  ],
});

const pets = (selection: string) => `{ accountConnector(id: 1) { myShop { listPets { ${selection} } } } }`;
const found = (pet: object) => ({ accountConnector: { myShop: { listPets: [pet] } } });

describe('serve --scenario', () => {
  test('has types for a definition, and new ones after a save of it', async ({ write, folder, start }) => {
    await write('shop.json', definition([id]));
    await write('my.json', scenario());
    const { ask, out } = await start(['--scenario', join(folder, 'my.json')]);
    expect(await ask(pets('id'))).toEqual(found({ id: 'ID 1' }));
    expect(await ask(pets('petName'))).toMatch(/Cannot query field "petName"/);

    await write('shop.json', definition([id, petName]));
    await expect.poll(() => ask(pets('id petName'))).toEqual(found({ id: 'ID 1', petName: 'Name 1' }));
    expect(out()).toContain('was read again');
  });

  test('prints a query that works as it stands, which is in GraphiQL too', async ({ write, folder, start }) => {
    await write('shop.json', definition([id, petName]));
    await write('my.json', scenario());
    const { ask, out, page } = await start(['--scenario', join(folder, 'my.json')]);
    expect(await page()).toContain('listPets');
    const { query } = JSON.parse(/-d '(.*)'/.exec(out())?.[1] ?? '{}') as { query: string };
    expect(await ask(query)).toEqual(found({ id: 'ID 1', petName: 'Name 1' }));
  });

  test('follows the scenario: accounts, connectors and records', async ({ write, folder, start }) => {
    await write('shop.json', definition([id]));
    await write('my.json', scenario());
    const { ask } = await start(['--scenario', join(folder, 'my.json')]);
    const { accounts, ...rest } = scenario();
    await write('my.json', { ...rest, accounts: [...accounts, { Id: 'other', Name: 'Other' }] });
    await expect
      .poll(() => ask('{ account { id } }', { 'x-cyclr-account': 'other' }))
      .toEqual({ account: { id: 'other' } });
  });

  test('a save with a fault keeps what was there, and says where it is', async ({ write, folder, start }) => {
    await write('shop.json', definition([id]));
    await write('my.json', scenario());
    const { ask, err } = await start(['--scenario', join(folder, 'my.json')]);
    await write('my.json', '{\n"connectors": [],\n"acounts": []\n}');
    await expect
      .poll(err)
      .toContain(
        'my.json cannot be used:\n  line 1: accounts is missing; expected a list.\n  line 3: the scenario has the unknown key "acounts". Did you mean "accounts"?\nThe gateway goes on with what it had before.',
      );
    expect(await ask(pets('id'))).toEqual(found({ id: 'ID 1' }));

    // A definition that the scenario has only now is watched too, although it has a fault.
    const { definitionFiles, ...rest } = scenario();
    await write('bad.json', '{\n"Name": 1 }');
    await write('my.json', { ...rest, definitionFiles: [...definitionFiles, { file: 'bad.json' }] });
    await expect.poll(err).toContain('bad.json cannot be used:\n  line 2: Name must be a string; got 1.');
    await write('bad.json', { Name: 'Other App', Methods: [method('List Toys', 'https://x/y', [id])] });
    await expect
      .poll(() => ask('{ __type(name: "OtherAppConnector") { name } }'))
      .toEqual({ __type: { name: 'OtherAppConnector' } });
  });

  test('a request ends on what it began with', async ({ write, folder, start }) => {
    const [arrival, gate] = [createGate(), createGate()];
    const app = createServer((_request, response) => {
      arrival.open();
      void gate.opened.then(() => response.setHeader('content-type', 'application/json').end('{"pets":[{"id":"7"}]}'));
    });
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
    const EndPoint = `http://127.0.0.1:${(app.address() as AddressInfo).port}/pets`;
    await write('shop.json', definition([id], EndPoint));
    await write('my.json', scenario('app'));
    const { ask } = await start(['--scenario', join(folder, 'my.json')]);
    const begun = ask(pets('id'));
    await arrival.opened;
    await write('shop.json', definition([petName], EndPoint));
    await expect
      .poll(() => ask('{ __type(name: "MyShopPet") { fields { name } } }'))
      .toMatchObject({
        __type: { fields: expect.arrayContaining([{ name: 'petName' }]) },
      });
    gate.open();
    expect(await begun).toEqual(found({ id: '7' }));
    app.close();
  });

  test('catalogs give their names, and are watched', async ({ write, folder, start }) => {
    await write('shop.json', definition([id]));
    await write('my.json', scenario());
    await mkdir(join(folder, 'catalogs'));
    const identifier = '3e5701e2-2db2-4f19-ba18-502cb637fc17';
    await write('shop.json', {
      Name: 'My Shop',
      Methods: [{ ...method('List Pets', 'https://x/y', [id]), MethodUniqueIdentifier: identifier }],
    });
    const { ask } = await start(['--scenario', join(folder, 'my.json')], { CATALOG_DIR: join(folder, 'catalogs') });
    const listed = '{ accountConnector(id: 1) { myShop { animals { id } } } }';
    expect(await ask(listed)).toMatch(/Cannot query field "animals"/);
    await write(
      'catalogs/my-shop.json',
      `{ "connector": "My Shop", "field": "myShop", "methods": [{ "field": "animals", "identifier": "${identifier}", "name": "List Pets" }] }`,
    );
    await expect.poll(() => ask(listed)).toEqual({ accountConnector: { myShop: { animals: [{ id: 'ID 1' }] } } });
  });

  test('versions of one connector have fields of their own', async ({ write, folder, start }) => {
    const of = (Version: string) => ({ ...definition([id]), Version });
    await write('my.json', { connectors: [], definitions: [of('v1'), of('v2')], accounts: scenario().accounts });
    const { out } = await start(['--scenario', join(folder, 'my.json')]);
    expect(out()).toContain('My Shop (myShopV1, 1 method), My Shop (myShopV2, 1 method)');
  });

  const plain: readonly (readonly [
    what: string,
    args: readonly string[],
    env: Record<string, string>,
    code: number,
    message: RegExp,
  ])[] = [
    [
      'a real Cyclr',
      ['serve', '--scenario', 'x.json'],
      { CYCLR_API_URL: 'https://api.cyclr.com' },
      2,
      /"--scenario" runs the sandbox, and CYCLR_API_URL names a real Cyclr\. Leave one of them out\./,
    ],
    [
      'a host without a scenario',
      ['serve', '--allow-host', 'x'],
      {},
      2,
      /"--allow-host" is for the connectors of a scenario/,
    ],
    [
      'a file that is not there',
      ['serve', '--scenario', '/nowhere.json'],
      {},
      1,
      /^The gateway cannot start\. The scenario \/nowhere\.json cannot be used:\n {2}the file cannot be read: there is no such file\.\n$/,
    ],
    [
      'a definition that is not there',
      ['sandbox', 'from-definition', '/nowhere.json'],
      {},
      1,
      /^The definition \/nowhere\.json cannot be used:\n {2}the file cannot be read: there is no such file\.\n$/,
    ],
    [
      'a scenario of the sandbox that is not there',
      ['sandbox', '--scenario', '/nowhere.json'],
      {},
      1,
      /^The scenario \/nowhere\.json cannot be used:\n {2}the file cannot be read: there is no such file\.\n$/,
    ],
  ];
  test.for(plain)('with %s is refused', async ([, args, env, code, message], { run }) => {
    const ended = await run(args, env);
    expect(ended.code).toBe(code);
    expect(ended.err).toMatch(message);
  });
});

describe('docs/own-connector.md', () => {
  const page = readFileSync(join(import.meta.dirname, '../docs/own-connector.md'), 'utf8').replaceAll(/^ {3}/gm, '');
  /** Queries, with the answers after them. */
  const pairs = Array.from(page.matchAll(/```graphql\n([^]*?)```\s+```json\n([^]*?)```/g), ([, ...pair]) => pair);
  const block = (mark: string) => page.split(`\`\`\`${mark}\n`)[1]?.split('```')[0] ?? '';

  test('works as it stands', async ({ write, folder, run, start }) => {
    await write('my-connector.json', block('json my-connector.json'));
    const { out } = await run(['sandbox', 'from-definition', join(folder, 'my-connector.json')]);
    await write('my-scenario.json', out);
    const { ask } = await start(['--scenario', join(folder, 'my-scenario.json')]);
    for (const [query = '', answer = ''] of pairs) expect({ data: await ask(query) }).toEqual(JSON.parse(answer));
    expect(pairs).toHaveLength(2);

    const added = /Add `(\{.*?\})`/.exec(page)?.[1] ?? '';
    const nameField = '{ "ConnectorField": "[contacts].name", "DisplayName": "Name" }';
    expect(block('json my-connector.json')).toContain(nameField);
    await write('my-connector.json', block('json my-connector.json').replace(nameField, `${nameField}, ${added}`));
    await expect
      .poll(() => ask('{ accountConnector(id: 1000) { myCrm { listContacts { eMail } } } }'))
      .toEqual({ accountConnector: { myCrm: { listContacts: [{ eMail: 'Email 1' }] } } });
  });
});

test('sandbox from-definition prints a scenario that is served', async ({ write, folder, run, start }) => {
  await write('shop.json', definition([id]));
  const { code, out } = await run(['sandbox', 'from-definition', join(folder, 'shop.json')]);
  expect(code).toBe(0);
  await write('my.json', out);
  const { ask } = await start(['--scenario', join(folder, 'my.json')]);
  const query = '{ accountConnector(id: 1000) { name myShop { listPets { id } } } }';
  expect(await ask(query)).toEqual({ accountConnector: { name: 'My Shop', myShop: { listPets: [{ id: 'ID 1' }] } } });
});
