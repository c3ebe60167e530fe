import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judgeMethod } from '../../src/connectors/kind.ts';
import { parseScenario, startSandbox } from '../../src/sandbox/server.ts';
import { listOf, textAt } from '../audits/client.ts';
import { clientOf } from '../sandbox/fixtures.ts';
import { answersScenario, collection } from './collection.ts';

const committed = readFileSync(join(import.meta.dirname, '../../examples/scenarios/answers.json'), 'utf8');

test('examples/scenarios/answers.json is the collection; `npm run generate` writes it', () => {
  expect(parseScenario(committed, 'answers.json')).toEqual(JSON.parse(JSON.stringify(answersScenario)));
});

test('each row has a method of its own, whose name says whether it reads', () => {
  expect(new Set(collection.map(({ connector, method }) => `${connector}: ${method}`)).size).toBe(collection.length);
  const misjudged = collection.filter(
    ({ method, kind }) =>
      judgeMethod({ name: method, methodType: 'Action', endPoint: null }).kind !== kind.toUpperCase(),
  );
  expect(misjudged.map(({ method }) => method)).toEqual([]);
});

describe('every row is answered as it says', () => {
  test('with its status and its bytes', async () => {
    await using sandbox = await startSandbox({ scenario: parseScenario(committed, 'answers.json') });
    const client = await clientOf(sandbox);
    for (const { connector, accountConnector, method, answer, name } of collection) {
      const listed = listOf((await client.ask('GET', `connectors/${connector}/methods`)).json);
      const id = textAt(
        listed.find(({ Name }) => Name === method),
        'Id',
      );
      const { status, headers } = await client.ask('POST', `account/connectors/${accountConnector}/methods/${id}`);
      const expected = answer.kind === 'sequence' ? 401 : answer.kind === 'canned' ? (answer.status ?? 200) : 200;
      expect([name, status]).toEqual([name, expected]);
      if (answer.kind !== 'canned') continue;
      const { location, 'retry-after': later } = answer.headers ?? {};
      if (typeof location === 'string') expect(headers.get('location')).toBe(location);
      if (typeof later === 'string') expect(headers.get('retry-after')?.trim()).toBe(later.trim());
    }
  });
});
