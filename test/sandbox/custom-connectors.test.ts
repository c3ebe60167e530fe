import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test as base } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, unknown>;
  readonly body: string;
}

/** What Cyclr answers with: keys are looked at as each test needs them. */
type Answer = { readonly Id: number; readonly Name: string; readonly Message: string } & Listed & Answer[];

interface Listed {
  readonly Parameters: { readonly Id: number; readonly Name: string }[];
  readonly RequestFields: { readonly Id: number; readonly Name: string }[];
}

interface Fixtures {
  readonly sandbox: Sandbox;
  /** A third-party app that answers with what it was asked. */
  readonly app: string;
  readonly call: (
    method: string,
    path: string,
    body?: unknown,
    account?: string,
  ) => Promise<{ status: number; body: Answer }>;
}

const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures a fixture needs from its first argument
  sandbox: async ({}, use) => {
    await using sandbox = await startSandbox();
    await use(sandbox);
  },
  // oxlint-disable-next-line no-empty-pattern
  app: async ({}, use) => {
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        if (url.startsWith('/away')) response.writeHead(302, { location: 'http://example.com/' });
        else response.writeHead(url.startsWith('/refuse') ? 422 : 200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ method, url, headers, body } satisfies Seen));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  },
  call: async ({ sandbox }, use) => {
    const grant = await fetch(`${sandbox.url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'sandbox', client_secret: 'sandbox' }),
    });
    const { access_token } = (await grant.json()) as { access_token: string };
    await use(async (method, path, body, account = 'demo-acme') => {
      const response = await fetch(`${sandbox.url}/v1.0/${path}`, {
        method,
        redirect: 'manual',
        headers: { authorization: `Bearer ${access_token}`, 'x-cyclr-account': account },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: JSON.parse(await response.text()) as Answer };
    });
  },
});

const definition = (app: string, endPoint = '{{BaseUrl}}/contacts/{{ContactId}}') => ({
  Name: 'My CRM',
  UniqueIdentifier: '3e5701e2-2db2-4f19-ba18-502cb637fc10',
  AuthType: 'Basic',
  Parameters: [
    { TargetName: 'BaseUrl', TargetType: 'MergeField', DefaultValue: app, IsAccountConnectorProperty: true },
    { TargetName: 'X-Tenant', TargetType: 'HttpHeader', IsAccountConnectorProperty: true },
  ],
  Methods: [
    {
      Name: 'Update Contact',
      Category: 'Contacts',
      MethodType: 'Action',
      HttpMethod: 'Put',
      DataType: 'Json',
      EndPoint: endPoint,
      MethodUniqueIdentifier: '3e5701e2-2db2-4f19-ba18-502cb637fc17',
      Parameters: [
        { TargetName: 'ContactId', TargetType: 'MergeField', DisplayName: 'Contact ID' },
        { TargetName: 'expand', TargetType: 'QueryString', DisplayName: 'Expand', IsOptional: true },
        { TargetName: 'pageSize', TargetType: 'QueryString', Hide: true, IsOptional: true, DefaultValue: '50' },
      ],
      RequestFormat: {
        Fields: [
          { ConnectorField: '[records].Name', DisplayName: 'Name' },
          { ConnectorField: 'meta.source', DisplayName: 'Source' },
        ],
      },
      ResponseFormat: { Fields: [{ ConnectorField: 'url', DisplayName: 'URL' }] },
    },
  ],
});

async function installed(call: Fixtures['call'], body: unknown) {
  const created = await call('POST', 'account/connectors/custom', body);
  const { body: account } = await call('POST', `connectors/${created.body.Id}/install`, {
    Name: 'Mine',
    AuthValue: Buffer.from('me:secret').toString('base64'),
    Properties: [{ Name: 'X-Tenant', Value: 'acme' }],
  });
  const { body: methods } = await call('GET', `connectors/${created.body.Id}/methods`);
  const [method] = methods;
  if (method === undefined) throw new Error('The connector has no method.');
  const id = (list: Listed['Parameters'], name: string) => String(list.find((one) => one.Name === name)?.Id);
  return {
    connector: created.body.Id,
    method,
    path: `account/connectors/${account.Id}/methods/3e5701e2-2db2-4f19-ba18-502cb637fc17`,
    inputs: {
      Parameters: { [id(method.Parameters, 'Contact ID')]: 'a/../b?c', [id(method.Parameters, 'Expand')]: 'all' },
      Fields: { [id(method.RequestFields, 'Name')]: 'Mary', [id(method.RequestFields, 'Source')]: 'web' },
    },
  };
}

test('a definition is uploaded, installed and called: the request is the one it describes', async ({ app, call }) => {
  const { method, path, inputs } = await installed(call, definition(app));
  expect(method.Parameters.map(({ Name }) => Name)).toEqual(['Contact ID', 'Expand']);
  const { status, body } = await call('POST', path, inputs);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    method: 'PUT',
    url: '/contacts/a%2F..%2Fb%3Fc?expand=all&pageSize=50',
    headers: {
      'x-tenant': 'acme',
      authorization: `Basic ${Buffer.from('me:secret').toString('base64')}`,
      'content-type': 'application/json',
    },
  });
  expect(JSON.parse((body as unknown as Seen).body)).toEqual({ records: [{ Name: 'Mary' }], meta: { source: 'web' } });
});

test('a refusal and a redirect come back, and are not followed', async ({ app, call }) => {
  for (const [endPoint, status] of [
    ['{{BaseUrl}}/refuse/{{ContactId}}', 422],
    ['{{BaseUrl}}/away/{{ContactId}}', 302],
  ] as const) {
    const { path, inputs, connector } = await installed(call, { ...definition(app, endPoint), Name: `CRM ${status}` });
    expect((await call('POST', path, inputs)).status).toBe(status);
    await call('DELETE', `account/connectors/custom/${connector}`);
    const mine = (await call('GET', 'account/connectors')).body.find(({ Name }) => Name === 'Mine');
    await call('DELETE', `account/connectors/${mine?.Id}`);
  }
});

test.for([
  'https://example.com/{{ContactId}}',
  'http://169.254.169.254/{{ContactId}}',
  'file:///etc/passwd',
  'not a url {{ContactId}}',
])('%s is not called', async (endPoint, { app, call }) => {
  const { path, inputs } = await installed(call, definition(app, endPoint));
  const { status, body } = await call('POST', path, inputs);
  expect(status).toBe(400);
  expect(body.Message).toMatch(/^Failed to build the request/);
});

test('a custom connector is seen by its own account alone, and can be read, replaced and deleted', async ({
  app,
  call,
}) => {
  const { body: created } = await call('POST', 'account/connectors/custom', definition(app));
  const custom = `account/connectors/custom/${created.Id}`;
  expect((await call('GET', custom)).body.Name).toBe('My CRM');
  expect((await call('GET', 'account/connectors/custom/')).body).toHaveLength(1);
  expect((await call('GET', custom, undefined, 'demo-globex')).status).toBe(404);
  expect((await call('GET', 'connectors/My CRM', undefined, 'demo-globex')).body).toEqual([]);
  expect((await call('GET', `connectors/${created.Id}/methods`, undefined, 'demo-globex')).status).toBe(404);
  expect((await call('POST', 'connectors/My CRM/install', {}, 'demo-globex')).status).toBe(404);

  const { body: replaced } = await call('PUT', custom, { ...definition(app), Name: 'My Better CRM' });
  expect(replaced.Name).toBe('My Better CRM');
  expect((await call('DELETE', `account/connectors/custom/${replaced.Id}`)).status).toBe(200);
  expect((await call('GET', 'account/connectors/custom')).body).toEqual([]);
});

test.for([
  [{}, "Invalid connector: (Column 'Name' cannot be null)"],
  [{ Name: 'X', Methods: [{ Name: 'Y', MethodType: 'Nonsense' }] }, /Methods\.0\.MethodType/],
  [[], /Invalid connector/],
] as const)('%j is refused, with its place', async ([body, message], { call }) => {
  const answer = await call('POST', 'account/connectors/custom', body);
  expect(answer.status).toBe(400);
  expect(answer.body.Message).toMatch(message);
});
