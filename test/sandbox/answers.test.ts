import { describe, expect, test as plain } from 'vitest';
import { demoScenario, parseScenario, type Scenario, startSandbox } from '../../src/sandbox/server.ts';
import { listOf } from '../audits/client.ts';
import { callByName, clientOf } from './fixtures.ts';

const start = (scenario: unknown) =>
  startSandbox({ scenario: parseScenario(JSON.stringify(scenario), 'scenario.json') });

const app = (methods: readonly object[], records: object = {}) => ({
  connectors: [{ Name: 'App', methods }],
  accounts: [
    { Id: 'a', Name: 'A', accountConnectors: [{ Id: 1, Name: 'App', connector: 'App', AuthValue: 'k', records }] },
  ],
});

describe('a scenario', () => {
  plain('keeps every digit from the file to the wire', async () => {
    const text = JSON.stringify(app([{ Name: 'List', answer: { kind: 'list', of: 'x' } }], { x: [{ Id: 'ID' }] }));
    const scenario = parseScenario(text.replace('"ID"', '12345678901234567890'), 'scenario.json');
    await using sandbox = await startSandbox({ scenario });
    const client = await clientOf(sandbox, 'a');
    const { text: answer } = await callByName(client, { accountConnector: 1, connector: 'App', method: 'List' });
    expect(answer).toBe('[{"Id":12345678901234567890}]');
  });

  plain('gives the same numbers on every run', async () => {
    const methods = async () => {
      await using sandbox = await startSandbox();
      const client = await clientOf(sandbox);
      return [
        (await client.ask('GET', 'connectors?pageSize=1000')).text,
        (await client.ask('GET', 'connectors/Harbour Books/methods')).text,
        (await client.ask('GET', 'connectors/MailChimp/methods')).text,
      ];
    };
    expect(await methods()).toEqual(await methods());
  });
});

describe('an answer', () => {
  const contacts = {
    people: [
      { Id: 1, Name: 'Ada', Age: 36, Vip: true },
      { Id: 2, Name: 'Grace', Age: 85, Vip: false },
    ],
  };
  const parameter = (TargetName: string) => ({ Name: TargetName, TargetName, IsOptional: true });
  const field = (Location: string, DataType = 'Text') => ({ Name: Location, Location, DataType });
  const of = 'people';
  const by = { parameter: 'Id' };
  const answering = async (
    method: object,
    inputs: { parameters?: Record<string, unknown>; fields?: Record<string, unknown> } = {},
  ) => {
    await using sandbox = await start(app([{ Name: 'Do', ...method }], contacts));
    const client = await clientOf(sandbox, 'a');
    const called = { accountConnector: 1, connector: 'App', method: 'Do' };
    const { status, text } = await callByName(client, called, inputs);
    return `${status} ${text}`;
  };

  const list = (more: object) => ({ answer: { kind: 'list', of, show: ['Name'], ...more } });
  plain.for([
    ['no answer at all', {}, {}, '200 '],
    ['a root list', list({}), {}, '200 [{"Name":"Ada"},{"Name":"Grace"}]'],
    ['a nested list', list({ at: 'a.b' }), {}, '200 {"a":{"b":[{"Name":"Ada"},{"Name":"Grace"}]}}'],
    ['bare values', list({ pluck: 'Name' }), {}, '200 ["Ada","Grace"]'],
    [
      'totals beside a page',
      {
        Parameters: [parameter('n')],
        ...list({ at: 'p', limit: { parameter: 'n' }, beside: { total: '{{Total}}', here: '{{Count}} of all' } }),
      },
      { parameters: { n: '1' } },
      '200 {"p":[{"Name":"Ada"}],"total":2,"here":"1 of all"}',
    ],
    [
      'an offset',
      { Parameters: [parameter('from')], ...list({ offset: { parameter: 'from' } }) },
      { parameters: { from: 1 } },
      '200 [{"Name":"Grace"}]',
    ],
    ...(
      [
        ['equal', 'Name', 'ADA', 'Ada'],
        ['contains', 'Name', 'rac', 'Grace'],
        ['startsWith', 'Name', 'a', 'Ada'],
        ['atLeast', 'Age', '40', 'Grace'],
        ['atMost', 'Age', 40, 'Ada'],
        ['flag', 'Vip', true, 'Ada'],
      ] as const
    ).map(
      ([is, key, value, name]) =>
        [
          `the condition ${is}`,
          { Parameters: [parameter('w')], ...list({ where: [{ given: { parameter: 'w' }, key, is }] }) },
          { parameters: { w: value } },
          `200 [{"Name":"${name}"}]`,
        ] as const,
    ),
    ['a count', { answer: { kind: 'count', of, at: 'n' } }, {}, '200 {"n":2}'],
    [
      'one record',
      { Parameters: [parameter('Id')], answer: { kind: 'get', of, by, at: 'person', show: ['Name'] } },
      { parameters: { Id: '2' } },
      '200 {"person":{"Name":"Grace"}}',
    ],
    [
      'a record that is not there',
      { Parameters: [parameter('Id')], answer: { kind: 'get', of, by } },
      { parameters: { Id: '9' } },
      '404 {"code":"NOT_FOUND","message":"There is no record 9"}',
    ],
    [
      'a template',
      {
        Parameters: [parameter('n')],
        answer: { kind: 'canned', body: { n: '{{Parameters.n}}', text: 'n={{Parameters.n}}', no: '{{other}}' } },
      },
      { parameters: { n: 5 } },
      '200 {"n":5,"text":"n=5","no":"{{other}}"}',
    ],
    ['a failure', { answer: { kind: 'failure', status: 402, body: { pay: true } } }, {}, '402 {"pay":true}'],
    ['a text', { answer: { kind: 'text', text: 'a,b' } }, {}, '200 a,b'],
    ['the word null', { answer: { kind: 'empty', as: 'null' } }, {}, '200 null'],
    ['no content', { answer: { kind: 'empty', as: 'no-content' } }, {}, '204 '],
    [
      'a new record, its numbers as numbers and what is derived from it',
      {
        RequestFields: [field('Name'), field('Age', 'Integer')],
        answer: { kind: 'insert', of, defaults: { Vip: false }, derive: { Label: '{{Record.Name}} ({{Record.Age}})' } },
      },
      { fields: { Name: 'Alan', Age: '41' } },
      '200 {"Vip":false,"Id":1001,"Name":"Alan","Age":41,"Label":"Alan (41)"}',
    ],
    [
      'a new record that lacks something',
      { RequestFields: [field('Age')], answer: { kind: 'insert', of, needs: ['Name'] } },
      { fields: { Age: '1' } },
      '422 {"code":"REQUIRED_FIELD_MISSING","message":"Required fields are missing: Name"}',
    ],
    [
      'a new record like another',
      { RequestFields: [field('Name')], answer: { kind: 'insert', of, unique: ['Name'] } },
      { fields: { Name: 'Ada' } },
      '409 {"code":"DUPLICATE_VALUE","message":"Another record has the same Name"}',
    ],
    [
      'a changed record',
      {
        Parameters: [parameter('Id')],
        RequestFields: [field('Name')],
        answer: { kind: 'update', of, by, show: ['Id', 'Name', 'Age'] },
      },
      { parameters: { Id: 1 }, fields: { Name: 'Ada L.' } },
      '200 {"Id":1,"Name":"Ada L.","Age":36}',
    ],
    [
      'a change into the like of another',
      {
        Parameters: [parameter('Id')],
        RequestFields: [field('Name')],
        answer: { kind: 'update', of, by, unique: ['Name'] },
      },
      { parameters: { Id: 1 }, fields: { Name: 'Grace' } },
      '409 {"code":"DUPLICATE_VALUE","message":"Another record has the same Name"}',
    ],
    [
      'a deletion',
      { Parameters: [parameter('Id')], answer: { kind: 'delete', of, by } },
      { parameters: { Id: 1 } },
      '200 ',
    ],
  ] as const)('%s', async ([, method, inputs, expected]) => {
    expect(await answering(method, inputs)).toBe(expected);
  });

  plain('is refused in the words of its app', async () => {
    const Parameters = [{ Name: 'Id', IsOptional: true }];
    const methods = [{ Name: 'Get', Parameters, answer: { kind: 'get', of: 'x', by: { parameter: 'Id' } } }];
    const scenario = app(methods) as { connectors: object[] };
    scenario.connectors = [
      { Name: 'App', methods, refusal: { fault: { code: '{{Status}}', text: '{{Code}}: {{Message}}' } } },
    ];
    await using sandbox = await start(scenario);
    const client = await clientOf(sandbox, 'a');
    const { text } = await callByName(client, { accountConnector: 1, connector: 'App', method: 'Get' });
    expect(text).toBe('{"fault":{"code":404,"text":"NOT_FOUND: There is no record without an id"}}');
  });
});

plain('the catalogue of the demo has at least thirty connectors, with icons, categories and versions', async () => {
  await using sandbox = await startSandbox();
  const client = await clientOf(sandbox);
  const connectors = listOf((await client.ask('GET', 'connectors?pageSize=1000')).json) as Record<string, unknown>[];
  expect(connectors.length).toBeGreaterThanOrEqual(30);
  expect(new Set(connectors.map(({ Name, Version }) => `${String(Name)}/${String(Version)}`)).size).toBe(
    connectors.length,
  );
  expect(connectors.filter(({ Version }) => Version !== null).length).toBeGreaterThan(1);
  for (const { Icon } of connectors) expect(Icon).toMatch(/^data:image\/png;base64,iVBORw0KGgo/);
});

plain('two sandboxes share nothing', async () => {
  const scenario: Scenario = demoScenario();
  await using one = await startSandbox({ scenario });
  await using two = await startSandbox({ scenario });
  const method = 'account/connectors/1873/methods/0b0a3b5e-7d0c-4a55-8b51-1a1f6a2c9d07';
  const create = 'account/connectors/1873/methods/0b0a3b5e-7d0c-4a55-8b51-1a1f6a2c9d03/body';
  const [first, second] = [await clientOf(one), await clientOf(two)];
  await first.ask('POST', create, { body: { Body: { LastName: 'Only here' } } });
  expect((await first.ask('GET', method)).text).toBe('{"total":5}');
  expect((await second.ask('GET', method)).text).toBe('{"total":4}');
});
