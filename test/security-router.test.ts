import { expect, test } from 'vitest';
import { parseConfig } from '../src/config/config.ts';
import { createGateway } from '../src/gateway.ts';
import { startSandbox } from '../src/sandbox/server.ts';
import { createLog } from '../src/telemetry/log.ts';
import { door } from './door.ts';
import { type Answer, post } from './fixtures.ts';

const secret = 'MARK-router-secret-of-more-than-32-characters';
const mark = /MARK/;

test('the secret of a router, right or wrong, is in no answer, header or log line', async () => {
  await using sandbox = await startSandbox();
  const lines: string[] = [];
  const config = parseConfig({
    CYCLR_API_URL: sandbox.url,
    CYCLR_CLIENT_ID: 'sandbox',
    CYCLR_CLIENT_SECRET: 'sandbox',
    AUTH_ROUTER_SECRET: secret,
    EXPLORABLE: 'true',
  });
  await using gateway = await createGateway(config, { log: createLog((line) => void lines.push(line)), ...door });

  const account = { 'x-cyclr-account': 'demo-acme' };
  const documents = [
    '{ accountConnectors { id } }',
    'mutation { callConnectorMethod(accountConnectorId: 1873, method: "Count Contacts") }',
    'mutation { callConnectorMethod(accountConnectorId: 1873, method: "Nothing") }',
    '{ nothing }',
    '{',
  ];
  const answers: Answer[] = [];
  for (const query of documents) {
    for (const headers of [
      { 'x-router-secret': secret, ...account },
      { 'x-router-secret': `${secret}x`, ...account },
      { 'x-router-secret': secret },
      { 'x-router-secret': secret, 'x-cyclr-account': 'a b' },
      { 'x-router-secret': secret, 'x-cyclr-roles': 'a,b', ...account },
      { authorization: `Bearer ${secret}`, ...account },
    ]) {
      answers.push(await post(gateway, { query }, headers));
    }
  }

  // Some worked, and some were refused in every way.
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 400, 401, 403]));
  expect(lines.length).toBeGreaterThanOrEqual(answers.length);
  for (const { text, headers } of answers) expect(text + JSON.stringify([...headers])).not.toMatch(mark);
  expect(lines.join('')).not.toMatch(mark);
  expect(JSON.stringify(config)).not.toMatch(mark);
  // Nor is it sent on.
  expect(JSON.stringify(sandbox.received)).not.toMatch(mark);
});
