import { describe, expect } from 'vitest';
import { crm, post, test } from './fixtures.ts';

const create = (name: string) => ({
  query:
    'mutation ($f: JSONObject) { callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", fields: $f) }',
  variables: { f: { LastName: name } },
});
const search = {
  query:
    '{ accountConnector(id: 1873) { call(method: "Search Contacts", parameters: { activeOnly: true }, fields: { LastName: "Lovelace" }) { records(select: ["Id"]) } } }',
};

describe('a new release goes live', () => {
  test('under load: callers by name see no error, and every write is applied exactly once', async ({
    gateway,
    sandbox,
  }) => {
    const workers = 8;
    const rounds = 12;
    let done = 0;
    const answers = await Promise.all(
      Array.from({ length: workers }, async (_worker, worker) => {
        const texts: string[] = [];
        for (let round = 0; round < rounds; round++) {
          const [written, read] = await Promise.all([
            post(gateway, create(`W${worker}-${round}`)),
            post(gateway, search),
          ]);
          texts.push(
            ...(written.body.errors ?? []).map(({ message }) => message),
            ...(read.body.errors ?? []).map(({ message }) => message),
          );
          expect(read.body.data).toEqual({ accountConnector: { call: { records: [{ Id: 1003 }] } } });
          done += 1;
          if (done === (workers * rounds) / 2) sandbox.release('Northwind CRM');
        }
        return texts;
      }),
    );
    expect(answers.flat()).toEqual([]);

    const listed = await post(gateway, {
      query:
        'mutation { callConnectorMethod(accountConnectorId: 1873, method: "List Contacts", select: ["LastName"]) }',
    });
    const names = (listed.body.data?.['callConnectorMethod'] as { LastName: string }[])
      .map(({ LastName }) => LastName)
      .filter((name) => /^W\d+-/.test(name));
    expect(names.toSorted()).toEqual(
      Array.from(
        { length: workers * rounds },
        (_one, index) => `W${index % workers}-${Math.floor(index / workers)}`,
      ).toSorted(),
    );

    // Once before, and once after: not once for every call that was refused.
    expect(sandbox.counts.get('GET /v1.0/connectors/Northwind CRM/methods')).toBe(2);
  });

  test('numbers of the old release, stated by a caller, are refused', async ({ gateway, sandbox }) => {
    sandbox.release('Northwind CRM');
    const { body } = await post(gateway, {
      query:
        'mutation ($p: JSONObject) { callConnectorMethod(accountConnectorId: 1873, method: "6f1f4a52-3c0e-4d37-9b1a-0f7d2a9c5e11", parameters: $p) }',
      variables: { p: { '400123': true } },
    });
    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', outcome: 'NOT_APPLIED' } }]);
  });

  test('inputs that Cyclr refuses for another reason are refused, and nothing is sent twice', async ({
    ask,
    sandbox,
  }) => {
    const { body } = await ask('{ accountConnector(id: 1873) { call(method: "Get Contact") { records } } }');
    expect(body.errors).toMatchObject([
      { message: expect.stringContaining("'Contact ID' is required"), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    expect(sandbox.received.filter(({ path }) => path.endsWith(crm.getContact))).toHaveLength(1);
  });
});
