import { expect, test } from 'vitest';
import { parseConfig } from '../src/config/config.ts';
import { createGateway } from '../src/gateway.ts';
import { type Fault, type Scenario, startSandbox } from '../src/sandbox/server.ts';
import { createLog } from '../src/telemetry/log.ts';
import { door } from './door.ts';
import { type Answer, post } from './fixtures.ts';
import { callerToken, knownByToken } from './tokens.ts';

/** One in every secret there is; none may ever be seen. */
const mark = {
  clientSecret: 'MARK-client-secret',
  jwtSecret: 'MARK-jwt-secret-of-more-than-32-characters',
  authValue: 'MARK-auth-value',
  property: 'MARK-property-value',
  appHeader: 'MARK-authorization-of-the-app',
  sensitive: 'MARK-sensitive-parameter',
};

const scenario: Scenario = {
  credentials: [{ clientId: 'client', clientSecret: mark.clientSecret }],
  connectors: [
    {
      Name: 'CRM',
      Parameters: [{ Name: 'Secret', TargetName: 'Secret', IsSensitive: true, IsAccountConnectorProperty: true }],
      methods: [
        {
          Name: 'List Things',
          Parameters: [
            { Name: 'Key', TargetName: 'key', TargetType: 'HttpHeader', IsSensitive: true, IsOptional: true },
          ],
          answer: { kind: 'list', of: 'things', at: 'records' },
        },
        {
          Name: 'Add Thing',
          RequestFields: [{ Name: 'Name', Location: 'name' }],
          answer: { kind: 'insert', of: 'things' },
        },
        { Name: 'Get Refusal', answer: { kind: 'failure', status: 403, body: { message: 'no' } } },
      ],
    },
  ],
  accounts: [
    {
      Id: 'acme',
      Name: 'Acme',
      accountConnectors: [
        {
          Id: 1,
          Name: 'One',
          connector: 'CRM',
          AuthValue: mark.authValue,
          Properties: [{ Name: 'Secret', Value: mark.property }],
          records: { things: [{ Id: 1 }] },
        },
        { Id: 2, Name: 'Two', connector: 'CRM', Authenticated: false, AuthValue: mark.authValue },
      ],
    },
  ],
};

/** What a third-party app itself answers is the caller's to see: these are answers of Cyclr's own. */
const platform = ['/v1.0/connectors', '/oauth/token'];
const anywhere = ['/v1.0/', '/methods/', '/oauth/token'];

const faults: readonly (readonly [Fault, readonly string[]])[] = [
  [{ name: 'unauthorized' }, anywhere],
  [{ name: 'ip-refused' }, anywhere],
  [{ name: 'rate-limited' }, anywhere],
  [{ name: 'html' }, anywhere],
  [{ name: 'reset' }, anywhere],
  [{ name: 'truncated' }, anywhere],
  [{ name: 'broken-json' }, anywhere],
  [{ name: 'dead-credentials' }, anywhere],
  [
    {
      name: 'answer',
      status: 200,
      body: `{"Id":1,"AuthValue":"${mark.authValue}","access_token":"${mark.clientSecret}"`,
    },
    platform,
  ],
  [
    {
      name: 'answer',
      status: 500,
      body: JSON.stringify({
        Message: `404 Not Found\r\nnothing\r\n\r\n\r\nHTTP Request:\r\nGET https://x?key=${mark.appHeader}\r\nAuthorization: ${mark.appHeader}`,
      }),
    },
    anywhere,
  ],
  [
    {
      name: 'answer',
      status: 500,
      body: JSON.stringify({
        Message: 'An error has occurred.',
        StackTrace: mark.property,
        ExceptionMessage: mark.authValue,
      }),
    },
    platform,
  ],
  [
    { name: 'answer', status: 200, body: `[{"Id":"${mark.authValue}","Name":{"AuthValue":"${mark.property}"}}]` },
    platform,
  ],
  [
    { name: 'answer', status: 400, body: `{"error":"invalid_client","error_description":"${mark.clientSecret}"}` },
    platform,
  ],
];

const documents = [
  '{ accountConnectors { id name description authenticated connector { id name authTypes methods { name parameters { name values options { value } } inputSchema } } customFields { name } } }',
  '{ accountConnector(id: 1) { name call(method: "List Things", parameters: { key: "KEY" }) { records body } explain(method: "List Things", parameters: { key: "KEY" }) { path body resolved } } }',
  'mutation { callConnectorMethod(accountConnectorId: 1, method: "Add Thing", fields: { name: "x" }) }',
  'mutation { callConnectorMethod(accountConnectorId: 2, method: "List Things") }',
  '{ accountConnector(id: 1) { call(method: "Get Refusal") { records } } }',
  '{ accountConnector(id: 1) { call(method: "List Thngs", parameters: { kay: "KEY" }) { records } } }',
  '{ accountConnector(id: 1) { call(method: "List Things", parameters: { kay: "KEY" }) { records } } }',
  '{ accountConnector(id: 1) { call(method: "Add Thing", fields: { name: "KEY" }) { records } } }',
  '{ __schema { types { name description } } }',
  '{ nothing',
].map((document) => document.replaceAll('KEY', mark.sensitive));

test('no secret is ever in an answer, an error, a header or a log line', async () => {
  await using sandbox = await startSandbox({ scenario });
  const log: string[] = [];
  const config = parseConfig({
    CYCLR_API_URL: sandbox.url,
    CYCLR_CLIENT_ID: 'client',
    CYCLR_CLIENT_SECRET: mark.clientSecret,
    ...knownByToken(mark.jwtSecret),
    UPSTREAM_TIMEOUT_MS: '2000',
  });
  await using gateway = await createGateway(config, { log: createLog((line) => void log.push(line)), ...door });
  const token = await callerToken(mark.jwtSecret, { cyclr_account_id: 'acme', sub: 'tester' });
  const forged = await callerToken('another secret of more than 32 characters', { cyclr_account_id: 'acme' });

  const answers: Answer[] = [];
  const askAll = async () => {
    for (const query of documents) answers.push(await post(gateway, { query }, { authorization: `Bearer ${token}` }));
  };
  await askAll();
  for (const [fault, paths] of faults) {
    for (const on of paths) {
      sandbox.revokeTokens();
      sandbox.fail({ fault, on, times: 2 });
      await askAll();
      // What was not met is not left for the next.
      for (let left = 0; left < 2; left++) await fetch(`${sandbox.url}${on}`).catch(() => undefined);
    }
  }
  answers.push(await post(gateway, { query: '{ __typename }' }, { authorization: `Bearer ${forged}` }));
  answers.push(await post(gateway, { query: '{ __typename }' }, { authorization: `Basic ${mark.authValue}` }));
  answers.push(
    await post(
      gateway,
      { query: '{ __typename }' },
      { authorization: `Bearer ${token}`, 'x-cyclr-account': mark.property },
    ),
  );
  answers.push(
    await post(
      gateway,
      { query: '{ __typename }' },
      { authorization: `Bearer ${token}`, 'x-request-id': mark.property.replaceAll('-', ' ') },
    ),
  );

  const upstreamTokens = sandbox.received.flatMap(({ body }) => body.match(/[\da-f]{64}/g) ?? []);
  const hidden = [...Object.values(mark).map((one) => one.slice(5)), token, forged, ...upstreamTokens];
  const seen = [
    ...log,
    ...answers.flatMap(({ text, headers }) => [text, JSON.stringify([...headers])]),
    JSON.stringify(config),
  ].join('\n');
  expect(hidden.filter((secret) => seen.includes(secret))).toEqual([]);
  expect(seen).not.toMatch(/Bearer [\w.-]{20}|[\da-f]{64}/);

  // It looked at something: calls that worked, and calls that failed in many ways.
  const codes = new Set(answers.flatMap(({ body }) => (body.errors ?? []).map(({ extensions }) => extensions['code'])));
  expect(codes.size).toBeGreaterThanOrEqual(10);
  expect(log.length).toBeGreaterThan(200);
});
