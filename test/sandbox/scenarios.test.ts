import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/config.ts';
import { createGateway } from '../../src/gateway.ts';
import {
  demoScenario,
  parseScenario,
  parseListing,
  scenarioFromListing,
  scenarioJsonSchema,
  startSandbox,
} from '../../src/sandbox/server.ts';
import { silentLog } from '../../src/telemetry/log.ts';
import { createSandboxClient, listOf } from '../audits/client.ts';
import { post } from '../fixtures.ts';
import { runCommand } from '../run-command.ts';

const listing = [
  {
    Id: 1,
    Name: 'List Widgets',
    Description: 'All of them.',
    Category: 'Widgets',
    MethodType: 'Action',
    EndPoint: 'https://x/{{y}}',
    Parameters: [
      {
        TargetType: 'QueryString',
        TargetName: 'limit',
        IsSensitive: false,
        Id: 2,
        Name: 'Limit',
        Description: null,
        IsOptional: true,
        DataType: 'Integer',
        TriggerName: null,
        Values: [],
        DisplayOrder: 1,
        Triggers: null,
      },
    ],
    MethodUniqueIdentifier: '3e5701e2-2db2-4f19-ba18-502cb637fc17',
    Warning: null,
    CreateWebhookMethod: null,
    DeleteWebhookMethod: { Name: 'x', MethodUniqueId: 'y', MethodId: 1 },
    RequestFields: [],
    ResponseFields: [
      {
        Location: '[widgets].id',
        Id: 3,
        Name: 'ID',
        Description: null,
        IsOptional: false,
        DataType: 'Integer',
        TriggerName: null,
        Values: [],
        DisplayOrder: 1,
        Triggers: null,
      },
      {
        Location: '[widgets].owner.name',
        Id: 4,
        Name: 'Owner',
        Description: null,
        IsOptional: false,
        DataType: 'Text',
        TriggerName: null,
        Values: [],
        DisplayOrder: 2,
        Triggers: null,
      },
    ],
    SomethingNew: true,
  },
];

async function firstRecords(listingText: string, name: string) {
  const scenario = scenarioFromListing(parseListing(listingText, 'listing.json'), name);
  await using sandbox = await startSandbox({ scenario });
  await using gateway = await createGateway(
    parseConfig({
      CYCLR_API_URL: sandbox.url,
      CYCLR_CLIENT_ID: 'sandbox',
      CYCLR_CLIENT_SECRET: 'sandbox',
      AUTH_ROUTER_SECRET: 'a secret of more than 32 characters',
    }),
    { log: silentLog },
  );
  const query = '{ accountConnector(id: 1000) { call(method: "List Widgets", parameters: { limit: 1 }) { records } } }';
  return await post(
    gateway,
    { query },
    { 'x-router-secret': 'a secret of more than 32 characters', 'x-cyclr-account': 'demo-acme' },
  );
}

test('a pulled listing becomes a scenario whose methods answer along their response fields', async () => {
  const { body } = await firstRecords(JSON.stringify(listing), 'Widgets');
  expect(body).toEqual({ data: { accountConnector: { call: { records: [{ id: 1, owner: { name: 'Owner 1' } }] } } } });
});

test('the command prints it, and the sandbox takes what it printed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'scenario-'));
  try {
    const file = join(folder, 'listing.json');
    await writeFile(file, JSON.stringify(listing));
    const { out } = await runCommand(['sandbox', 'from-listing', file, '--name', 'Widgets']);
    expect(parseScenario(out, 'printed.json').connectors[0]?.Name).toBe('Widgets');

    await writeFile(file, '{"not":"a listing"}');
    expect(await runCommand(['sandbox', 'from-listing', file, '--name', 'X'])).toMatchObject({
      code: 1,
      err: `The method listing ${file} cannot be used:\n  line 1: the method listing must be a list; got an object.\n`,
    });
    await writeFile(file, '{"connectors":[{}],\n"accounts":[{"Id":"a"}]}');
    expect(await runCommand(['sandbox', '--scenario', file])).toMatchObject({
      code: 1,
      err: `The scenario ${file} cannot be used:\n  line 1: connectors[0].Name is missing; expected a string.\n  line 1: connectors[0].methods is missing; expected a list.\n  line 2: accounts[0].Name is missing; expected a string.\n`,
    });
    expect(await runCommand(['sandbox', '--scenario', `${file}.gone`])).toMatchObject({
      code: 1,
      err: `The scenario ${file}.gone cannot be used:\n  the file cannot be read: there is no such file.\n`,
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});

describe('a scenario', () => {
  const ajv = new Ajv2020({ strict: false, formats: { uuid: true } });

  test('fits its JSON Schema: the demo does', async () => {
    const validate = ajv.compile(scenarioJsonSchema());
    const demo = JSON.parse(
      await readFile(new URL('../../src/sandbox/scenarios/demo.json', import.meta.url), 'utf8'),
    ) as unknown;
    expect(validate(demo)).toBe(true);
    expect(validate({ connectors: [], accounts: [] })).toBe(false);
  });

  test('may hold connectors in the format of an export, which are called over HTTP', async () => {
    await using app = await startSandbox();
    const scenario = parseScenario(
      JSON.stringify({
        connectors: [],
        definitions: [
          { Name: 'Exported', Methods: [{ Name: 'Get Thing', HttpMethod: 'Get', EndPoint: `${app.url}/v1.0/things` }] },
        ],
        accounts: [
          {
            Id: 'demo-acme',
            Name: 'A',
            accountConnectors: [{ Id: 1, Name: 'E', connector: 'Exported', AuthValue: 'x' }],
          },
        ],
      }),
      'scenario.json',
    );
    await using sandbox = await startSandbox({ scenario });
    const client = await createSandboxClient(sandbox);
    const [method] = (await client.ask('GET', 'connectors/Exported/methods')).json as { Id: number }[];
    const { status } = await client.ask('POST', `account/connectors/1/methods/${method?.Id}`, { body: {} });
    expect(status).toBe(401);
    expect(app.received.map(({ method: verb, path }) => `${verb} ${path}`)).toEqual(['GET /v1.0/things']);
  });

  test('keeps the digits of its numbers', () => {
    expect(JSON.stringify(demoScenario())).toContain('9223372036854775807');
  });
});

describe('numbers', () => {
  test('are the same on every run, and no two things of a kind have the same', async () => {
    const numbers = async () => {
      await using sandbox = await startSandbox();
      const client = await createSandboxClient(sandbox);
      sandbox.release('Northwind CRM');
      const catalogue = listOf((await client.ask('GET', 'connectors?pageSize=1000')).json);
      const ids = [...catalogue.map((one) => one['Id']), 5101];
      const methods = await Promise.all(
        ids.map(async (id) => listOf((await client.ask('GET', `connectors/${id as number}/methods`)).json)),
      );
      return methods.flat();
    };
    const [first, second] = [await numbers(), await numbers()];
    expect(first).toEqual(second);
    const all = {
      methods: first.map((one) => one['Id']),
      parameters: first.flatMap((one) => listOf(one['Parameters']).map(({ Id }) => Id)),
      fields: first.flatMap((one) =>
        [...listOf(one['RequestFields']), ...listOf(one['ResponseFields'])].map(({ Id }) => Id),
      ),
    };
    for (const ids of Object.values(all)) expect(new Set(ids).size).toBe(ids.length);
  });

  test('that a scenario chose are not given out to others', async () => {
    const scenario = parseScenario(
      JSON.stringify({
        connectors: [
          {
            Name: 'X',
            methods: [
              { Name: 'A' },
              { Name: 'B', Id: 2_000_000, RequestFields: [{ Name: 'f', Location: 'f' }] },
              { Name: 'C', RequestFields: [{ Name: 'g', Location: 'g', Id: 40_000_000 }] },
            ],
          },
        ],
        accounts: [
          {
            Id: 'demo-acme',
            Name: 'A',
            accountConnectors: [
              { Name: 'one', connector: 'X' },
              { Id: 3000, Name: 'two', connector: 'X' },
            ],
          },
        ],
      }),
      'scenario.json',
    );
    await using sandbox = await startSandbox({ scenario });
    const client = await createSandboxClient(sandbox);
    const methods = listOf((await client.ask('GET', 'connectors/X/methods')).json);
    expect(methods.map(({ Id }) => Id)).toEqual([2_000_001, 2_000_000, 2_000_002]);
    expect(methods.flatMap((one) => listOf(one['RequestFields']).map(({ Id }) => Id))).toEqual([
      40_000_001, 40_000_000,
    ]);
    const installed = listOf((await client.ask('GET', 'account/connectors')).json);
    expect(installed.map(({ Id }) => Id)).toEqual([3001, 3000]);
  });
});

test('a listing that is pasted into a scenario as it came is a scenario', () => {
  const pasted = [
    {
      ...listing[0],
      CreateWebhookMethod: { Name: 'Create Webhook', MethodUniqueId: 'x', MethodId: 2 },
      SomethingNew: undefined,
    },
  ];
  const text = JSON.stringify({ connectors: [{ Name: 'W', methods: pasted }], accounts: [{ Id: 'a', Name: 'A' }] });
  expect(parseScenario(text, 'pasted.json').connectors[0]?.methods).toHaveLength(1);
});
