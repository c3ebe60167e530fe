import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test as base } from 'vitest';
import type { AnswerRule } from '../../src/catalog/rules.ts';
import { parseConfig } from '../../src/config/config.ts';
import { createGateway, type Gateway } from '../../src/gateway.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { silentLog } from '../../src/telemetry/log.ts';
import { post } from '../fixtures.ts';
import { answersScenario, type CollectedAnswer, collection } from './collection.ts';

const routerSecret = 'a-router-secret-of-32-characters';
const expectedFile = join(import.meta.dirname, 'expected.json');

/** A gateway in front of a sandbox that gives the answers of real applications. */
const test = base.extend<{ gateway: Gateway; sandbox: Sandbox }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures a fixture needs from its first argument
  sandbox: async ({}, use) => {
    await using sandbox = await startSandbox({ scenario: answersScenario });
    await use(sandbox);
  },
  gateway: async ({ sandbox }, use) => {
    const { limits, ...config } = parseConfig({
      CYCLR_API_URL: sandbox.url,
      CYCLR_CLIENT_ID: 'sandbox',
      CYCLR_CLIENT_SECRET: 'sandbox',
      AUTH_ROUTER_SECRET: routerSecret,
    });
    // Every row is asked for, whatever the one before it was: nothing is held back.
    const patient = { ...limits, breakerFailures: Infinity, pauseMs: 0 };
    await using gateway = await createGateway({ ...config, limits: patient }, { log: silentLog, catalogs: [], rules });
    await use(gateway);
  },
});

/** What an operator of these applications knows of them. */
const rules: readonly AnswerRule[] = [
  {
    connector: 'Failures in 200',
    methods: ['*Shopify*'],
    failures: [{ at: 'data.productCreate.[userErrors]', kind: 'REFUSED' }],
  },
];

const fields = 'status records location file { contentType name size text }';
const documents = {
  read: `query ($id: ID!, $method: String!) { accountConnector(id: $id) { answer: call(method: $method) { ${fields} } } }`,
  write: `mutation ($id: ID!, $method: String!) { answer: callConnectorMethodResponse(accountConnectorId: $id, method: $method) { ${fields} } }`,
};

/** What a caller sees of a row, but for times and ids. */
async function seen(gateway: Gateway, { kind, accountConnector, method }: CollectedAnswer) {
  const { body, text } = await post(
    gateway,
    { query: documents[kind], variables: { id: accountConnector, method } },
    { 'x-router-secret': routerSecret, 'x-cyclr-account': 'demo-acme' },
  );
  const [error] = body.errors ?? [];
  if (error !== undefined) {
    const { code, outcome, retriable, by, retryAfterSeconds, problems } = error.extensions;
    const named = (problems as readonly { readonly field?: string }[] | undefined)?.map(({ field }) => field);
    const failure = { code, outcome, retriable, by, fields: named };
    // A moment in time may have passed by now: test/third-party has these, with a clock of its own.
    if (/Epoch|Date|Limit Header/.test(method)) return failure;
    return { ...failure, wait: retryAfterSeconds, message: error.message, said: error.extensions['message'] };
  }
  const root = kind === 'read' ? (body.data?.['accountConnector'] as Record<string, unknown>) : body.data;
  const answer = root?.['answer'] as { readonly location: unknown; readonly file: unknown };
  // The digits as they came: JSON.parse would round them.
  const records = /"records":(.*?),"location"/s.exec(text)?.[1] ?? '';
  return { ...answer, records: records.slice(0, 500) };
}

/** One after the other, because a 401 can cost the token; but rate limits, which the gateway waits for, at once. */
function ofEach<Found>(look: (row: CollectedAnswer) => Promise<Found>): Promise<readonly Found[]> {
  const lookAfter = async (before: Promise<unknown>, row: CollectedAnswer) => {
    await before;
    return look(row);
  };
  let before: Promise<unknown> = Promise.resolve();
  return Promise.all(
    collection.map((row) => {
      if (row.section === 'Rate Limits') return look(row);
      const found = lookAfter(before, row);
      before = found;
      return found;
    }),
  );
}

test('every row of the collection comes to its caller as expected', async ({ gateway }) => {
  const found = Object.fromEntries(
    await ofEach(async (row) => [`${row.section}: ${row.method}`, await seen(gateway, row)] as const),
  );
  const text = `${JSON.stringify(found, null, 2)}\n`;
  // To look at what a change does: UPDATE_ANSWERS=1, and then read every line of the difference.
  if (process.env['UPDATE_ANSWERS'] === '1') writeFileSync(expectedFile, text);
  const expected = JSON.parse(readFileSync(expectedFile, 'utf8')) as Record<string, unknown>;
  expect(JSON.parse(text)).toEqual(expected);
});

test('the words and the fields of every refusal reach its caller', async ({ gateway }) => {
  const lost = await ofEach(async (row) => {
    if (row.reason === undefined) return [];
    const { said = '', fields: named = [] } = (await seen(gateway, row)) as { said?: string; fields?: string[] };
    const missing = [
      ...row.reason.words.filter((word) => !said.includes(word)),
      ...(row.reason.fields ?? []).filter((field) => !named.includes(field)),
    ];
    const isLost = missing.length > 0 || /<html|HTTP Request|10\.1\.2\.3/.test(said);
    return isLost ? [`${row.method}: ${missing.join()}`] : [];
  });
  expect(lost.flat()).toEqual([]);
});
