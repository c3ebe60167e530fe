import { describe, expect, test } from 'vitest';
import { isCallable, kindOf } from '../../src/connectors/kind.ts';
import { namedMethods } from './method-names.ts';

const kind = (name: string, methodType: string | null = 'Action') => kindOf({ name, methodType });
const methods = namedMethods();
const reads = methods.filter(({ does }) => does === 'READ');
const writes = methods.filter(({ does }) => does === 'WRITE');

describe('a method', () => {
  test('that writes is never taken for one that reads', () => {
    expect(writes.length).toBeGreaterThan(250);
    expect(writes.filter(({ name }) => kind(name) === 'READ')).toEqual([]);
  });

  test('that reads is seldom taken for one that writes', () => {
    const cautious = reads.filter(({ name }) => kind(name) === 'WRITE').map(({ name }) => name);
    expect(reads.length).toBeGreaterThan(250);
    expect(cautious).toMatchInlineSnapshot(`
      [
        "List New or Updated Contacts",
        "List Users Assigned to Permission Set",
        "Does Object Exist",
        "Find Duplicate Leads",
        "Get Profit and Loss Report",
        "Get Ship-To Address",
        "Find Customer by Name or Email",
        "List Transactions (Order)",
        "List Merge Fields",
        "List Countries & Regions",
        "Get Access Token Information",
        "Get Import Status",
      ]
    `);
    expect(cautious.length / reads.length).toBeLessThan(0.05);
  });

  test.for(['and Frobnicate', 'or Create', '(Delete)', '- Update', '& Löschen', 'then Pay', '/ Remove', 'into Folder'])(
    'that reads no longer does with "%s" behind its name',
    (more) => {
      expect(reads.filter(({ name }) => kind(`${name} ${more}`) === 'READ')).toEqual([]);
    },
  );

  test('that reads no longer does with any verb in an aside', () => {
    const joints = [', ', '; ', ': ', ' - ', ' – ', ' (', ' → ', ' / ', '/', ' | '];
    const still = reads.flatMap(({ name }) =>
      joints.map((joint) => `${name}${joint}Frobnicate`).filter((more) => kind(more) === 'READ'),
    );
    expect(still).toEqual([]);
  });

  test('that writes does so with a remark behind its name, and however it is spelt', () => {
    const spellings = [
      (name: string) => `${name} (Legacy)`,
      (name: string) => name.toUpperCase(),
      (name: string) => name.replaceAll(' ', '_'),
      (name: string) => name.replaceAll(/ +(\w)/g, (_space, first: string) => first.toUpperCase()),
    ];
    const still = writes.flatMap(({ name }) =>
      spellings.map((spell) => spell(name)).filter((spelt) => kind(spelt) === 'READ'),
    );
    expect(still).toEqual([]);
  });

  test.for(['Create', 'Update', 'Delete', 'Bulk', 'Ensure', 'On', 'Re', 'To'])(
    'that reads no longer does with "%s" before its name',
    (before) => {
      const still = reads.filter(({ name }) => kind(`${before} ${name}`) === 'READ').map(({ name }) => name);
      expect(still.filter((name) => !name.includes('Exists'))).toEqual([]);
    },
  );

  test('is of one kind however its name is spaced, and in upper and lower case', () => {
    expect(
      ['get contact', 'GET CONTACT', '  Get\u00a0Contact ', 'get_contact', 'GetContact'].map((name) => kind(name)),
    ).toEqual(Array(5).fill('READ'));
    expect(['GET OR CREATE', 'get_or_create', 'GetOrCreate', 'Getorcreate'].map((name) => kind(name))).toEqual(
      Array(4).fill('WRITE'),
    );
  });

  test('that is no action is a write, whatever its name', () => {
    for (const methodType of ['Webhook', 'WebhookResponse', 'Script', 'action', '', null]) {
      expect(kind('Get Contact', methodType)).toBe('WRITE');
    }
  });

  test('without a word to go by is a write', () => {
    for (const name of ['', ' ', '?', '123', '取得', 'constructor', '__proto__', 'toString'])
      expect(kind(name)).toBe('WRITE');
  });

  test('takes no time to judge by a very long name', () => {
    const started = performance.now();
    for (const unit of ['a', 'Get ', "'s", 'Aa', '/', ' ', 'ed to ']) kind(`Get ${unit.repeat(100_000)}`);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test('can be called when it is an action, or of a listing that does not say', () => {
    expect(['Action', null].map((methodType) => isCallable({ methodType }))).toEqual([true, true]);
    expect(['Webhook', 'WebhookResponse', 'Script'].some((methodType) => isCallable({ methodType }))).toBe(false);
  });
});
