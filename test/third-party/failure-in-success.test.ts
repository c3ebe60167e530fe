import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/json.ts';
import { failureInSuccess } from '../../src/third-party/failure-in-success.ts';

const soap = (inside: string) =>
  `<?xml version="1.0"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${inside}</soap:Body></soap:Envelope>`;
const intacct = (status: string, result: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><response><control><status>${status}</status></control><operation>${result}</operation></response>`;

describe('a failure', () => {
  test.each<[string, Json, string, string]>([
    ['Slack', { ok: false, error: 'invalid_auth' }, 'RECONNECT', 'invalid_auth'],
    ['Slack', { ok: false, error: 'channel_not_found' }, 'REFUSED', 'channel_not_found'],
    ['Slack', { ok: false, error: 'ratelimited' }, 'RATE_LIMITED', 'ratelimited'],
    ['Slack', { ok: false, error: 'token_revoked' }, 'RECONNECT', 'token_revoked'],
    ['Slack', { ok: false, error: 'account_inactive' }, 'RECONNECT', 'account_inactive'],
    ['Slack', { ok: false, error: 'not_authed' }, 'RECONNECT', 'not_authed'],
    ['Slack', { ok: false, error: 'missing_scope', needed: 'chat:write', provided: 'x' }, 'REFUSED', 'missing_scope'],
    [
      'Telegram',
      { ok: false, error_code: 400, description: 'Bad Request: chat not found' },
      'REFUSED',
      'chat not found',
    ],
    [
      'QuickBooks',
      {
        Fault: {
          Error: [{ Message: 'Invalid Reference Id', Detail: 'Accounts element id 99 not found', code: '2500' }],
          type: 'ValidationFault',
        },
        time: '2026',
      },
      'REFUSED',
      'Accounts element id 99 not found',
    ],
    [
      'QuickBooks',
      {
        fault: {
          error: [{ message: 'message=AuthenticationFailed; errorCode=003200', detail: 'Token expired', code: '3200' }],
          type: 'AUTHENTICATION',
        },
      },
      'RECONNECT',
      'Token expired',
    ],
    [
      'Marketo',
      { requestId: 'e1', success: false, errors: [{ code: '602', message: 'Access token expired' }] },
      'RECONNECT',
      'Access token expired',
    ],
    [
      'Marketo',
      { requestId: 'e1', success: false, errors: [{ code: '601', message: 'Access token invalid' }] },
      'RECONNECT',
      'invalid',
    ],
    [
      'Marketo',
      {
        requestId: 'e1',
        success: false,
        errors: [{ code: '606', message: 'Max rate limit 100 exceeded with in 20 secs' }],
      },
      'RATE_LIMITED',
      '100',
    ],
    [
      'Marketo',
      { requestId: 'e1', success: false, errors: [{ code: '615', message: 'Concurrent access limit reached' }] },
      'RATE_LIMITED',
      'Concurrent',
    ],
    [
      'Marketo',
      { requestId: 'e1', success: false, warnings: [], errors: [{ code: '1003', message: 'Action is unknown' }] },
      'REFUSED',
      'Action is unknown',
    ],
    [
      'Zuora',
      { success: false, processId: 'x', reasons: [{ code: 50000040, message: 'Cannot find entity by key' }] },
      'REFUSED',
      'Cannot find entity',
    ],
    [
      'Salesforce',
      { id: null, success: false, errors: [{ statusCode: 'X_Y', message: 'No such thing', fields: [] }] },
      'REFUSED',
      'No such thing',
    ],
    ['GraphQL', { errors: [{ message: "Field 'x' doesn't exist" }], data: null }, 'REFUSED', "Field 'x'"],
    [
      'GraphQL',
      { errors: [{ message: "Field 'x' doesn't exist", locations: [{ line: 1, column: 1 }] }] },
      'REFUSED',
      "Field 'x'",
    ],
    [
      'GraphQL',
      { errors: [{ message: 'Not found here', path: ['a'] }], data: { a: null } },
      'REFUSED',
      'Not found here',
    ],
    [
      'Shopify',
      { errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }], extensions: { cost: 1 } },
      'RATE_LIMITED',
      'Throttled',
    ],
    [
      'Apollo',
      { errors: [{ message: 'Sign in first', extensions: { code: 'UNAUTHENTICATED' } }], data: null },
      'RECONNECT',
      'Sign in first',
    ],
    [
      'JSON-RPC',
      { jsonrpc: '2.0', id: 1, error: { code: -32601, message: 'Method x not found' } },
      'REFUSED',
      'Method x not found',
    ],
    [
      'Odoo',
      {
        jsonrpc: '2.0',
        id: null,
        error: {
          code: 100,
          message: 'Odoo Session Expired',
          data: { name: 'odoo.http.SessionExpiredException', message: 'Session expired' },
        },
      },
      'RECONNECT',
      'Session expired',
    ],
    [
      'OAuth',
      { error: 'invalid_grant', error_description: 'expired access/refresh token' },
      'RECONNECT',
      'expired access',
    ],
    [
      'Facebook',
      { error: { message: 'Unknown path components', type: 'OAuthException', code: 2500 } },
      'REFUSED',
      'Unknown path',
    ],
    [
      'Mandrill',
      { status: 'error', code: -1, name: 'Invalid_Key', message: 'Invalid API key' },
      'RECONNECT',
      'Invalid API key',
    ],
    [
      'HubSpot',
      { status: 'error', message: 'Contact is gone', correlationId: 'x', category: 'OBJECT' },
      'REFUSED',
      'Contact is gone',
    ],
    [
      'Monday',
      { error_code: 'ComplexityException', status_code: 200, error_message: 'Query has complexity of 1' },
      'RATE_LIMITED',
      'complexity',
    ],
    ['WeChat', { errcode: 40013, errmsg: 'invalid appid' }, 'REFUSED', 'invalid appid'],
    [
      'SOAP',
      soap('<soap:Fault><faultcode>soap:Client</faultcode><faultstring>No such column Foo</faultstring></soap:Fault>'),
      'REFUSED',
      'No such column Foo',
    ],
    [
      'SOAP',
      soap(
        '<soap:Fault><faultcode>sf:INVALID_SESSION_ID</faultcode><faultstring>INVALID_SESSION_ID: Invalid Session ID found</faultstring></soap:Fault>',
      ),
      'RECONNECT',
      'Invalid Session',
    ],
    [
      'SOAP, parsed',
      { 'soap:Envelope': { 'soap:Body': { 'soap:Fault': { faultstring: 'No such column Foo' } } } },
      'REFUSED',
      'No such column Foo',
    ],
    [
      'NetSuite',
      soap(
        '<addResponse><writeResponse><platformCore:status isSuccess="false"><statusDetail type="ERROR"><code>USER_ERROR</code><message>Please enter a value</message></statusDetail></platformCore:status></writeResponse></addResponse>',
      ),
      'REFUSED',
      'Please enter a value',
    ],
    [
      'Intacct',
      intacct(
        'failure',
        '<errormessage><error><errorno>XL03000006</errorno><description2>Sign-in information is incorrect</description2></error></errormessage>',
      ),
      'RECONNECT',
      'Sign-in information',
    ],
    [
      'Intacct',
      intacct(
        'success',
        '<result><status>failure</status><errormessage><error><errorno>BL1</errorno><description2>Could not create it</description2></error></errormessage></result>',
      ),
      'REFUSED',
      'Could not create it',
    ],
  ])('%s %j', (_app, body, kind, says) => {
    const failure = failureInSuccess(body);
    expect(failure?.kind).toBe(kind);
    expect(failure?.body.message).toContain(says);
  });
});

test.each<[string, Json]>([
  ['Slack', { ok: true, error: '' }],
  ['Slack', { ok: true, messages: [] }],
  ['a record with ok', { id: 1, ok: false }],
  ['an empty Fault', { Fault: null }],
  ['a record with a fault', { id: 1, Fault: { Error: [{ Message: 'pump' }] } }],
  ['Marketo', { requestId: 'e1', success: true, errors: [], result: [] }],
  ['a job that failed', { id: 'job-1', success: false, errors: [{ row: 3, message: 'bad' }] }],
  ['partial data', { data: { a: { id: 1 }, b: null }, errors: [{ message: 'b failed', path: ['b'] }] }],
  ['partial data', { data: { a: null, b: null }, errors: [{ message: 'b failed', path: ['b'] }] }],
  ['no errors', { data: null, errors: [] }],
  ['a list of errors as records', { errors: [{ id: 1, message: 'row 3', date: '2026' }] }],
  [
    'MailChimp batch',
    {
      new_members: [],
      updated_members: [],
      errors: [{ email_address: 'a@x.com', error: 'is a member' }],
      error_count: 1,
    },
  ],
  [
    'HubSpot batch',
    { status: 'COMPLETE', results: [{ id: '1' }], numErrors: 1, errors: [{ category: 'CONFLICT', message: 'exists' }] },
  ],
  [
    'Shopify, by rule only',
    { data: { productCreate: { product: null, userErrors: [{ field: ['title'], message: "can't be blank" }] } } },
  ],
  ['JSON-RPC', { jsonrpc: '2.0', id: 1, result: { error: { message: 'x' } } }],
  ['JSON-RPC', { jsonrpc: '2.0', id: 1, error: null, result: 3 }],
  ['a message that failed', { id: 'SM1', status: 'error', message: 'Delivery failed' }],
  ['a status', { status: 'error', message: 'Delivery failed' }],
  ['a record with an error', { id: 1, error: { message: 'last run' } }],
  ['error: null', { error: null, items: [] }],
  ['error: false', { error: false, message: 'Done' }],
  ['WeChat', { errcode: 0, errmsg: 'ok' }],
  ['SOAP', soap('<getResponse><Fault>no</Fault></getResponse>')],
  ['NetSuite, one of two', soap('<x><status isSuccess="false"/><status isSuccess="true"/></x>')],
  ['Intacct', intacct('success', '<result><status>success</status></result>')],
  [
    'Intacct, one of two',
    intacct('success', '<result><status>failure</status></result><result><status>success</status></result>'),
  ],
  ['text', 'Fault'],
  ['text', '<p>Fault</p>'],
  ['a list', [{ ok: false, error: 'x' }]],
  ['nothing', null],
  ['empty', {}],
])('%s is not a failure: %j', (_what, body) => {
  expect(failureInSuccess(body)).toBeUndefined();
});

test('looks at few keys of a large answer', () => {
  let reads = 0;
  const rows = Array.from({ length: 1000 }, (_, id) => ({ id }));
  const watched = new Proxy(Object.fromEntries(rows.map((row) => [`row${row.id}`, row])), {
    get(target, key) {
      reads += 1;
      return Reflect.get(target, key);
    },
  });
  expect(failureInSuccess(watched)).toBeUndefined();
  expect(reads).toBeLessThan(60);
});
