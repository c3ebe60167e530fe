import { type Attack, sent } from '../attempt.ts';

const query =
  'mutation ($v: JSONObject) { callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", fields: $v) }';
const merged =
  'mutation ($v: JSONObject) { callConnectorMethod(accountConnectorId: 1873, method: "Count Contacts", mergeFields: $v) }';

/** A body whose variable `v` is this text, as it stands. */
const body = (json: string, document = query) => `{"query":${JSON.stringify(document)},"variables":{"v":${json}}}`;

const refused = (name: string, expected: RegExp, json: string | Buffer): Attack =>
  sent(name, expected, { body: json }, { sendsNone: true });

/** A key or value that is passed on exactly as it was written, or refused: never interpreted. */
function passedOnOrRefused(name: string, json: string): Attack {
  return {
    name,
    expected: /^(?:400 BAD_USER_INPUT|200 data), as it was written$/,
    async run({ target, send }) {
      const heard = await send({ body: body(json, merged) });
      if (heard.status !== 200) return { ...heard, note: ', as it was written' };
      const arrived = (await target.received()).includes(JSON.stringify(json).slice(1, -1));
      return { ...heard, note: arrived ? ', as it was written' : ', changed' };
    },
  };
}

/** JSON that breaks careless programs. */
export const jsonAttacks: readonly Attack[] = [
  refused('no JSON', /^400 BAD_USER_INPUT$/, '{'),
  refused('JSON with a comma too many', /^400 BAD_USER_INPUT$/, '{"query":"{ __typename }",}'),
  refused('no UTF-8', /^400 BAD_USER_INPUT$/, Buffer.from([0x7b, 0xff, 0xfe, 0x7d])),
  refused('an empty body', /^400 BAD_USER_INPUT$/, ''),
  refused('a list of null', /^(?:200|400) BAD_/, '[null]'),
  refused('a list of nothing', /^(?:200|400)/, '[]'),
  refused('500,000 lists in each other', /^400 BAD_/, '['.repeat(500_000)),
  refused(
    '450,000 lists in each other, closed',
    /^(?:200|400) (?:BAD_|LIMIT_)/,
    '['.repeat(450_000) + ']'.repeat(450_000),
  ),
  refused(
    'a variable of 400,000 lists',
    /^(?:200|400) (?:BAD_USER_INPUT|LIMIT_EXCEEDED)$/,
    body(`{"a":${'['.repeat(400_000)}${']'.repeat(400_000)}}`),
  ),
  refused(
    'a variable of 33 levels',
    /^(?:200|400) LIMIT_EXCEEDED$/,
    body(`{"LastName":${'['.repeat(32)}${']'.repeat(32)}}`),
  ),
  refused(
    'a variable of 300,000 characters',
    /^(?:200|400) LIMIT_EXCEEDED$/,
    body(`{"LastName":"${'x'.repeat(300_000)}"}`),
  ),
  refused(
    '40,000 unknown keys',
    /^(?:200|400) (?:BAD_USER_INPUT|LIMIT_EXCEEDED)$/,
    body(`{${Array.from({ length: 22_000 }, (_, at) => `"k${at}":1`).join(',')}}`),
  ),
  refused('a key twice', /^400 BAD_USER_INPUT$/, body('{"LastName":"a","LastName":"b"}')),
  refused('a key twice, once in disguise', /^400 BAD_USER_INPUT$/, body('{"LastName":"a","Last\\u004eame":"b"}')),
  refused(
    'the document twice',
    /^400 BAD_USER_INPUT$/,
    '{"query":"{ __typename }","query":"{ accountConnectors { id } }"}',
  ),
  refused('a field of the body that nobody knows', /^400 BAD_/, '{"query":"{ __typename }","__proto__":{"x":1}}'),
  passedOnOrRefused('the key __proto__', '{"__proto__":{"polluted":1}}'),
  passedOnOrRefused('the key constructor', '{"constructor":{"prototype":{"polluted":1}}}'),
  passedOnOrRefused('half a surrogate', '{"a":"\\ud800"}'),
  passedOnOrRefused('NUL', '{"a":"\\u0000"}'),
  passedOnOrRefused('the number 1e999', '{"a":1e999}'),
  passedOnOrRefused('a number of 30 digits', '{"a":123456789012345678901234567890}'),
];
