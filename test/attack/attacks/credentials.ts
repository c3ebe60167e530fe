import { type Attack, type Against, together } from '../attempt.ts';
import { request, say } from '../wire.ts';

const body = '{"query":"{ accountConnectors { id } }"}';
const now = Math.floor(Date.now() / 1000);

/** A request with these headers and none of its own. */
function withHeaders(
  name: string,
  expected: RegExp,
  headers: (against: Against) => Promise<readonly string[]> | readonly string[],
): Attack {
  return {
    name,
    expected,
    sendsNone: true,
    run: async (against) => say(against.target.port, request({ body, headers: await headers(against) })),
  };
}

function withToken(name: string, claims: Readonly<Record<string, unknown>>, secret?: string): Attack {
  return withHeaders(name, /^401 UNAUTHENTICATED$/, async ({ target }) => [
    `Authorization: Bearer ${await target.token(claims, secret)}`,
  ]);
}

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const unsigned = (alg: string) =>
  `Authorization: Bearer ${base64({ alg, typ: 'JWT' })}.${base64({ iss: 'https://id.example.com/', aud: 'attacked-gateway', exp: now + 60, cyclr_account_id: 'demo-acme' })}.`;

/** Callers who are not who they say, or who want another account. */
export const credentialAttacks: readonly Attack[] = [
  withHeaders('no credentials', /^401 UNAUTHENTICATED$/, () => []),
  withHeaders('a password', /^401 UNAUTHENTICATED$/, () => ['Authorization: Basic YTpi']),
  withHeaders('a token of the algorithm none', /^401 UNAUTHENTICATED$/, () => [unsigned('none')]),
  withHeaders('a token of the algorithm nOnE', /^401 UNAUTHENTICATED$/, () => [unsigned('nOnE')]),
  withHeaders('a token of 9 KB', /^401 UNAUTHENTICATED$/, () => [`Authorization: Bearer ${'x'.repeat(9000)}`]),
  withHeaders('two tokens', /^400/, ({ authorization }) => [authorization, authorization]),
  withHeaders('two tokens in one header', /^401 UNAUTHENTICATED$/, ({ authorization }) => [
    `${authorization}, Bearer x`,
  ]),
  withHeaders('the secret of a router', /^401 UNAUTHENTICATED$/, () => [
    'X-Router-Secret: x',
    'X-Cyclr-Account: demo-acme',
  ]),
  withToken('a token that is signed by somebody else', {}, 'another secret of more than 32 characters'),
  withToken('a token that has expired', { exp: now - 60 }),
  withToken('a token that never expires', { exp: undefined }),
  withToken('a token that is not valid yet', { nbf: now + 600 }),
  withToken('a token of another issuer', { iss: 'https://evil.example/' }),
  withToken('a token for another audience', { aud: 'another' }),
  withHeaders('a token that names no account', /^403 FORBIDDEN$/, async ({ target }) => [
    `Authorization: Bearer ${await target.token({ cyclr_account_id: undefined })}`,
  ]),
  ...['demo-globex', '*', 'demo-acme, demo-globex', 'demo-acme demo-globex', '../demo-globex'].map((account) =>
    withHeaders(`the account ${account}`, /^(?:403 FORBIDDEN|400 BAD_USER_INPUT)$/, ({ authorization }) => [
      authorization,
      `X-Cyclr-Account: ${account}`,
    ]),
  ),
  withHeaders('an account with a line break', /^400/, ({ authorization }) => [
    authorization,
    'X-Cyclr-Account: demo-acme\rX-Cyclr-Account: demo-globex',
  ]),
  withHeaders('two accounts', /^400 BAD_REQUEST$/, ({ authorization }) => [
    authorization,
    'X-Cyclr-Account: demo-acme',
    'X-Cyclr-Account: demo-globex',
  ]),
  {
    name: '_service and _entities without credentials',
    expected: /^(?:401 UNAUTHENTICATED|400 GRAPHQL_VALIDATION_FAILED)$/,
    run: ({ target }) =>
      say(
        target.port,
        request({ body: '{"query":"{ _service { sdl } _entities(representations: []) { __typename } }"}' }),
      ),
  },
  {
    name: '200 forged tokens at once',
    expected: /^401 UNAUTHENTICATED$/,
    withinMs: 5000,
    run: async ({ target }) =>
      together(
        await Promise.all(
          Array.from({ length: 200 }, async () =>
            say(
              target.port,
              request({ body, headers: [`Authorization: Bearer ${await target.token({}, 'x'.repeat(32))}`] }),
            ),
          ),
        ),
      ),
  },
];
