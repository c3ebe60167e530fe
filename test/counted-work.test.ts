import { expect, vi } from 'vitest';
import { crm } from './fixtures.ts';
import { test as base } from './http/served.ts';

/**
 * What a warm request does, counted, because counts are the same on every machine: what is counted here is what made
 * requests slow before.
 */
interface Work {
  /** Requests that Cyclr gets. */
  readonly upstream: number;
  /** Texts of the size of the answer that are parsed, and that are written. */
  readonly parsed: number;
  readonly written: number;
}

const text = JSON.stringify({ records: Array.from({ length: 1000 }, (_none, Id) => ({ Id, Name: 'John Doe' })) });
const storesText = JSON.stringify({ stores: Array.from({ length: 1000 }, (_none, id) => ({ id: String(id) })) });
const large = 10_000;

const test = base.extend<{ work: (document: string) => Promise<Work> }>({
  work: async ({ port, sandbox }, use) => {
    for (const [on, body] of [
      [crm.searchContacts, text],
      ['/account/connectors/1874/methods/', storesText],
    ] as const)
      sandbox.fail({ fault: { name: 'answer', status: 200, body, contentType: 'application/json' }, on });
    const ask = async (query: string) => {
      const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: Buffer.from(`{"query":${JSON.stringify(query)}}`),
      });
      const answer = await response.text();
      expect(answer).not.toContain('"errors"');
    };
    await use(async (document) => {
      await ask(document);
      const before = sandbox.received.length;
      const parse = vi.spyOn(JSON, 'parse');
      const stringify = vi.spyOn(JSON, 'stringify');
      await ask(document);
      const [parses, writings] = [parse.mock.calls, stringify.mock.results];
      vi.restoreAllMocks();
      return {
        upstream: sandbox.received.length - before,
        parsed: parses.filter(([given]) => given.length > large).length,
        written: writings.filter(({ value }) => typeof value === 'string' && value.length > large).length,
      };
    });
  },
});

const call = `call(method: "Search Contacts")`;

test.for([
  ['a mutation', 'mutation { callConnectorMethod(accountConnectorId: 1873, method: "Search Contacts") }', 0],
  ['a query', `{ accountConnector(id: 1873) { ${call} { records } } }`, 0],
  ['a query of all that came', `{ accountConnector(id: 1873) { ${call} { records(first: 1000) body status } } }`, 0],
  ['fifty aliases', `{ accountConnector(id: 1873) { ${times(50, `${call} { records }`)} } }`, 0],
  ['paths of records', `{ accountConnector(id: 1873) { ${call} { records(select: ["Id"]) } } }`, 1],
  ['a typed read', '{ accountConnector(id: 1874) { mailChimp { listStores { id } } } }', 1],
] as const)(
  '%s: one upstream call, whose answer is not parsed unless somebody looks into it',
  async (given, { work }) => {
    const [, document, looks] = given;
    expect(await work(document)).toEqual({ upstream: 1, parsed: looks, written: looks });
  },
);

function times(count: number, field: string): string {
  return Array.from({ length: count }, (_none, at) => `a${at}: ${field}`).join(' ');
}
