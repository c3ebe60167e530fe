import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { hasRepeatedKeys } from '../../src/text/repeated-keys.ts';
import { parseJson } from '../../src/json.ts';
import { inWords, request, say } from '../attack/wire.ts';
import { callsTo, post } from '../fixtures.ts';
import { growth, linear } from '../growth.ts';
import { test } from './served.ts';

describe('a key that stands twice', () => {
  const body = (fields: string) =>
    `{"query":"mutation ($f: JSONObject) { callConnectorMethod(accountConnectorId: 1873, method: \\"Create Contact\\", fields: $f) }","variables":{"f":${fields}}}`;

  test.for([
    '{"LastName":"a","LastName":"b"}',
    '{"LastName":"a","LastName":"a"}',
    '{"LastName":"a","Last\\u004eame":"b"}',
    '{"LastName" \n:"a", "LastName"\t:"b"}',
    '{"LastName":"a","Address":{"City":1,"City":2}}',
    '{"LastName":[{"a":1},{"a":1,"a":2}]}',
    '{"__proto__":1,"__proto__":2}',
  ])('is refused, and nothing sent: %s', async (fields, { gateway, sandbox }) => {
    const { status, body: answer } = await post(gateway, body(fields));
    expect(status).toBe(400);
    expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(callsTo(sandbox)).toEqual([]);
  });

  test.for(['{"LastName":"a","Lastname":"b"}', '{"LastName":"\\"LastName\\":\\\\"}', '{"LastName":"a: \\"b\\": c"}'])(
    'is another matter: %s',
    async (fields, { gateway }) => {
      expect((await post(gateway, body(fields))).status).toBe(200);
    },
  );

  test('is refused in the request itself', async ({ gateway }) => {
    expect((await post(gateway, '{"query":"{ __typename }","query":"{ accountConnectors { id } }"}')).status).toBe(400);
  });

  test('is found in any JSON, and nowhere else', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(hasRepeatedKeys(text, parseJson(text))).toBe(false);
        const twice = `[{"a\\\\":1},{"k":${text},"k":${text}}]`;
        expect(hasRepeatedKeys(twice, parseJson(twice))).toBe(true);
      }),
    );
  });

  test.for([
    ['escapes', 25_000, (size: number) => `"${'\\\\'.repeat(size)}"`],
    ['short texts', 25_000, (size: number) => `[${'"",'.repeat(size)}""]`],
    // To parse many takes longer than to look for keys.
    ['levels', 5000, (size: number) => `{"a":${'['.repeat(size)}${']'.repeat(size)}}`],
    ['escaped quotes', 25_000, (size: number) => `["${'\\"'.repeat(size)}"]`],
  ] as const)('is looked for in a time that grows with the text and not faster: %s', async ([, size, textOf]) => {
    const work = (length: number) => {
      const text = textOf(length);
      const value = parseJson(text);
      return () => expect(hasRepeatedKeys(text, value)).toBe(false);
    };
    expect(await growth(size, work)).toBeLessThan(linear);
  });
});

describe('a body that is too large, of a caller who still sends it, is answered with a 413 that can be read', () => {
  const large = `{"query":"${'x'.repeat(3_000_000)}"}`;
  const chunks = (large.match(/.{1,65536}/gs) ?? []).map((part) => `${part.length.toString(16)}\r\n${part}\r\n`);
  const head = (...headers: readonly string[]) => request({ headers: ['Content-Type: application/json', ...headers] });

  test('with a length', async ({ port }) => {
    // More than once, because a reset comes too late for some.
    for (let time = 0; time < 5; time++) {
      expect(inWords(await say(port, request({ body: large })))).toBe('413 LIMIT_EXCEEDED');
    }
  });

  test('in chunks', async ({ port }) => {
    const heard = await say(port, [...head('Transfer-Encoding: chunked'), ...chunks, '0\r\n\r\n']);
    expect(inWords(heard)).toBe('413 LIMIT_EXCEEDED');
  });

  test('at once, where its length says that it would go on for long', async ({ port }) => {
    expect(inWords(await say(port, head('Content-Length: 900000000')))).toBe('413 LIMIT_EXCEEDED');
  });
});
