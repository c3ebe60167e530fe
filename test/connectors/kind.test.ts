import { describe, expect, test } from 'vitest';
import { isCallable, judgeMethod, longestName } from '../../src/connectors/kind.ts';
import { createListing } from '../../src/connectors/listing.ts';
import type { ConnectorMethod } from '../../src/connectors/method.ts';
import { type MethodUniqueIdentifier, toMethodUniqueIdentifier } from '../../src/ids.ts';
import { aMethod } from './listing-methods.ts';
import { type ListedName, listedNames } from './listed-names.ts';
import { namedMethods } from './method-names.ts';

const kind = (name: string, methodType: string | null = 'Action', endPoint: string | null = null) =>
  judgeMethod({ name, methodType, endPoint }).kind;
const judged = ({ name, endPoint }: ListedName) => kind(name, 'Action', endPoint);
const reasonFor = (name: string, endPoint: string | null = null, methodType: string | null = 'Action') =>
  judgeMethod({ name, methodType, endPoint }).reason;

const earlier = namedMethods().map((method): ListedName => ({ ...method, endPoint: null }));
const lists = new Map([['earlier', earlier], ...listedNames()]);
const methods = [...lists.values()].flat();
const reads = methods.filter(({ does }) => does === 'READ');
const writes = methods.filter(({ does }) => does === 'WRITE');
const readsFor = (names: readonly string[]) => names.filter((name) => kind(name) === 'READ');

describe('a method', () => {
  test.for([...lists])('of the list "%s" that writes is never taken for one that reads', ([, list]) => {
    const mistaken = list.filter((method) => method.does === 'WRITE' && judged(method) === 'READ');
    expect(mistaken).toEqual([]);
  });

  test.for([...lists])(
    'of the list "%s" that reads is taken for one that writes in 5 of 100 cases at most',
    ([, list]) => {
      const real = list.filter(({ does }) => does === 'READ');
      const cautious = real.filter((method) => judged(method) === 'WRITE');
      expect(cautious.length / real.length).toBeLessThanOrEqual(0.05);
    },
  );

  test('is judged over some thousands of names', () => {
    expect(reads.length).toBeGreaterThan(2500);
    expect(writes.length).toBeGreaterThan(1900);
    expect(writes.filter(({ name }) => readingWord.test(name)).length).toBeGreaterThan(600);
  });

  test('that reads is seldom taken for one that writes', () => {
    const cautious = reads.filter((method) => judged(method) === 'WRITE').map(({ name }) => name);
    expect(cautious).toMatchInlineSnapshot(`
      [
        "Export General Ledger",
        "List Transactions (Order)",
        "Export Products",
        "Export Contacts",
        "Export Campaign Results",
        "Export Report",
        "Export Payouts",
        "Export Tickets",
        "Export Users (Incremental)",
        "Retrieve a Token",
        "Filter Tickets by Status",
        "Get Issue Create Metadata Fields",
        "Get Time Tracked",
        "List Items in Trash",
        "Get Temporary Link Information",
        "List To-Do's by Folder (V2)",
        "Get Changes for an Item or a File (Properties Only)",
        "List Who Is Out",
        "Query Database Items",
        "List Block Children",
        "Get Signed URL Details",
        "Get Campaign Send Checklist",
        "Find Person by Name and Email Address",
      ]
    `);
    expect(cautious.length / reads.length).toBeLessThan(0.02);
  });

  test('without its endpoint is judged by its name alone, seldom otherwise', () => {
    const cautious = reads.filter(({ name }) => kind(name) === 'WRITE');
    expect(cautious.length / reads.length).toBeLessThan(0.025);
  });

  test.for(['and Frobnicate', 'or Create', '(Delete)', '- Update', '& Löschen', 'then Pay', '/ Remove', 'into Folder'])(
    'that reads no longer does with "%s" behind its name',
    (more) => {
      const still = reads.filter(({ name, endPoint }) => kind(`${name} ${more}`, 'Action', endPoint) === 'READ');
      expect(still).toEqual([]);
    },
  );

  test('that reads no longer does with any verb in an aside', () => {
    const joints = [', ', '; ', ': ', ' - ', ' – ', ' (', ' → ', ' / ', '/', ' | '];
    const still = reads.flatMap(({ name }) => readsFor(joints.map((joint) => `${name}${joint}Frobnicate`)));
    expect(still).toEqual([]);
  });

  test('that writes does so with a remark behind its name, and however it is spelt', () => {
    const spellings = [
      (name: string) => `${name} (Legacy)`,
      (name: string) => name.toUpperCase(),
      (name: string) => name.replaceAll(' ', '_'),
      (name: string) => name.replaceAll(/ +(\w)/g, (_space, first: string) => first.toUpperCase()),
    ];
    const byName = writes.filter(({ name }) => kind(name) === 'WRITE');
    expect(byName.flatMap(({ name }) => readsFor(spellings.map((spell) => spell(name))))).toEqual([]);
  });

  test.for(['Create', 'Update', 'Delete', 'Bulk', 'Ensure', 'On', 'Re', 'To'])(
    'that reads no longer does with "%s" before its name',
    (before) => {
      const still = readsFor(reads.map(({ name }) => `${before} ${name}`));
      expect(still.filter((name) => !name.includes('Exists'))).toEqual([]);
    },
  );

  test('is of one kind however its name is spaced, and in upper and lower case', () => {
    const spellings = ['get contact', 'GET CONTACT', '  Get\u00a0Contact ', 'get_contact', 'GetContact'];
    expect(readsFor(spellings)).toEqual(spellings);
    expect(readsFor(['GET OR CREATE', 'get_or_create', 'GetOrCreate', 'Getorcreate'])).toEqual([]);
  });

  test('that is no action is a write, whatever its name', () => {
    for (const methodType of ['Webhook', 'WebhookResponse', 'Script', 'action', '', null]) {
      expect(kind('Get Contact', methodType)).toBe('WRITE');
    }
  });

  test('without a word to go by is a write', () => {
    expect(readsFor(['', ' ', '?', '123', '取得', 'constructor', '__proto__', 'toString'])).toEqual([]);
  });

  test('in another language, or with letters of another alphabet, is a write', () => {
    expect(readsFor(['Execute SOQL Query 削除', 'If Exists: Campaign 削除', 'Search 削除', 'Test Auth 削除'])).toEqual(
      [],
    );
    expect(readsFor(['Gеt Contact', 'Get Contact Dеlete', 'Get Contact De\u200blete', 'Get Café'])).toEqual([]);
  });

  test('with a very long name is a write, and is judged at once', () => {
    expect(kind(`Get ${'a'.repeat(longestName - 4)}`)).toBe('READ');
    expect(kind(`Get ${'a'.repeat(longestName - 3)}`)).toBe('WRITE');
    for (const unit of ['a', 'Get ', "'s", 'Aa', '/', ' ', 'ed to ']) {
      expect(kind(`Get ${unit.repeat(100_000)}`)).toBe('WRITE');
    }
  });

  test('can be called when it is an action, or of a listing that does not say', () => {
    expect(['Action', null].map((methodType) => isCallable({ methodType }))).toEqual([true, true]);
    expect(['Webhook', 'WebhookResponse', 'Script'].some((methodType) => isCallable({ methodType }))).toBe(false);
  });
});

const readingWord =
  /get|list|find|fetch|read|search|look ?up|query|check|count|view|show|select|export|download|return/i;

describe('an endpoint', () => {
  const query = '{{BaseUrl}}/query?q=SELECT Id FROM Account';

  test('with a query settles what is open after a reading verb', () => {
    const open = ['List Email', 'List Property', 'List Merge History', 'List Department', 'Query', 'Custom Query'];
    expect(open.filter((name) => kind(name, 'Action', query) === 'WRITE')).toEqual([]);
  });

  test('with a query proves nothing where no reading verb begins the name, or something in it writes', () => {
    const names = [
      'Frobnicate',
      'Create Account',
      'Get and Delete',
      'Get Slot (Book)',
      'List Members Remove',
      '',
      'Run Report',
    ];
    expect(names.filter((name) => kind(name, 'Action', query) === 'READ')).toEqual([]);
  });

  test.for([
    '{{BaseUrl}}/invoice/{{Id}}/send',
    '{{BaseUrl}}/contacts/delete/{{Id}}',
    '{{BaseUrl}}/contacts:batchDelete',
    '{{BaseUrl}}/contacts/bulkUpdate',
    '{{BaseUrl}}/invoices?minor=1&action=void',
    '{{BaseUrl}}/invoices?operation=Delete',
    'https://api.example.com/rest?method=photos.delete',
    'createContact',
  ])('such as "%s" makes a write of a read', (endPoint) => {
    expect(kind('Get Contact', 'Action', endPoint)).toBe('WRITE');
  });

  test.for([
    null,
    '',
    'https://send.example.com/contacts/{{Id}}',
    '{{BaseUrl}}/contacts/{{Delete}}',
    '{{BaseUrl}}/settings?sort=-updated',
    '{{BaseUrl}}/sobjects/Account/updated/?start={{Start}}',
    '{{BaseUrl}}/schemas/createSchema',
  ])('such as "%s" leaves a read what it is', (endPoint) => {
    expect(kind('Get Contact', 'Action', endPoint)).toBe('READ');
  });

  test('that is very long is judged at once', () => {
    for (const unit of ['a', '/', 'Aa', '{', '{{a}}', '?q=', 'select ']) {
      expect(kind('Get Contact', 'Action', unit.repeat(100_000))).toBe('WRITE');
    }
  });
});

test.for([
  ['List Contacts', null, 'The name begins with "List" and nothing in it writes.'],
  ['list contacts', null, 'The name begins with "list" and nothing in it writes.'],
  ['Look Up Contact', null, 'The name begins with "Look Up" and nothing in it writes.'],
  ['List Email', 'x/query?q=SELECT Id', 'The endpoint holds "query?q=SELECT" and the name begins with "List".'],
  ['Custom Query', 'x/query?query={{Query}}', 'The endpoint holds "query?query=" and the name is a query.'],
  ['Execute SOQL Query', null, 'SOQL, SOSL and SuiteQL can only read.'],
  ['If Exists: Campaign', null, 'The name asks whether something exists.'],
  ['Send Email', null, 'The name has the writing word "Send".'],
  ['Get or Create Contact', null, 'The name has the writing word "Create".'],
  ['Get and Book Slot', null, 'The name joins two things with "and", and the second may write.'],
  ['Get Slot (Book)', null, 'The word "Book" after a bracket, comma, colon, dash or slash may be a second verb.'],
  ['List Members Frobnicate', null, 'The word "Frobnicate" at the end may be a verb.'],
  ['Get response from User', null, 'The call may ask somebody for the "response".'],
  ['Get Contact', 'x/send/{{Id}}', 'The endpoint holds "/send", which may write.'],
  ['Frobnicate', null, 'The name does not begin with a reading verb.'],
  ['Get Käse', null, 'The name has letters other than a to z.'],
] as const)('the reason for "%s" with the endpoint %s is: %s', ([name, endPoint, reason]) => {
  expect(reasonFor(name, endPoint)).toBe(reason);
});

test('the reason for a method that is no action is its type', () => {
  expect(reasonFor('Get Contact', null, 'Webhook')).toBe('Its type is Webhook, not Action.');
  expect(reasonFor('Get Contact', null, null)).toBe('The listing does not say that its type is Action.');
});

test('every reason is a sentence', () => {
  const reasons = new Set(methods.map(({ name, endPoint }) => reasonFor(name, endPoint)));
  expect([...reasons].filter((reason) => !/^[A-Z].*\.$/.test(reason) || /undefined|null/.test(reason))).toEqual([]);
});

test('what a catalog states goes before the name, for an action only', () => {
  const identifier = toMethodUniqueIdentifier('00000000-0000-4000-8000-000000000001') as MethodUniqueIdentifier;
  const listed = (given: Partial<ConnectorMethod>, is?: 'READ' | 'WRITE') => {
    const kinds = new Map(is === undefined ? [] : [[identifier, { is, reason: 'The catalog says so.' }] as const]);
    const [method] = createListing([aMethod({ uniqueIdentifier: identifier, ...given })], kinds).methods;
    return [method?.kind, method?.kindReason];
  };
  expect(listed({ name: 'Frobnicate' }, 'READ')).toEqual(['READ', 'The catalog says so.']);
  expect(listed({ name: 'Get Contact' }, 'WRITE')).toEqual(['WRITE', 'The catalog says so.']);
  expect(listed({ name: 'Get Contact', methodType: 'Webhook' }, 'READ')[0]).toBe('WRITE');
  expect(listed({ name: 'Get Contact' })[0]).toBe('READ');
});
