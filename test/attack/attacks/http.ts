import { gzipSync } from 'node:zlib';
import { type Attack, sent } from '../attempt.ts';

const body = '{"query":"{ __typename }"}';
const write =
  'mutation { callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", fields: { LastName: "x" }) }';
const get = (query: string) => `/graphql?query=${encodeURIComponent(query)}`;
const preflighted = 'GraphQL-Require-Preflight: 1';

/** An answer that lets a page of another origin in, says so. */
function crossOrigin(name: string, expected: RegExp, method: string, more: Parameters<typeof sent>[2]): Attack {
  return {
    name,
    expected,
    async run({ send }) {
      const { headers = [] } = more;
      const own = headers.some((line) => line.startsWith('Origin:')) ? [] : ['Origin: https://evil.example'];
      const heard = await send({ ...more, method, headers: [...own, ...headers] });
      return { ...heard, note: /access-control-allow/i.test(heard.text) ? ', let in' : ', not let in' };
    },
  };
}

const none = { sendsNone: true };

/** Requests that a browser, a proxy or a scanner could send. */
export const httpAttacks: readonly Attack[] = [
  sent('a mutation by GET', /^405/, { method: 'GET', target: get(write), headers: [preflighted] }, none),
  sent('a mutation by GET, not preflighted', /^40[35]/, { method: 'GET', target: get(write) }, none),
  sent('a query by GET, as an image of a page would', /^403/, { method: 'GET', target: get('{ __typename }') }, none),
  sent('a mutation by QUERY', /^405 BAD_REQUEST$/, { method: 'QUERY', body: JSON.stringify({ query: write }) }, none),
  sent(
    'a mutation by QUERY, in a batch',
    /^200 BAD_REQUEST$/,
    { method: 'QUERY', body: JSON.stringify([{ query: write }, { query: write }]) },
    none,
  ),
  sent(
    'a QUERY of a form',
    /^415 BAD_REQUEST$/,
    { method: 'QUERY', body, headers: ['Content-Type: text/plain'] },
    none,
  ),
  sent('a subscription', /^(?:200|400) GRAPHQL_VALIDATION_FAILED$/, { body: '{"query":"subscription { x }"}' }, none),
  ...['{}', '[]', '[{}]', '{"query":""}', '{"query":null}', '{"variables":{}}'].map((empty) =>
    sent(`no document: ${empty}`, /^400 BAD_REQUEST$/, { body: empty }, none),
  ),
  ...['query', 'documentId', 'operationName', 'variables', 'extensions'].map((name) =>
    sent(
      `${name} twice in a URL`,
      /^400 BAD_REQUEST$/,
      { method: 'GET', target: `${get('{ __typename }')}&${name}={}&${name}={}`, headers: [preflighted] },
      none,
    ),
  ),
  ...['%', '%zz', '%ff', '%c0%af', '%ed%a0%80'].map((text) =>
    sent(
      `${text} in a URL`,
      /^400 BAD_REQUEST$/,
      { method: 'GET', target: `${get('{ __typename }')}&x=${text}`, headers: [preflighted] },
      none,
    ),
  ),
  ...['variables', 'extensions'].map((name) =>
    sent(
      `a key twice in the ${name} of a URL`,
      /^400 BAD_USER_INPUT$/,
      { method: 'GET', target: `${get('{ __typename }')}&${name}={"a":1,"a":2}`, headers: [preflighted] },
      none,
    ),
  ),
  ...['Host: a', 'Content-Type: application/json', 'X-Cyclr-Account: demo-globex', 'X-Router-Secret: x'].map((line) =>
    sent(`two of ${line}`, /^400 BAD_REQUEST$/, { body, headers: [line, line] }, none),
  ),
  ...['/x/../graphql', '/x/%2e%2E/graphql', '/./graphql', '/x\\..\\graphql', '/graphql#x'].map((target) =>
    sent(`the target ${target}`, /^400/, { body, target }, none),
  ),
  ...['PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND'].map((method) => sent(method, /^405/, { method, body }, none)),
  sent('HEAD', /^(?:400|403|405)/, { method: 'HEAD' }, none),
  ...[
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-16',
    'application/graphql',
  ].map((type) => sent(`a body of ${type}`, /^415/, { body, headers: [`Content-Type: ${type}`] }, none)),
  sent('a compressed body', /^415/, { body: gzipSync(body), headers: ['Content-Encoding: gzip'] }, none),
  sent(
    'a body that inflates to 900 MB',
    /^415/,
    { body: gzipSync(Buffer.alloc(50_000_000)), headers: ['Content-Encoding: gzip'] },
    none,
  ),
  sent('Accept: text/xml', /^406/, { body, headers: ['Accept: text/xml'] }, none),
  sent('Accept: application/json;q=0', /^406/, { body, headers: ['Accept: application/json;q=0'] }, none),
  sent('GraphiQL', /^(?!.*GraphiQL)[34]\d\d/, { method: 'GET', headers: ['Accept: text/html'] }, none),
  sent('a file of GraphiQL', /^400 BAD_REQUEST$/, { method: 'GET', target: '/graphql?graphiql=graphiql.js' }, none),
  sent(
    'the address of the server, in a browser',
    /^404 BAD_REQUEST$/,
    { method: 'GET', target: '/', headers: ['Accept: text/html'] },
    none,
  ),
  crossOrigin('a page of another origin asks', /^\d+.*not let in$/, 'OPTIONS', {
    headers: ['Access-Control-Request-Method: POST'],
  }),
  crossOrigin('a page of this machine asks', /^\d+.*not let in$/, 'OPTIONS', {
    headers: ['Access-Control-Request-Method: POST', 'Origin: http://localhost:5173'],
  }),
  crossOrigin('a page of another origin queries', /^200 data, not let in$/, 'QUERY', { body }),
  crossOrigin('a page of another origin posts', /^200 data, not let in$/, 'POST', { body }),
  ...[
    '/',
    '/graphql/../etc/passwd',
    '/graphql%2f..%2f..',
    '/.env',
    '/x/graphql',
    '/x?y=/graphql',
    '//evil.example/graphql',
    '/graphql/x',
  ].map((target) => sent(`the path ${target}`, /^40[04]/, { method: 'GET', target, headers: [preflighted] }, none)),
  sent('a target of another host', /^40\d/, { target: 'http://evil.example/graphql', body }, none),
  sent('the target *', /^40\d/, { method: 'OPTIONS', target: '*' }, none),
  ...['[', 'a b', 'x/y?z#', '<script>', 'x'.repeat(5000), ''].map((host) =>
    sent(`the host ${JSON.stringify(host.slice(0, 20))}`, /^400|^200 data$/, { body, headers: [`Host: ${host}`] }),
  ),
  sent('a request id that writes a line of the log', /^200 data$/, {
    body,
    headers: ['X-Request-Id: x"}{"msg":"forged-line'],
  }),
  sent(
    'a request for a socket',
    /^(?:200 BAD_REQUEST|40\d)/,
    {
      method: 'GET',
      headers: [
        'Upgrade: websocket',
        'Connection: Upgrade, close',
        'Sec-WebSocket-Key: x',
        'Sec-WebSocket-Version: 13',
      ],
    },
    none,
  ),
];
