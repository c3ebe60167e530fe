import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { createGateway } from '../../src/gateway.ts';
import { parseJson } from '../../src/json.ts';
import { parseScenario, ScenarioError, scenarioJsonSchema } from '../../src/sandbox/scenario/scenario.ts';
import { demoScenario } from '../../src/sandbox/scenarios/demo.ts';
import { scenarioFromListing } from '../../src/sandbox/scenarios/from-listing.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { silentLog } from '../../src/telemetry/log.ts';
import { post } from '../fixtures.ts';

const cli = join(import.meta.dirname, '../../src/cli.ts');

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

async function firstRecords(scenario: Parameters<typeof scenarioFromListing>[0], name: string) {
  await using sandbox = await startSandbox({ scenario: scenarioFromListing(scenario, name) });
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
  const { body } = await firstRecords(parseJson(JSON.stringify(listing)), 'Widgets');
  expect(body).toEqual({ data: { accountConnector: { call: { records: [{ id: 1, owner: { name: 'Owner 1' } }] } } } });
});

test('the command prints it, and the sandbox takes what it printed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'scenario-'));
  try {
    const file = join(folder, 'listing.json');
    await writeFile(file, JSON.stringify(listing));
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, [cli, 'sandbox', 'from-listing', file, '--name', 'Widgets']);
    expect(parseScenario(stdout).connectors[0]?.Name).toBe('Widgets');

    await writeFile(file, '{"not":"a listing"}');
    await expect(run(process.execPath, [cli, 'sandbox', 'from-listing', file, '--name', 'X'])).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('listing.json'),
    });
    await writeFile(file, '{"connectors":[{}],"accounts":[{"Id":"a"}]}');
    await expect(run(process.execPath, [cli, 'sandbox', '--scenario', file])).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/connectors\[0\]\.Name[^]*accounts\[0\]\.Name/),
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

  test.each([
    ['not JSON', '{', /not JSON/],
    ['an unknown key', '{"connectors":[],"accounts":[{"Id":"a","Name":"b"}],"acounts":[]}', /acounts/],
    [
      'a wrong type',
      '{"connectors":[{"Name":1,"methods":[]}],"accounts":[{"Id":"a","Name":"b"}]}',
      /connectors\[0\]\.Name/,
    ],
  ])('with %s is refused, with the place', (_what, text, message) => {
    expect(() => parseScenario(text)).toThrow(ScenarioError);
    expect(() => parseScenario(text)).toThrow(message);
  });

  test('may hold connectors in the format of an export', async () => {
    const scenario = parseScenario(
      JSON.stringify({
        connectors: [],
        definitions: [
          {
            Name: 'Exported',
            Methods: [{ Name: 'Get Thing', MethodType: 'Action', HttpMethod: 'Get', EndPoint: 'http://127.0.0.1:9/' }],
          },
        ],
        accounts: [
          { Id: 'a', Name: 'A', accountConnectors: [{ Id: 1, Name: 'E', connector: 'Exported', AuthValue: 'x' }] },
        ],
      }),
    );
    await using sandbox = await startSandbox({ scenario });
    expect(sandbox.url).toMatch(/^http:\/\/127/);
  });

  test('keeps the digits of its numbers', () => {
    expect(JSON.stringify(demoScenario())).toContain('9223372036854775807');
  });
});
