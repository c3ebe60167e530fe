import { type Against, type Attack, sent } from '../attempt.ts';
import { request, say } from '../wire.ts';

const body = '{"query":"{ __typename }"}';
const smuggled = 'GET /health HTTP/1.1\r\nHost: x\r\n\r\n';

/** Bytes that no honest client sends; the caller's token goes with them. */
function raw(
  name: string,
  expected: RegExp,
  bytes: (authorization: string) => readonly string[],
  more: Partial<Attack> = {},
): Attack {
  return {
    name,
    expected,
    sendsNone: true,
    run: ({ target, authorization }) => say(target.port, bytes(authorization)),
    ...more,
  };
}

const head = (authorization: string, ...lines: readonly string[]) =>
  `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n${authorization}\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`;

const chunked = (text: string) =>
  (text.match(/[^]{1,65536}/g) ?? []).map((part) => `${part.length.toString(16)}\r\n${part}\r\n`);

/** Requests whose end is a matter of opinion, that never end, or that are too large. */
export const framingAttacks: readonly Attack[] = [
  raw('a length and chunks', /^400/, (auth) => [
    head(auth, 'Content-Length: 5', 'Transfer-Encoding: chunked'),
    `0\r\n\r\n${smuggled}`,
  ]),
  raw('two lengths', /^400/, (auth) => [head(auth, 'Content-Length: 5', `Content-Length: ${body.length}`), body]),
  raw('a length that is no number', /^400/, (auth) => [head(auth, 'Content-Length: 2x6'), body]),
  raw('a length with a sign', /^400/, (auth) => [head(auth, 'Content-Length: +26'), body]),
  raw('two encodings', /^400/, (auth) => [head(auth, 'Transfer-Encoding: chunked, identity'), `0\r\n\r\n${smuggled}`]),
  raw('an unknown encoding', /^(?:400|501)/, (auth) => [head(auth, 'Transfer-Encoding: xchunked'), body]),
  raw('an encoding behind a tab', /^400/, (auth) => [
    head(auth, 'Transfer-Encoding:\vchunked', 'Content-Length: 4'),
    '0\r\n\r\n',
  ]),
  raw('a chunk of a length that is no number', /^400/, (auth) => [
    head(auth, 'Transfer-Encoding: chunked'),
    `zz\r\n${body}\r\n0\r\n\r\n`,
  ]),
  raw('a chunk with a long extension', /^(?:400|413)|^cut off/, (auth) => [
    head(auth, 'Transfer-Encoding: chunked'),
    `1a;${'x'.repeat(100_000)}\r\n${body}\r\n0\r\n\r\n`,
  ]),
  raw('a header folded over two lines', /^400/, (auth) => [
    head(auth, 'X-Folded: a\r\n b', 'Content-Length: 26'),
    body,
  ]),
  raw('a space before the colon', /^400/, (auth) => [head(auth, 'Content-Length : 26'), body]),
  raw('a NUL in a header', /^400/, (auth) => [head(auth, 'X-Nul: a\0b', 'Content-Length: 26'), body]),
  raw('no host', /^400/, (auth) => [
    `POST /graphql HTTP/1.1\r\n${auth}\r\nContent-Length: 26\r\nConnection: close\r\n\r\n`,
    body,
  ]),
  raw('no HTTP', /^(?:400|cut off)/, () => ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03']),
  raw('headers of 17 KB', /^431/, (auth) => [head(auth, `X-Large: ${'x'.repeat(17_000)}`, 'Content-Length: 26'), body]),
  raw('5,000 headers', /^431/, (auth) => [
    head(auth, ...Array.from({ length: 5000 }, (_one, at) => `X-${at}: y`), 'Content-Length: 26'),
    body,
  ]),
  sent(
    'a body of 3 MB, by its length',
    /^413 LIMIT_EXCEEDED$/,
    { body: `{"query":"${'x'.repeat(3_000_000)}"}` },
    { sendsNone: true },
  ),
  raw('a body of 3 MB, in chunks', /^413 LIMIT_EXCEEDED$/, (auth) => [
    head(auth, 'Transfer-Encoding: chunked'),
    ...chunked(`{"query":"${'x'.repeat(3_000_000)}"}`),
    '0\r\n\r\n',
  ]),
  raw(
    'a body of 30 MB, in chunks',
    /^413 LIMIT_EXCEEDED$|^cut off/,
    (auth) => [head(auth, 'Transfer-Encoding: chunked'), ...chunked('x'.repeat(30_000_000)), '0\r\n\r\n'],
    { withinMs: 3000 },
  ),
  raw(
    '100 requests at once on a connection',
    /^200 data$/,
    (auth) =>
      Array.from({ length: 100 }, (_one, at) =>
        request({ body, headers: [auth, at === 99 ? 'Connection: close' : 'Connection: keep-alive'] }).join(''),
      ),
    { withinMs: 3000 },
  ),
  {
    name: '500 connections that say nothing',
    expected: /^200 data$/,
    withinMs: 3000,
    async run(against: Against) {
      const silent = Array.from({ length: 500 }, () => say(against.target.port, [], 1000));
      const heard = await against.send({ body });
      await Promise.all(silent);
      return heard;
    },
  },
];

/** Requests that take their time: told apart, because they must be waited for. */
export const slowAttacks: readonly Attack[] = [
  raw('headers that never end', /^(?:408|cut off)/, () => ['POST /graphql HTTP/1.1\r\nHost: x\r\nX-Slow: '], {
    withinMs: 13_000,
  }),
  raw('a body that never comes', /^(?:408|cut off)/, (auth) => [head(auth, 'Content-Length: 26')], {
    withinMs: 18_000,
  }),
  {
    name: 'a body of a byte a second',
    expected: /^(?:408|cut off)/,
    withinMs: 18_000,
    sendsNone: true,
    run: ({ target, authorization }) =>
      say(target.port, [head(authorization, 'Content-Length: 26')], 20_000, { byte: '{', everyMs: 1000 }),
  },
];
