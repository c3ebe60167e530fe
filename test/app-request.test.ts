import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test as base } from 'vitest';
import { parseConfig } from '../src/config/config.ts';
import { createGateway } from '../src/gateway.ts';
import type { JsonObject } from '../src/json.ts';
import { type Scenario, startSandbox } from '../src/sandbox/server.ts';
import { silentLog } from '../src/telemetry/log.ts';
import { openUpstream } from '../src/upstream.ts';
import { type Answer, post } from './fixtures.ts';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Fixtures {
  /** A third-party app that notes what it is asked. */
  readonly app: { readonly host: string; readonly seen: Seen[] };
  /** Asks a gateway on a sandbox of one account connector, 1, of this definition. */
  readonly ask: (definition: JsonObject, installed: object, query: string, inputs?: object) => Promise<Answer>;
}

const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures a fixture needs from its first argument
  app: async ({}, use) => {
    const seen: Seen[] = [];
    const server = createServer((request, response) => {
      void (async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        const { method = '', url = '', headers } = request;
        seen.push({
          method,
          url,
          headers: headers as Record<string, string>,
          body: Buffer.concat(chunks).toString(),
        });
        response.setHeader('content-type', 'application/json').end('{}');
      })();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await use({ host: `127.0.0.1:${(server.address() as AddressInfo).port}`, seen });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  },
  // oxlint-disable-next-line no-empty-pattern -- as above
  ask: async ({}, use) => {
    await use(async (definition, installed, query, variables = {}) => {
      const scenario: Scenario = {
        connectors: [],
        definitions: [definition],
        accounts: [
          {
            Id: 'mine',
            Name: 'Mine',
            accountConnectors: [{ Id: 1, Name: 'App', connector: 'App', ...installed }],
          },
        ],
      };
      const config = parseConfig({});
      await using upstream = await openUpstream(config, { scenario });
      await using gateway = await createGateway(config, { log: silentLog, catalogs: [], upstream });
      return await post(gateway, { query, variables });
    });
  },
});

const shown = 'appRequest { method url headers body }';
const requestIn = ({ body }: Answer) =>
  (body.data?.['accountConnector'] as { explain: { appRequest: Record<string, unknown> } }).explain.appRequest;

const fields = (...names: string[]) => ({ Fields: names.map((name) => ({ ConnectorField: name, IsOptional: true })) });

/** Calls "Do It" of account connector 1 with the inputs of the test. */
const explain = `query ($parameters: JSONObject, $fields: JSONObject) {
  accountConnector(id: 1) { explain(method: "Do It", parameters: $parameters, fields: $fields) { kind ${shown} } }
}`;
const callIt = `mutation ($parameters: JSONObject, $fields: JSONObject) {
  callConnectorMethod(accountConnectorId: 1, method: "Do It", parameters: $parameters, fields: $fields)
}`;

/** Methods, and the inputs of a call of each. */
const calls: readonly (readonly [what: string, method: JsonObject, inputs: object])[] = [
  [
    'with a query',
    {
      HttpMethod: 'Get',
      EndPoint: '{{Base}}/contacts',
      Parameters: [{ TargetName: 'limit', IsOptional: true }],
    },
    { parameters: { limit: '1 0' } },
  ],
  [
    'with an id in the path, and a body',
    {
      HttpMethod: 'Put',
      EndPoint: '{{Base}}/contacts/{{ContactId}}?full=1',
      Parameters: [
        { TargetName: 'ContactId', TargetType: 'MergeField' },
        { TargetName: 'page', Hide: true, DefaultValue: '1' },
      ],
      RequestFormat: fields('[records].Name', 'note'),
    },
    { parameters: { ContactId: 'a/b' }, fields: { note: 'x', records: [{ Name: 'N' }] } },
  ],
  [
    'with several rows',
    { HttpMethod: 'Post', EndPoint: '{{Base}}/bulk', RequestFormat: fields('[records].Name') },
    { fields: { records: [{ Name: 'A' }, { Name: 'B' }] } },
  ],
  [
    'with a form and a header',
    {
      HttpMethod: 'Post',
      DataType: 'Form',
      EndPoint: '{{Base}}/forms',
      Parameters: [{ TargetName: 'X-Mode', TargetType: 'HttpHeader', IsOptional: true }],
      RequestFormat: fields('a', 'b'),
    },
    { parameters: { 'X-Mode': 'fast' }, fields: { a: '1 2', b: '&' } },
  ],
];

describe('explain tells the request of the third-party app', () => {
  test.for(calls)('%s, as the call then makes it', async ([, method, inputs], { app, ask }) => {
    const definition = {
      Name: 'App',
      AuthType: 'ApiKey',
      Parameters: [
        { TargetName: 'Base', TargetType: 'MergeField', DefaultValue: `http://${app.host}` },
        { TargetName: 'X-Api-Key', TargetType: 'HttpHeader', DefaultValue: '{{Cyclr_Auth_ApiKey}}' },
      ],
      Methods: [{ Name: 'Do It', ...method }],
    };
    const request = requestIn(await ask(definition, { AuthValue: 'my-key' }, explain, inputs));
    expect(app.seen).toEqual([]);
    await ask(definition, { AuthValue: 'my-key' }, callIt, inputs);
    const [sent] = app.seen;
    const { host: _host, connection: _connection, 'content-length': _length, ...headers } = sent?.headers ?? {};
    expect(request).toEqual({
      method: sent?.method,
      url: `http://${app.host}${sent?.url}`,
      headers: { ...headers, 'x-api-key': '{{Cyclr_Auth_ApiKey}}' },
      body: sent?.body === '' ? null : bodyOf(sent),
    });
    expect(sent?.headers['x-api-key']).toBe('my-key');
  });

  test('without credentials, properties, sensitive inputs and secrets of the definition', async ({ ask }) => {
    const definition = {
      Name: 'App',
      AuthType: 'OAuth2',
      Parameters: [
        { TargetName: 'Base', TargetType: 'MergeField', DefaultValue: 'https://user:mark-password@app.example' },
        { TargetName: 'Tenant', TargetType: 'MergeField', IsAccountConnectorProperty: true },
        { TargetName: 'Client', TargetType: 'QueryString', DefaultValue: 'mark-client', IsSensitive: true },
        { TargetName: 'X-Client-Secret', TargetType: 'HttpHeader', DefaultValue: 'mark-secret' },
      ],
      Methods: [
        {
          Name: 'Do It',
          HttpMethod: 'Post',
          EndPoint: '{{Base}}/{{Tenant}}/{{Key}}/{{Nothing}}?access_token=mark-token&view=all',
          Parameters: [
            { TargetName: 'Key', TargetType: 'MergeField', IsSensitive: true },
            { TargetName: 'api_key', TargetType: 'QueryString', Hide: true, DefaultValue: 'mark-api-key' },
            { TargetName: 'Authorization', TargetType: 'HttpHeader', IsOptional: true },
          ],
        },
      ],
    };
    const installed = {
      AuthValue: JSON.stringify({ AccessToken: 'mark-access-token' }),
      Properties: [{ Name: 'Tenant', Value: 'mark-tenant' }],
    };
    const inputs = { parameters: { Key: 'mark-key', Authorization: 'Bearer mark-of-the-caller' } };
    const answer = await ask(definition, installed, explain, inputs);
    expect(requestIn(answer)).toEqual({
      method: 'POST',
      url: 'https://[redacted]@app.example/{{Tenant}}/{{Key}}/{{Nothing}}?access_token=[redacted]&view=all&Client={{Client}}&api_key={{api_key}}',
      headers: {
        accept: 'application/json, */*',
        authorization: '{{Authorization}}',
        'x-client-secret': '{{X-Client-Secret}}',
      },
      body: null,
    });
    expect(answer.text).not.toContain('mark');
  });

  test.for([
    ['Basic', Buffer.from('me:mark').toString('base64'), 'Basic {{AuthValue}}'],
    ['OAuth2', '{"AccessToken":"mark"}', 'Bearer {{AuthValue}}'],
  ])('with the scheme of %s', async ([AuthType = '', AuthValue = '', authorization], { ask }) => {
    const Methods = [{ Name: 'Do It', HttpMethod: 'Get', EndPoint: 'https://app.example/x' }];
    const answer = await ask({ Name: 'App', AuthType, Methods }, { AuthValue }, explain);
    expect(requestIn(answer)['headers']).toMatchObject({ authorization });
    expect(answer.text).not.toContain(AuthValue);
  });

  test('or why Cyclr would refuse the call, beside the rest', async ({ ask }) => {
    const Methods = [
      {
        Name: 'Do It',
        HttpMethod: 'Get',
        EndPoint: 'https://app.example/{{Id}}',
        Parameters: [{ TargetName: 'Id', TargetType: 'MergeField' }],
      },
    ];
    const { body } = await ask({ Name: 'App', AuthType: 'None', Methods }, {}, explain);
    expect(body.data).toMatchObject({ accountConnector: { explain: { kind: 'WRITE', appRequest: null } } });
    expect(body.errors).toEqual([
      expect.objectContaining({
        message: "Cyclr would refuse this call: Parameter 'Id' is required.",
        path: ['accountConnector', 'explain', 'appRequest'],
        extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }),
      }),
    ]);
  });
});

test('the demo says its requests too', async () => {
  await using gateway = await createGateway(parseConfig({}), { log: silentLog });
  const query = `{ accountConnector(id: 1873) { explain(method: "Update Contact", parameters: { ContactId: 1001 }, fields: { LastName: "Moe" }) { ${shown} } } }`;
  expect(requestIn(await post(gateway, { query }))).toEqual({
    method: 'PATCH',
    url: 'https://{{Region}}.northwind.example/contacts/1001',
    headers: expect.objectContaining({ authorization: 'Bearer {{AuthValue}}', 'content-type': 'application/json' }),
    body: { LastName: 'Moe' },
  });
});

test('nobody tells it in front of Cyclr', async () => {
  await using sandbox = await startSandbox();
  const config = parseConfig({
    CYCLR_API_URL: sandbox.url,
    CYCLR_CLIENT_ID: 'sandbox',
    CYCLR_CLIENT_SECRET: 'sandbox',
    AUTH_ROUTER_SECRET: 'a secret of more than 32 characters',
  });
  await using gateway = await createGateway(config, { log: silentLog });
  const query = `{ accountConnector(id: 1873) { explain(method: "List Contacts") { kind ${shown} } } }`;
  const headers = { 'x-router-secret': 'a secret of more than 32 characters', 'x-cyclr-account': 'demo-acme' };
  const { body } = await post(gateway, { query }, headers);
  expect(body).toEqual({ data: { accountConnector: { explain: { kind: 'READ', appRequest: null } } } });
});

function bodyOf(sent: Seen | undefined): unknown {
  const isJson = sent?.headers['content-type'] === 'application/json';
  return isJson ? JSON.parse(sent.body) : sent?.body;
}
