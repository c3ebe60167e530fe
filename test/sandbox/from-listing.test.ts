import { expect } from 'vitest';
import type { Json } from '../../src/json.ts';
import { parseScenario, scenarioFromListing, startSandbox } from '../../src/sandbox/server.ts';
import { callByName, clientOf, test } from './fixtures.ts';

test('a pulled listing becomes a scenario with the very same listing', async ({ client }) => {
  for (const connector of ['MailChimp', 'Northwind CRM', 'Hookline', 'Pulse Analytics', 'LedgerBooks', 'Filebox']) {
    const pulled = await client.ask('GET', `connectors/${connector}/methods`);
    const scenario = parseScenario(JSON.stringify(scenarioFromListing(pulled.json as Json, 'Pulled')));
    await using other = await startSandbox({ scenario });
    const again = await clientOf(other);
    expect((await again.ask('GET', 'connectors/Pulled/methods')).text).toBe(pulled.text);
  }
});

test('its methods answer with a made-up record of every field', async ({ client }) => {
  const { json } = await client.ask('GET', 'connectors/LedgerBooks/methods');
  await using other = await startSandbox({ scenario: scenarioFromListing(json as Json, 'Pulled') });
  const called = { accountConnector: 1000, connector: 'Pulled', method: 'Get Estimate' };
  const answer = await callByName(await clientOf(other), called, { parameters: { EstimateId: '1' } });
  expect(answer.json).toMatchObject({
    Estimate: { CurrencyRef: { value: expect.anything() }, Line: [{ Amount: 1.5 }] },
  });
});

test.for([[{}], ['text'], [[1]], [[{ Id: 1 }]], [null]])('%j is no listing', ([listing]) => {
  expect(() => scenarioFromListing(listing as Json, 'Pulled')).toThrow('A listing is a list of methods');
});

test('what is odd in a listing is taken as far as it goes', () => {
  const listing = [
    { Name: 'Old', EndPoint: 'https://x' },
    { Name: 'Odd', MethodType: 'Else', MethodUniqueIdentifier: 'none', Id: 'x', Parameters: [null, { Name: 'p' }] },
    {
      Name: 'Contradicts itself',
      ResponseFields: [
        { Location: 'a', Name: 'A', Values: ['first'] },
        { Location: 'a.b', Name: 'B' },
        { Location: 'c', Name: 'C', DataType: 'Boolean' },
      ],
    },
  ];
  const scenario = parseScenario(JSON.stringify(scenarioFromListing(listing, 'Pulled')));
  expect(scenario.connectors[0]).toMatchObject({
    methods: [
      { Name: 'Old', answer: { kind: 'empty' } },
      { Name: 'Odd', MethodType: 'Script', Parameters: [{ Name: 'p' }] },
      { answer: { kind: 'canned', body: { a: 'first', c: true } } },
    ],
  });
});
