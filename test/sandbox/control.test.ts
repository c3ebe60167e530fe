import { describe, expect } from 'vitest';
import { at } from '../audits/client.ts';
import { crm, searchContacts, test as base } from './fixtures.ts';

const call = `${crm}/methods/${searchContacts}`;

describe('without control', () => {
  base('there is no /sandbox, and no fault header', async ({ sandbox, client }) => {
    const response = await fetch(`${sandbox.url}/sandbox/requests`);
    expect(response.status).toBe(401);
    const { status } = await client.ask('GET', call, { headers: { 'x-sandbox-fault': 'html' } });
    expect(status).toBe(200);
  });
});

describe('with control', () => {
  const test = base.extend({ options: { control: true } });
  const send = async (url: string, method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}/sandbox/${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, json: (await response.json()) as unknown };
  };

  test('faults are set and ended', async ({ sandbox, client }) => {
    const rule = { fault: 'rate-limited', retryAfter: 30, on: { method: 'Search Contacts' }, times: 1 };
    expect((await send(sandbox.url, 'POST', 'faults', rule)).status).toBe(200);
    const { status, headers } = await client.ask('GET', call);
    expect({ status, wait: headers.get('retry-after') }).toEqual({ status: 429, wait: '30' });
    expect((await client.ask('GET', call)).status).toBe(200);

    await send(sandbox.url, 'POST', 'faults', { fault: 'html' });
    await send(sandbox.url, 'DELETE', 'faults');
    expect((await client.ask('GET', call)).status).toBe(200);
  });

  test.for([
    [{ fault: 'nothing' }, /There is no fault 'nothing'\. Expected one of latency, hang/],
    [{}, /There is no fault 'undefined'/],
    [{ fault: 'gate' }, /There is no fault 'gate'/],
    [{ fault: 'html', status: 7 }, /^status: /],
    [{ fault: 'html', stauts: 502 }, /Unrecognized key: "stauts"/],
    [{ fault: 'hang', times: 0 }, /^times: /],
    [{ fault: 'content-type', contentType: 'a\r\nb: c' }, /^contentType: /],
    [{ fault: 'huge', megabytes: 1e9 }, /^megabytes: /],
    [{ fault: 'answer', headers: { 'Content-Length': '7' } }, /^headers\.Content-Length: /],
    [{ fault: 'answer', headers: { a: 'b\nc' } }, /^headers\.a: /],
  ] as const)('the rule %j is refused', async ([rule, words], { sandbox }) => {
    const { status, json } = await send(sandbox.url, 'POST', 'faults', rule);
    expect(status).toBe(400);
    expect(at(json, 'Message')).toMatch(words);
  });

  test('a request can ask for its own fault', async ({ client }) => {
    const { status } = await client.ask('GET', call, { headers: { 'x-sandbox-fault': 'html; status=502' } });
    expect(status).toBe(502);
    const unknown = await client.ask('GET', call, { headers: { 'x-sandbox-fault': 'nothing' } });
    expect(unknown).toMatchObject({ status: 400, json: { Message: expect.stringContaining('There is no fault') } });
  });

  test('requests are counted and shown, credentials are not', async ({ sandbox, client }) => {
    await client.ask('POST', call, { body: { Parameters: { '400123': 'true' } } });
    await client.ask('POST', 'connectors/MailChimp/install', { body: { AuthValue: 'very-secret' } });
    const { json } = await send(sandbox.url, 'GET', 'requests');
    expect(at(json, 'counts')).toMatchObject({
      'POST /oauth/token': 1,
      'POST /v1.0/account/connectors/:id/methods/:id': 1,
    });
    expect(at(json, 'newest')).toContainEqual(
      expect.objectContaining({ body: '{"Parameters":{"400123":"true"}}', status: 200, account: 'demo-acme' }),
    );
    expect(JSON.stringify(json)).not.toMatch(/very-secret|client_secret/);
  });

  test('a third-party refusal is relayed either way', async ({ sandbox, client }) => {
    const failing = `${crm}/methods/0b0a3b5e-7d0c-4a55-8b51-1a1f6a2c9d04/body`;
    const body = { Parameters: { '24718400': 5 }, Body: '{}' };
    const asItWas = await client.ask('POST', failing, { body });
    expect(asItWas.status).toBe(404);
    expect((await send(sandbox.url, 'PUT', 'relay', { relay: 'text' })).status).toBe(200);
    const retold = await client.ask('POST', failing, { body });
    expect(at(retold.json, 'Message')).toBe(
      `404 Not Found\r\n${asItWas.text}\r\n\r\n\r\nHTTP Request:\r\nPOST https://{{Region}}.northwind.example/contacts/{{ContactId}} HTTP/1.1\r\nAuthorization: REDACTED`,
    );
    expect((await send(sandbox.url, 'PUT', 'relay', { relay: 'x' })).status).toBe(400);
  });

  test('tokens are revoked', async ({ sandbox, client }) => {
    await send(sandbox.url, 'DELETE', 'tokens');
    expect((await client.ask('GET', call)).status).toBe(401);
  });

  test('a reset takes everything back', async ({ sandbox, client }) => {
    await client.ask('DELETE', crm);
    await send(sandbox.url, 'POST', 'faults', { fault: 'html', on: '/v1.0' });
    await send(sandbox.url, 'POST', 'reset');
    expect(sandbox.received).toEqual([]);
    const token = at((await client.token()).json, 'access_token') as string;
    expect((await client.ask('GET', crm, { token })).status).toBe(200);
  });

  test('what is not there says what is', async ({ sandbox }) => {
    expect(await send(sandbox.url, 'GET', 'nothing')).toMatchObject({
      status: 404,
      json: { Message: expect.stringContaining('POST /sandbox/reset') },
    });
  });
});
