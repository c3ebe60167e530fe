import { connect } from 'node:net';
import { describe, expect } from 'vitest';
import { door } from '../door.ts';
import { callsTo, post } from '../fixtures.ts';
import { growth, linear } from '../growth.ts';
import { test } from './served.ts';

const secret = 'a secret that only the router and we know';
const write =
  'mutation { callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", fields: { LastName: "x" }) }';

describe('a batch is refused as a whole, with status and headers', () => {
  const batch = [{ query: '{ __typename }' }, { query: '{ __typename }' }];
  const behindRouter = test.extend({ env: { AUTH_ROUTER_SECRET: secret, RATE_LIMIT_REQUESTS: '1' } });
  const router = { 'x-router-secret': secret, 'x-cyclr-account': 'demo-acme' };

  behindRouter('when nobody knows who calls', async ({ gateway }) => {
    const { status, headers, text } = await post(gateway, batch);
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Router-Secret realm="cyclr-gateway"']);
    expect(JSON.parse(text)).toMatchObject([
      { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
      { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
    ]);
  });

  behindRouter('when it is one too many', async ({ gateway }) => {
    expect((await post(gateway, batch, router)).status).toBe(200);
    const { status, headers } = await post(gateway, batch, router);
    expect([status, Number(headers.get('retry-after')) > 0]).toEqual([429, true]);
  });

  test('when an operation is none', async ({ gateway, lines }) => {
    for (const operations of [[null], [1], ['{ __typename }'], [[batch[0]]], [batch[0], null]]) {
      const { status, text } = await post(gateway, operations);
      expect([status, text.includes('must be an object')]).toEqual([400, true]);
    }
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

test.for(['image/png', 'text/*', '*/*;q=0', 'application/json;q=0'])(
  'a write whose answer nobody takes is not sent: Accept %s',
  async (accept, { gateway, sandbox }) => {
    expect((await post(gateway, { query: write }, { accept })).status).toBe(406);
    expect(callsTo(sandbox)).toEqual([]);
  },
);

test('an empty Accept says nothing', async ({ gateway }) => {
  expect((await post(gateway, { query: '{ __typename }' }, { accept: '' })).status).toBe(200);
});

test('a caller who leaves in the middle of a body is logged as that, and not as a bug', async ({ port, lines }) => {
  const socket = connect(port, '127.0.0.1');
  socket.write(
    'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"query',
    () => socket.destroy(),
  );
  await expect
    .poll(() => lines.filter(({ msg }) => msg === 'request'))
    .toMatchObject([{ status: 499, codes: ['CLIENT_CLOSED'] }]);
  expect(lines.filter(({ level }) => level !== 'info')).toEqual([]);
});

test('no names of the schema are told in production, of variables neither', async () => {
  const { createGateway } = await import('../../src/gateway.ts');
  const { parseConfig } = await import('../../src/config/config.ts');
  const { silentLog } = await import('../../src/telemetry/log.ts');
  await using gateway = await createGateway(parseConfig({ NODE_ENV: 'production' }), { log: silentLog, ...door });
  const query = 'query ($k: MethodKind) { accountConnector(id: 1873) { methods(kind: $k) { name } } }';
  const { text } = await post(gateway, { query, variables: { k: 'REED' } });
  expect(text).toContain('REED');
  expect(text).not.toMatch(/Did you mean|"READ"/);

  const hostile = (size: number) => ({
    query: 'query ($a: Int) { connectors(first: $a) { __typename } }',
    variables: { a: ' Did you mean '.repeat(size) },
  });
  const work = (size: number) => async () => expect((await post(gateway, hostile(size))).status).toBe(400);
  expect(await growth(3750, work)).toBeLessThan(linear);
});
