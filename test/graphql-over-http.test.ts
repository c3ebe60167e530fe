import { serverAudits } from 'graphql-http';
import { describe, expect } from 'vitest';
import { test } from './fixtures.ts';

const audits = serverAudits({ url: 'http://gateway/graphql' });

describe('GraphQL over HTTP', () => {
  test('has all of its promises checked', () => {
    expect(audits).toHaveLength(61);
  });

  for (const [index, { id, name }] of audits.entries()) {
    test(`${id} ${name}`, async ({ gateway }) => {
      const audit = serverAudits({
        url: 'http://gateway/graphql',
        fetchFn: (url: string, init: RequestInit) => {
          const request = new Request(url, init);
          // What a client sends that queries by GET: see docs/limits.md.
          request.headers.set('graphql-require-preflight', '1');
          return gateway.fetch(request);
        },
      })[index];
      expect(await audit?.fn()).toMatchObject({ status: 'ok' });
    });
  }
});
