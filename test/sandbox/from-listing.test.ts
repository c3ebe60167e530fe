import { expect } from 'vitest';
import {
  parseListing,
  parseScenario,
  type Scenario,
  scenarioFromListing,
  startSandbox,
} from '../../src/sandbox/server.ts';
import { listOf, textAt } from '../audits/client.ts';
import { callByName, clientOf, test } from './fixtures.ts';

test('a pulled listing becomes a scenario with the very same listing', async ({ client }) => {
  for (const connector of ['MailChimp', 'Northwind CRM', 'Hookline', 'Pulse Analytics', 'LedgerBooks', 'Filebox']) {
    const pulled = await client.ask('GET', `connectors/${connector}/methods`);
    const scenario = parseScenario(
      JSON.stringify(scenarioFromListing(parseListing(pulled.text, 'pulled.json'), 'Pulled')),
      'pulled.json',
    );
    await using other = await startSandbox({ scenario });
    const again = await clientOf(other);
    expect((await again.ask('GET', 'connectors/Pulled/methods')).text).toBe(pulled.text);
  }
});

test('its methods answer with a made-up record of every field', async ({ client }) => {
  const { text } = await client.ask('GET', 'connectors/LedgerBooks/methods');
  await using other = await startSandbox({
    scenario: scenarioFromListing(parseListing(text, 'pulled.json'), 'Pulled'),
  });
  const called = { accountConnector: 1000, connector: 'Pulled', method: 'Get Estimate' };
  const answer = await callByName(await clientOf(other), called, { parameters: { EstimateId: '1' } });
  expect(answer.json).toMatchObject({
    Estimate: { CurrencyRef: { value: expect.anything() }, Line: [{ Amount: 1.5 }] },
  });
});

const notAMethod = '[0] must be a method, as GET /connectors/{id}/methods gives it: an object with "Name".';
test.for([
  [{}, 'the method listing must be a list; got an object.'],
  ['text', 'the method listing must be a list; got "text".'],
  [null, 'the method listing must be a list; got null.'],
  [[1], notAMethod],
  [[{ Id: 1 }], notAMethod],
] as const)('%j is not a listing', ([listing, fault]) => {
  expect(() => parseListing(JSON.stringify(listing), 'pulled.json')).toThrow(
    `The method listing pulled.json cannot be used:\n  line 1: ${fault}`,
  );
});

/** What real listings hold, and what no listing should: as text, for its digits. */
const odd = `[
  {"Id":1571282,"Name":"List New Contacts (Trigger)","Description":null,"Category":"Triggers","MethodType":"Action",
   "EndPoint":"https://{{InstanceUrl}}/query?q=SELECT {{Fields}} FROM Contact",
   "Parameters":[
    {"TargetType":"MergeField","TargetName":"Fields","IsSensitive":false,"Id":-1,"Name":"Fields","Description":"",
     "IsOptional":false,"DataType":"Text","TriggerName":"Lookup Fields ","Values":[],"DisplayOrder":0,"Triggers":null},
    {"TargetType":"MergeField","TargetName":"Owner","Id":2136837,"Name":"Owner","IsOptional":true}],
   "MethodUniqueIdentifier":"3E5701E2-2DB2-4F19-BA18-502CB637FC17","Warning":null,"CreateWebhookMethod":null,
   "DeleteWebhookMethod":{"Name":"Gone","MethodUniqueId":"3e5701e2-2db2-4f19-ba18-502cb637fc18","MethodId":7},
   "RequestFields":[],
   "ResponseFields":[{"Location":"[records].Id","Id":30902523,"Name":"ID","DataType":"Text","Values":[1,true,null]},
    {"Location":"[records].Id.value","Id":30902524,"Name":"Contradicts the ID","DataType":"Money"}]},
  {"Id":1571283,"Name":"Another of the same identifier","MethodUniqueIdentifier":"3e5701e2-2db2-4f19-ba18-502cb637fc17"},
  {"Id":1571282,"Name":"Another of the same number","NewKey":{"a":[1]}},
  {"Id":12345678901234567890,"Name":"A number that is too long"},
  {"Id":-7,"Name":"A negative number","MethodType":"Odd","Parameters":"none","ResponseFields":[null,1]},
  {"Id":1571284,"MethodUniqueIdentifier":"not a GUID"},
  {"Name":""}, {}, [], null, "text", 7
]`;

test('a listing is served as it is, whatever it holds, and in its own order', async () => {
  const listing = parseListing(odd, 'pulled.json');
  const scenario = parseScenario(JSON.stringify(scenarioFromListing(listing, 'Pulled')), 'pulled.json');
  await using other = await startSandbox({ scenario });
  const client = await clientOf(other);
  for (const path of ['connectors/Pulled/methods', 'connectors/6000/methods']) {
    expect((await client.ask('GET', path)).text).toBe(JSON.stringify(listing));
  }
  expect((await client.ask('GET', 'methods/1571284')).text).toBe(
    '{"Id":1571284,"MethodUniqueIdentifier":"not a GUID"}',
  );
  expect((await client.ask('GET', 'connectors/Pulled/methods?category=Triggers')).json).toHaveLength(1);
});

test('what can be called of it is called; a parameter that Cyclr fills is not asked for', async () => {
  const scenario = scenarioFromListing(parseListing(odd, 'pulled.json'), 'Pulled');
  await using other = await startSandbox({ scenario });
  const client = await clientOf(other);
  const call = async (which: string, body: object = {}) => {
    const { status, text } = await client.ask('POST', `account/connectors/1000/methods/${which}`, { body });
    return `${status} ${text}`;
  };
  const answer = '200 {"records":[{"Id":"1"}]}';
  expect(await call('1571282')).toBe(answer);
  expect(await call('3e5701e2-2db2-4f19-ba18-502cb637fc17', { Parameters: { '-1': 'Id', 2136837: 'x' } })).toBe(answer);
  expect(await call('1571282', { Parameters: { 1: 'x' } })).toMatch(/^400 /);
  expect(await call('1571284')).toBe('200 ');
  expect(await call('-7')).toMatch(/^400 /);
});

test('a release may bring another listing, under its own numbers', async () => {
  const listing = (name: string, id: number) => [{ method: { Id: id, Name: name, MethodType: 'Action' } }];
  const scenario: Scenario = {
    connectors: [
      {
        Name: 'Pulled',
        methods: [],
        listing: listing('Get Size', 11),
        Releases: [{ Id: 71 }, { Id: 72, upcoming: true, listing: listing('Get size', 12) }],
      },
    ],
    accounts: [{ Id: 'demo-acme', Name: 'Acme' }],
  };
  await using other = await startSandbox({ scenario: parseScenario(JSON.stringify(scenario), 'pulled.json') });
  const client = await clientOf(other);
  other.release('Pulled');
  expect((await client.ask('GET', 'connectors/71/methods')).json).toEqual([listing('Get Size', 11)[0]?.method]);
  expect((await client.ask('GET', 'connectors/Pulled/methods')).json).toEqual([listing('Get size', 12)[0]?.method]);
});

test('a method in the spelling of a scenario may have a parameter that Cyclr fills', async () => {
  const methods = [{ Name: 'Get', Parameters: [{ Id: -1, Name: 'Fields', TargetType: 'MergeField' }] }];
  const accountConnectors = [{ Id: 1, Name: 'App', connector: 'App', AuthValue: 'k' }];
  const scenario = {
    connectors: [{ Name: 'App', methods }],
    accounts: [{ Id: 'demo-acme', Name: 'A', accountConnectors }],
  };
  await using other = await startSandbox({ scenario: parseScenario(JSON.stringify(scenario), 'pulled.json') });
  const client = await clientOf(other);
  const [method] = listOf((await client.ask('GET', 'connectors/App/methods')).json);
  expect(method).toMatchObject({ Parameters: [{ Id: -1, IsOptional: false }] });
  expect((await client.ask('POST', `account/connectors/1/methods/${textAt(method, 'Id')}`)).status).toBe(200);
});
