import { expect } from 'vitest';
import { limits } from '../src/limits.ts';
import { test } from './fixtures.ts';

const download = /* GraphQL */ `
  {
    accountConnector(id: 1877) {
      call(method: "Download File", parameters: { path: "x" }) {
        status
        records
        body
        file {
          contentType
          name
          size
          text
          base64
        }
      }
    }
  }
`;
const pageFile = '<!DOCTYPE html><html><body>A letter.</body></html>';

const answer = (body: string, contentType: string) => ({
  fault: { name: 'answer' as const, status: 200, body, contentType },
  on: '/methods/',
});

test.for([
  ['a table with a byte order mark', 'text/csv', '\uFEFFId,Name\n1,ü\n', 'Id,Name\n1,ü\n'],
  ['JSON in its own digits', 'application/json', '{"a": 1.50}', '{"a": 1.50}'],
  ['the text null', 'text/plain', 'null', 'null'],
  ['a page', 'text/html; charset=utf-8', pageFile, pageFile],
  ['a PDF in ASCII', 'application/pdf', '%PDF-1.4\n%%EOF\n', '%PDF-1.4\n%%EOF\n'],
] as const)('%s is downloaded with every byte of it', async ([, contentType, body, text], { ask, sandbox }) => {
  sandbox.fail(answer(body, contentType));
  const bytes = Buffer.from(body);
  expect((await ask(download)).body).toEqual({
    data: {
      accountConnector: {
        call: {
          status: 200,
          records: [text],
          body: text,
          file: { contentType, name: null, size: bytes.length, text, base64: bytes.toString('base64') },
        },
      },
    },
  });
});

test('data is no file', async ({ ask }) => {
  const { body } = await ask(
    '{ accountConnector(id: 1873) { call(method: "Count Contacts") { records file { size } } } }',
  );
  expect(body).toEqual({ data: { accountConnector: { call: { records: [{ total: 4 }], file: null } } } });
});

test('a page instead of records is an error at its field, and after a write its answer', async ({ ask, sandbox }) => {
  sandbox.fail({ ...answer('<script>x</script><title>Sign in</title>', 'text/html'), times: 2 });
  const read = await ask('{ accountConnector(id: 1873) { name call(method: "List Contacts") { records } } }');
  expect(read.body.errors).toMatchObject([
    { path: ['accountConnector', 'call', 'records'], extensions: { code: 'UPSTREAM_INVALID', retriable: false } },
  ]);
  const write = await ask(
    'mutation { callConnectorMethodResponse(accountConnectorId: 1873, method: "Create Contact", fields: { LastName: "x" }) { records file { text } } }',
  );
  expect(write.body).toEqual({
    data: {
      callConnectorMethodResponse: {
        records: ['<script>x</script><title>Sign in</title>'],
        file: { text: '<script>x</script><title>Sign in</title>' },
      },
    },
  });
});

test('an answer of too many levels is an error at its field, beside a write that was done', async ({
  ask,
  sandbox,
}) => {
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  const write = (alias: string) =>
    `${alias}: callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", fields: { LastName: "${alias}" })`;
  for (const [levels, isRefused] of [
    [limits.answerLevels, false],
    [limits.answerLevels + 1, true],
    [5000, true],
  ] as const) {
    sandbox.fail({ ...answer(nested(levels), 'application/json'), times: 1 });
    const { status, body } = await ask(`mutation { ${write('a')} ${write('b')} }`);
    expect(status).toBe(200);
    expect(body.data?.['b']).toMatchObject([{ LastName: 'b' }]);
    expect(body.errors?.map(({ path, extensions }) => [path, extensions['code'], extensions['outcome']]) ?? []).toEqual(
      isRefused ? [[['a'], 'UPSTREAM_INVALID', 'UNCERTAIN']] : [],
    );
  }
});
