import fc from 'fast-check';
import { expect } from 'vitest';
import { test as base } from '../http/served.ts';

interface Answered {
  readonly data?: unknown;
  readonly errors?: readonly { readonly locations?: unknown }[];
}

const test = base.extend<{ askFor: (records: unknown, fields: string) => Promise<Answered> }>({
  askFor: async ({ port, sandbox }, use) => {
    await use(async (records, fields) => {
      sandbox.clearFaults();
      const body = JSON.stringify({ customers: records });
      sandbox.fail({
        fault: { name: 'answer', status: 200, body, contentType: 'application/json' },
        on: '/account/connectors/1874/methods/',
      });
      const query = `{ accountConnector(id: 1874) { mailChimp { listCustomers(storeId: "1") ${fields} } } }`;
      const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-request-id': 'one' },
        body: JSON.stringify({ query }),
      });
      return (await response.json()) as Answered;
    });
  },
});

/** Without a fragment they are read in one loop; with one GraphQL executes them. */
const plain = '{ id mail: emailAddress firstName optInStatus json }';
const executed = '{ ... { id mail: emailAddress } firstName optInStatus json }';

const odd = fc.constantFrom<unknown>(
  null,
  true,
  'T',
  '12',
  12,
  12.5,
  1e300,
  [],
  [1],
  ['a', 'b'],
  {},
  { a: 1 },
  '\u2028',
);
const value = fc.oneof(fc.string({ maxLength: 5 }), fc.constant('x'.repeat(300)), odd);
const record = fc.record({ id: value, email_address: value, opt_in_status: value, more: value }, { requiredKeys: [] });

function withoutPlaces({ errors, ...answer }: Answered): unknown {
  return { ...answer, ...(errors && { errors: errors.map(({ locations: _here, ...error }) => error) }) };
}

test('what is read in one loop is what GraphQL would answer', async ({ askFor }) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof({ weight: 5, arbitrary: record }, { weight: 1, arbitrary: value })),
      async (records) => {
        expect(withoutPlaces(await askFor(records, plain))).toEqual(withoutPlaces(await askFor(records, executed)));
      },
    ),
    { numRuns: 60 },
  );
});

test.for([
  '{ id }',
  '{ id other: id id json }',
  '{ id __typename }',
  '{ id address { city } }',
  '{ id @include(if: true) firstName @skip(if: true) }',
  '{ ... on MailChimpCustomer { ... @include(if: true) { id } } }',
  '{ id response { status } }',
])('%s is answered for every record', async (fields, { askFor }) => {
  const records = Array.from({ length: 200 }, (_none, at) => ({ id: String(at) }));
  const { data, errors } = await askFor(records, fields);
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({ accountConnector: { mailChimp: { listCustomers: records } } });
});
