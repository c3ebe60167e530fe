import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect } from 'vitest';
import { parseScenario, startSandbox } from '../../src/sandbox/server.ts';
import { at, type Client, listOf } from '../audits/client.ts';
import { callByName, clientOf, test as base, numberIn } from './fixtures.ts';

interface Seen {
  readonly line: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

interface App extends AsyncDisposable {
  readonly url: string;
  readonly seen: Seen[];
  /** What it answers from now on. */
  answer: { readonly status: number; readonly type: string; readonly body: string };
}

/** A third-party app that keeps what it is asked. */
async function startApp(): Promise<App> {
  const seen: Seen[] = [];
  const app = {
    url: '',
    seen,
    answer: { status: 200, type: 'application/json', body: '{"people":[{"id":12345678901234567890}]}' },
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.push({
        line: `${request.method} ${request.url}`,
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      });
      response.writeHead(app.answer.status, { 'content-type': app.answer.type, location: 'http://127.0.0.1:1/' });
      response.end(app.answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(app, {
    url: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

const definition = {
  Name: 'People App',
  UniqueIdentifier: '77777777-2222-4333-8444-555555555500',
  Version: '1',
  AuthType: 'ApiKey',
  Description: 'Keeps people.',
  Status: 'Approved',
  ReleaseStatus: 'Released',
  ProductAddon: { Categories: [{ Category: { ColorCode: '#fff', Name: 'CRM' } }], Published: true },
  Parameters: [
    { TargetType: 'MergeField', TargetName: 'BaseUrl', DisplayName: 'Base URL', IsAccountConnectorProperty: true },
    { TargetType: 'HttpHeader', TargetName: 'X-Key', DisplayName: 'Key', DefaultValue: 'Key {{Cyclr_Auth_ApiKey}}' },
    { TargetName: 'X-Team', DisplayName: 'Team', IsAccountConnectorProperty: true },
  ],
  Triggers: [
    {
      Name: 'Lookup People',
      MethodName: 'List People',
      IdentifierKey: '[people].id',
      HumanReadableKey: '[people].name',
    },
  ],
  Methods: [
    {
      Name: 'List People',
      Category: 'People',
      MethodType: 'Action',
      HttpMethod: 'Get',
      DataType: 'Json',
      EndPoint: 'http://{{BaseUrl}}/teams/{{Team}}/people?sort=name',
      MethodUniqueIdentifier: '77777777-2222-4333-8444-555555555501',
      Script: 'function after_action() { return true; }',
      Parameters: [
        { TargetType: 'MergeField', TargetName: 'Team', DisplayName: 'Team', DefaultValue: 'all' },
        { TargetType: 'QueryString', TargetName: 'q', DisplayName: 'Query', IsOptional: true },
        { TargetType: 'QueryString', TargetName: 'limit', DisplayName: 'Limit', Hide: true, DefaultValue: '50' },
        { TargetType: 'HttpHeader', TargetName: 'X-Trace', DisplayName: 'Trace', IsOptional: true },
      ],
      ResponseFormat: { Fields: [{ ConnectorField: '[people].id', DisplayName: 'ID', DataType: 'Integer' }] },
    },
    {
      Name: 'Create Person',
      Category: 'People',
      HttpMethod: 'Post',
      EndPoint: 'http://{{BaseUrl}}/people',
      RequestFormat: {
        Fields: [
          { ConnectorField: 'person.name', DisplayName: 'Name' },
          { ConnectorField: '[tags]', DisplayName: 'Tags', IsOptional: true },
          { ConnectorField: '[phones].number', DisplayName: 'Phone', IsOptional: true },
        ],
      },
    },
    {
      Name: 'Search People',
      Category: 'People',
      HttpMethod: 'Post',
      DataType: 'Form',
      EndPoint: 'http://{{BaseUrl}}/search',
      RequestFormat: { Fields: [{ ConnectorField: 'name', DisplayName: 'Name' }] },
    },
  ],
};

const test = base.extend<{ app: App; installed: number }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures a fixture needs from its first argument
  app: async ({}, use) => {
    await using app = await startApp();
    await use(app);
  },
  installed: async ({ client, app }, use) => {
    expect((await client.ask('POST', 'account/connectors/custom', { body: definition })).status).toBe(200);
    await use(await install(client, app.url));
  },
});

async function install(client: Client, host: string): Promise<number> {
  const { json } = await client.ask('POST', 'connectors/People App/install', {
    body: {
      Name: `People ${host}`,
      AuthValue: 'k-1',
      Properties: [
        { Name: 'BaseUrl', Value: host },
        { Name: 'X-Team', Value: 'blue' },
      ],
    },
  });
  return numberIn(json, 'Id');
}

const method = (name: string, accountConnector: number) => ({
  accountConnector,
  connector: 'People App',
  method: name,
});

describe('an uploaded definition', () => {
  test('is listed, without what is hidden', async ({ client, installed }) => {
    expect(installed).toBeGreaterThan(0);
    const custom = listOf((await client.ask('GET', 'account/connectors/custom')).json);
    expect(custom).toMatchObject([{ Name: 'People App', Version: '1', Categories: ['CRM'] }]);
    const methods = listOf((await client.ask('GET', `connectors/${numberIn(custom[0], 'Id')}/methods`)).json);
    expect(methods.map((one) => at(one, 'Name'))).toEqual(['Create Person', 'List People', 'Search People']);
    expect(listOf(at(methods[1], 'Parameters')).map((one) => at(one, 'TargetName'))).toEqual(['Team', 'q', 'X-Trace']);
    const names = async (query: string) =>
      listOf((await client.ask('GET', `connectors?query=People&includeCustomConnectors=${query}`)).json);
    expect(await names('true')).toHaveLength(1);
    expect(await names('false')).toEqual([]);
  });

  test('is called: parameters go into endpoint, query and headers', async ({ client, app, installed }) => {
    const inputs = { parameters: { Team: 'a/b ?x', q: 'Zoë & co', 'X-Trace': 't\r\nX-Evil: 1' } };
    const { status, text } = await callByName(client, method('List People', installed), inputs);
    expect({ status, text }).toEqual({ status: 200, text: app.answer.body });
    const [sent] = app.seen;
    expect(sent?.line).toBe('GET /teams/a%2Fb%20%3Fx/people?sort=name&q=Zo%C3%AB+%26+co&limit=50');
    expect(sent?.headers).toMatchObject({ 'x-key': 'Key k-1', 'x-team': 'blue', 'x-trace': 't  X-Evil: 1' });
    expect(sent?.headers).not.toHaveProperty('x-evil');
  });

  test.for(['.', '..'])('lets no caller climb out of the path with %j', async (Team, { client, app, installed }) => {
    expect((await callByName(client, method('List People', installed), { parameters: { Team } })).status).toBe(400);
    expect(app.seen).toEqual([]);
  });

  test('is called: fields build the body by their locations', async ({ client, app, installed }) => {
    app.answer = { status: 201, type: 'application/json', body: '{"id":1}' };
    const fields = { 'person.name': 'Ada', '[tags]': ['x', 'y'], '[phones].number': '1' };
    expect((await callByName(client, method('Create Person', installed), { fields })).status).toBe(201);
    expect(app.seen[0]).toMatchObject({
      line: 'POST /people',
      body: '{"person":{"name":"Ada"},"tags":["x","y"],"phones":[{"number":"1"}]}',
    });
    await callByName(client, method('Search People', installed), { fields: { name: 'A & B' } });
    expect(app.seen[1]).toMatchObject({ line: 'POST /search', body: 'name=A+%26+B' });
    expect(app.seen[1]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  });

  test('never merges credentials into what a caller gives', async ({ client, app, installed }) => {
    await callByName(client, method('List People', installed), { parameters: { q: '{{Cyclr_Auth_ApiKey}}' } });
    expect(app.seen[0]?.line).toContain('q=%7B%7BCyclr_Auth_ApiKey%7D%7D');
    expect(app.seen[0]?.line).not.toContain('k-1');
  });

  test('says that data is not in the expected format', async ({ client, app, installed }) => {
    app.answer = { status: 200, type: 'text/html', body: '<p>hello</p>' };
    expect(await callByName(client, method('List People', installed))).toMatchObject({
      status: 500,
      text: '{"Message":"Response data not in expected format"}',
    });
  });

  test.for(['example.com', 'localhost.example.com', '169.254.169.254', 'user@127.0.0.1@example.com'])(
    'calls no host that is not allowed: %s',
    async (host, { client, installed }) => {
      expect(installed).toBeGreaterThan(0);
      const other = await install(client, host);
      const { status, json } = await callByName(client, method('List People', other));
      expect(status).toBe(400);
      expect(at(json, 'Message')).toMatch(/^Failed to build the request/);
    },
  );

  test('says that an app cannot be reached', async ({ client, installed }) => {
    expect(installed).toBeGreaterThan(0);
    const nobody = await install(client, '127.0.0.1:1');
    const { status, json } = await callByName(client, method('List People', nobody));
    expect(status).toBe(500);
    expect(at(json, 'Message')).toMatch(/^Failed to call the method/);
  });

  test('changes: what is installed goes on, the newest is what the name means', async ({ client, app, installed }) => {
    const [{ Id }] = listOf((await client.ask('GET', 'account/connectors/custom')).json) as [{ Id: number }];
    const changed = { ...definition, Methods: definition.Methods.slice(0, 1) };
    expect((await client.ask('PUT', `account/connectors/custom/${Id}`, { body: changed })).status).toBe(200);
    expect(listOf((await client.ask('GET', 'connectors/People App/methods')).json)).toHaveLength(1);
    expect(listOf((await client.ask('GET', `connectors/${Id}/methods`)).json)).toHaveLength(3);
    expect((await callByName(client, method('List People', installed))).text).toBe(app.answer.body);
  });
});

test('a definition can be a part of a scenario', async ({ app }) => {
  const scenario = parseScenario(
    JSON.stringify({
      connectors: [],
      definitions: [definition],
      accounts: [
        {
          Id: 'mine',
          Name: 'Mine',
          accountConnectors: [
            {
              Id: 7,
              Name: 'P',
              connector: 'People App',
              AuthValue: 'k',
              Properties: [{ Name: 'BaseUrl', Value: app.url }],
            },
          ],
        },
      ],
    }),
    'scenario.json',
  );
  await using sandbox = await startSandbox({ scenario });
  const client = await clientOf(sandbox, 'mine');
  expect((await callByName(client, method('List People', 7))).text).toBe(app.answer.body);
});
