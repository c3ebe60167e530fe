import { asked, type Attack, sent, times } from '../attempt.ts';
import { request, say } from '../wire.ts';

const entities =
  'query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on AccountConnector { id accountId } } }';
const references = (count: number, more: Readonly<Record<string, unknown>> = {}) =>
  Array.from({ length: count }, () => ({ __typename: 'AccountConnector', id: '1873', ...more }));
const deferred = (count: number) =>
  `{ accountConnectors { ${times(count, (at) => `... @defer(label: "${at}") { name }`)} } }`;
const parts = ['Accept: multipart/mixed, application/graphql-response+json'];

/** What a router may ask and a caller should not be able to misuse, and answers in parts. */
export const supergraphAttacks: readonly Attack[] = [
  asked('the schema as a subgraph', /^400 GRAPHQL_VALIDATION_FAILED$/, '{ _service { sdl } }'),
  asked('501 references', /^200 LIMIT_EXCEEDED$/, entities, { r: references(501) }),
  asked(
    '50 times 500 references',
    /^200 LIMIT_EXCEEDED$/,
    `query ($r: [_Any!]!) { ${times(50, (at) => `a${at}: _entities(representations: $r) { __typename }`)} }`,
    { r: references(500) },
  ),
  {
    name: '500 references with 49 lists of methods each',
    expected: /^400 LIMIT_EXCEEDED$/,
    // What is within the limit of the answer is made first.
    withinMs: 5000,
    sendsNone: true,
    run: ({ ask }) =>
      ask(
        `query ($r: [_Any!]!) { _entities(representations: $r) { ... on AccountConnector { ${times(49, (at) => `a${at}: methods { inputSchema }`)} } } }`,
        { r: references(500) },
      ),
  },
  asked('a reference into another account', /^200 FORBIDDEN$/, entities, {
    r: references(1, { id: '2873', accountId: 'demo-globex' }),
  }),
  asked('an account connector of another account, by reference', /^200 NOT_FOUND$/, entities, {
    r: references(1, { id: '2873' }),
  }),
  asked('another account, by reference', /^200 FORBIDDEN$/, entities, {
    r: [{ __typename: 'Account', id: 'demo-globex' }],
  }),
  asked('references to what is none', /^200 BAD_USER_INPUT$/, entities, {
    r: ['__proto__', 'constructor', 'toString', 'Query', ''].map((__typename) => ({ __typename, id: '1' })),
  }),
  ...(['', 'wrong', 'x'.repeat(8000)].map((secret) => ({
    name: `a router's secret of ${secret.length} characters, beside a good token`,
    // Empty is the same as none, and then the token is asked: which is not of that account.
    expected: secret === '' ? /^403 FORBIDDEN$/ : /^401 UNAUTHENTICATED$/,
    sendsNone: true,
    run: ({ target, authorization }) =>
      say(
        target.port,
        request({
          body: '{"query":"{ accountConnectors { id } }"}',
          headers: [authorization, `X-Router-Secret: ${secret}`, 'X-Cyclr-Account: demo-globex'],
        }),
      ),
  })) satisfies Attack[]),
  sent('11 deferred fragments', /^400 LIMIT_EXCEEDED$/, {
    body: JSON.stringify({ query: deferred(11) }),
    headers: parts,
  }),
  sent('a stream of every record', /^400 GRAPHQL_VALIDATION_FAILED$/, {
    body: '{"query":"{ accountConnectors @stream { id } }"}',
    headers: parts,
  }),
  sent('a deferred write', /^400 GRAPHQL_VALIDATION_FAILED$/, {
    body: JSON.stringify({
      query:
        'mutation { ... @defer { callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", fields: { LastName: "x" }) } }',
    }),
    headers: parts,
  }),
  sent('a deferred operation in a batch', /^200 BAD_USER_INPUT$/, {
    body: JSON.stringify([{ query: deferred(1) }, { query: '{ __typename }' }]),
  }),
  sent('the id of a document that nobody persisted', /^200 PERSISTED_QUERY_NOT_SUPPORTED$/, {
    body: JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } } }),
  }),
];
