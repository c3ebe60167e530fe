import { describe, expect } from 'vitest';
import { at, listOf, textAt } from '../audits/client.ts';
import { calls, test } from './fixtures.ts';

describe('installing', () => {
  test.for([
    [
      'an unknown property',
      'Northwind CRM',
      { Properties: [{ Name: 'X', Value: '1' }] },
      "There is not a connector property that matches name 'X'.",
    ],
    [
      'a property of the connector alone',
      'Northwind CRM',
      { Properties: [{ Name: 'BaseUrl', Value: '1', Id: 0 }] },
      "Connector property name 'BaseUrl' is not an account connector property.",
    ],
    ['a draft', '5122', {}, 'Connector 5122 is a draft and cannot be installed.'],
    ['a taken name', 'MailChimp', { Name: 'sales crm' }, "Account connector name 'sales crm' is in use."],
  ] as const)('%s is refused, and nothing is installed', async ([, connector, body, message], { client }) => {
    const before = (await client.ask('GET', 'account/connectors')).text;
    const { status, text } = await client.ask('POST', `connectors/${connector}/install`, { body });
    expect([status, text]).toEqual([400, JSON.stringify({ Message: message })]);
    expect((await client.ask('GET', 'account/connectors')).text).toBe(before);
  });

  test('without a body takes the connector’s name, its defaults and the live release', async ({ client }) => {
    const { status, json } = await client.ask('POST', 'connectors/Northwind CRM/install');
    expect(status).toBe(200);
    expect(json).toMatchObject({
      Name: 'Northwind CRM',
      Description: null,
      AuthValue: null,
      Authenticated: false,
      Connector: { Id: 5101 },
      IsPartnerIntegrationConnector: false,
      Properties: [{ Name: 'Region', Value: 'eu' }],
    });
  });

  test('reads keys in any case and texts for booleans', async ({ client }) => {
    const { json } = await client.ask('POST', 'connectors/5101/install', {
      body: "{name: 'Mine', authvalue: 'x', ispartnerintegrationconnector: 'True', properties: [{name: 'Region', value: 7}]}",
    });
    expect(json).toMatchObject({
      Name: 'Mine',
      Authenticated: true,
      IsPartnerIntegrationConnector: true,
      Properties: [{ Name: 'Region', Value: '7' }],
    });
  });

  test('takes the properties that every connector has', async ({ client }) => {
    const { json } = await client.ask('POST', 'connectors/MailChimp/install', {
      body: { Name: 'Own app', Properties: [{ Name: 'ClientSecret', Value: 'shh' }] },
    });
    expect(listOf(at(json, 'Properties')).map((one) => one['Name'])).toContain('ClientSecret');
  });

  test('needs no credentials where the third-party app asks for none', async ({ client }) => {
    const { json } = await client.ask('POST', 'connectors/Hookline/install', { body: { Name: 'More hooks' } });
    expect(at(json, 'Authenticated')).toBe(true);
  });

  test('an older release by its number gives that release', async ({ sandbox, client }) => {
    sandbox.release('Northwind CRM');
    const release = async (which: string) => {
      const { json } = await client.ask('POST', `connectors/${which}/install`, { body: { Name: `of ${which}` } });
      return at(at(json, 'Connector'), 'Id');
    };
    expect([await release('5101'), await release('5240'), await release('Northwind CRM')]).toEqual([5101, 5240, 5240]);
  });

  test('is refused for a connector that is not there, or not out yet', async ({ client }) => {
    for (const which of ['999999', 'Nobody', '5240'])
      expect((await client.ask('POST', `connectors/${which}/install`, { body: {} })).status).toBe(404);
  });
});

describe('an account connector', () => {
  test('keeps what a PUT does not name, loses what it names null, and cannot take another’s name', async ({
    client,
  }) => {
    const path = 'account/connectors/1874';
    await client.ask('PUT', path, { body: { description: 'shop', properties: [{ name: 'dc', value: 'us7' }] } });
    const { json } = await client.ask('PUT', path, { body: { Id: 0, Name: 'newsletter SHOP' } });
    expect(json).toMatchObject({ Id: 1874, Name: 'newsletter SHOP', Description: 'shop', Authenticated: true });
    expect(listOf(at(json, 'Properties'))).toContainEqual(expect.objectContaining({ Name: 'dc', Value: 'us7' }));

    expect((await client.ask('PUT', path, { body: { AuthValue: null } })).json).toMatchObject({
      AuthValue: null,
      Authenticated: false,
      Description: 'shop',
    });
    expect((await client.ask('PUT', path, { body: { Name: 'Sales CRM' } })).status).toBe(400);
  });

  test('that is de-authenticated is refused by its third-party app, until it is authenticated anew', async ({
    client,
  }) => {
    await client.ask('PUT', 'account/connectors/1873/deauthenticate');
    expect((await client.ask('POST', calls.count, { body: {} })).status).toBe(401);
    expect((await client.ask('POST', 'account/connectors/1873/triggers/811', { body: {} })).text).toBe(
      '{"Message":"Failed to authenticate the connector"}',
    );
    await client.ask('PUT', 'account/connectors/1873', { body: { AuthValue: '{}' } });
    expect((await client.ask('POST', calls.count, { body: {} })).json).toEqual({ total: 4 });
  });

  test('of another account is not there', async ({ client }) => {
    for (const [method, path] of [
      ['GET', ''],
      ['PUT', ''],
      ['DELETE', ''],
      ['PUT', '/deauthenticate'],
      ['GET', '/properties'],
      ['POST', '/properties'],
      ['GET', '/fields'],
      ['POST', '/triggers/811'],
      ['POST', '/methods/1571282'],
      ['POST', '/test/1571282'],
      ['POST', '/methods/1571282/body'],
    ] as const) {
      const ask = method === 'GET' || method === 'DELETE' ? {} : { body: { Name: 'x' } };
      const { status } = await client.ask(method, `account/connectors/1873${path}`, { ...ask, account: 'demo-globex' });
      expect([method, path, status]).toEqual([method, path, 404]);
    }
    expect((await client.ask('POST', calls.count, { body: {} })).status).toBe(200);
  });
});

test('an account without an id gets one, and no empty header opens it', async ({ client }) => {
  const { json } = await client.ask('POST', 'accounts', { account: null, body: { Id: '', Name: 'A' } });
  expect(textAt(json, 'Id')).toMatch(/^[\da-f-]{36}$/);
  expect((await client.ask('GET', 'account/connectors', { account: '' })).status).toBe(401);
  expect((await client.ask('GET', 'account/connectors', { account: null })).status).toBe(401);
});

test('an account’s nulls clear, but not its name', async ({ client }) => {
  const put = (body: object) => client.ask('PUT', 'accounts/demo-globex', { body });
  expect((await put({ Timezone: null, StepDataSuccessRetentionHours: null })).json).toMatchObject({
    Timezone: null,
    StepDataSuccessRetentionHours: null,
    Name: 'Globex',
  });
  expect((await put({ Name: null })).text).toBe('{"Message":"Name is required"}');
});
