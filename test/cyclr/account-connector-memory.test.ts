import { expect, test } from 'vitest';
import type { AccountConnector } from '../../src/connectors/account-connector.ts';
import { createAccountConnectorMemory } from '../../src/cyclr/account-connector-memory.ts';
import type { AccountConnectorId, AccountId } from '../../src/ids.ts';

const [a, b] = ['a', 'b'] as AccountId[] as [AccountId, AccountId];

function accountConnector(id: string): AccountConnector {
  return { id: id as AccountConnectorId, connector: { name: `Connector of ${id}`, icon: 'data:' } } as AccountConnector;
}

test('no more are remembered than the limit, those used last, without their icons', () => {
  const limits = { knownAccountConnectors: 2, knownAccountConnectorMs: 1000 };
  const memory = createAccountConnectorMemory({ limits, now: () => 0 });
  const [one, two, three] = ['1', '2', '3'].map(accountConnector) as [
    AccountConnector,
    AccountConnector,
    AccountConnector,
  ];
  memory.set(a, one);
  memory.set(a, two);
  expect(memory.get(a, one.id)).toEqual({ ...one, connector: { name: 'Connector of 1' } });
  memory.set(a, three);
  expect([one, two, three].map(({ id }) => memory.get(a, id)?.id)).toEqual(['1', undefined, '3']);
});

test('each account has its own', () => {
  const memory = createAccountConnectorMemory();
  memory.set(a, accountConnector('1'));
  expect(memory.get(b, '1' as AccountConnectorId)).toBeUndefined();
  memory.forget(b, '1' as AccountConnectorId);
  expect(memory.get(a, '1' as AccountConnectorId)).toBeDefined();
  memory.forget(a, '1' as AccountConnectorId);
  expect(memory.get(a, '1' as AccountConnectorId)).toBeUndefined();
});
