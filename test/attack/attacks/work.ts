import { type Attack, asked, sent, times, together } from '../attempt.ts';

const create = (index: number) =>
  `w${index}: callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", fields: { LastName: "x" }, callKey: "${index}")`;
const writes = (count: number, from = 0) => `mutation { ${times(count, (index) => create(from + index))} }`;
const batch = (count: number, query: (index: number) => string) => ({
  body: JSON.stringify(Array.from({ length: count }, (_one, index) => ({ query: query(index) }))),
});
const none = { sendsNone: true };

/** Too much work, and ids that want out of their place. */
export const workAttacks: readonly Attack[] = [
  asked('11 writes', /^400 LIMIT_EXCEEDED$/, writes(11)),
  asked(
    '11 writes in a fragment',
    /^400 LIMIT_EXCEEDED$/,
    `mutation { ...F } fragment F on Mutation { ${times(11, create)} }`,
  ),
  sent(
    '12 writes in two operations of a batch',
    /^400 LIMIT_EXCEEDED$/,
    batch(2, (index) => writes(6, index * 6)),
    none,
  ),
  sent(
    '11 operations',
    /^413 LIMIT_EXCEEDED$/,
    batch(11, () => '{ __typename }'),
    none,
  ),
  {
    name: '60 reads over a batch of 10',
    expected: /^200 LIMIT_EXCEEDED, at most 50 calls$/,
    withinMs: 5000,
    async run({ target, send }) {
      const before = await target.upstreamCalls();
      const heard = await send(
        batch(
          10,
          (at) =>
            `{ accountConnector(id: 1873) { ${times(6, (index) => `c${index}: call(method: "Get Contact", parameters: { ContactId: ${at * 6 + index} }) { body }`)} } }`,
        ),
      );
      const calls = (await target.upstreamCalls()) - before;
      const codes = heard.text.includes('LIMIT_EXCEEDED')
        ? heard.text.replaceAll(/"code":"(?!LIMIT_EXCEEDED)\w+"/g, '')
        : heard.text;
      return { ...heard, text: codes, note: calls <= 50 ? ', at most 50 calls' : `, ${calls} calls` };
    },
  },
  {
    name: '700 requests of one caller',
    expected: /^429, told when to come back$/,
    withinMs: 20_000,
    async run({ send }) {
      let heard = await send({ body: '{"query":"{ __typename }"}' });
      for (let sending = 1; sending < 700 && heard.status !== 429; sending += 20) {
        heard = together(
          await Promise.all(Array.from({ length: 20 }, () => send({ body: '{"query":"{ __typename }"}' }))),
        );
      }
      const told = /retry-after: [1-9]/i.test(heard.text) && /"retryAfterSeconds":[1-9]/.test(heard.text);
      return { ...heard, text: '', note: told ? ', told when to come back' : ', told nothing' };
    },
  },
  ...[
    '../../accounts',
    '1873/../1874',
    '1873%2f..',
    '1873\r\nX-Cyclr-Account: demo-globex',
    '1873\0',
    '-1',
    '1e3',
    ' 1873',
  ].flatMap((id) => [
    asked(
      `the account connector ${JSON.stringify(id)}`,
      /^200 (?:BAD_USER_INPUT|NOT_FOUND)$/,
      'mutation ($id: ID!) { callConnectorMethod(accountConnectorId: $id, method: "Count Contacts") }',
      { id },
    ),
    asked(
      `the method ${JSON.stringify(id)}`,
      /^200 (?:BAD_USER_INPUT|METHOD_NOT_FOUND)$/,
      'mutation ($id: String!) { callConnectorMethod(accountConnectorId: 1873, method: $id) }',
      { id },
    ),
  ]),
  asked(
    'a write as a query',
    /^200 METHOD_NOT_READABLE$/,
    '{ accountConnector(id: 1873) { call(method: "Create Contact", fields: { LastName: "x" }) { body } } }',
  ),
  asked(
    'an account connector of another account',
    /^200 NOT_FOUND$/,
    'mutation { callConnectorMethod(accountConnectorId: 2873, method: "Count Contacts") }',
  ),
  asked(
    'another account by argument',
    /^200 FORBIDDEN$/,
    '{ account(id: "demo-globex") { accountConnectors { id name } } }',
  ),
];
