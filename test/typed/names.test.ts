import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toEnumName, toFieldName, toTypeName, uniqueNames } from '../../src/catalog/names.ts';
import { toCatalog } from '../../src/catalog/pulled.ts';
import { aMethod, identifier } from '../connectors/listing-methods.ts';

const graphQLName = /^(?!__)[_A-Za-z][_0-9A-Za-z]*$/;

describe('a name', () => {
  test.each([
    ['List Contacts', 'listContacts', 'ListContacts', 'LIST_CONTACTS'],
    ['Northwind CRM', 'northwindCrm', 'NorthwindCrm', 'NORTHWIND_CRM'],
    ['eCommerce Stores', 'eCommerceStores', 'ECommerceStores', 'E_COMMERCE_STORES'],
    ['list_id', 'listId', 'ListId', 'LIST_ID'],
    ['TotalAmt', 'totalAmt', 'TotalAmt', 'TOTAL_AMT'],
    ['URLPath', 'urlPath', 'UrlPath', 'URL_PATH'],
    ['Create Contacts (Bulk)', 'createContactsBulk', 'CreateContactsBulk', 'CREATE_CONTACTS_BULK'],
    ['Get/Book Contact’s slot: now?', 'getBookContactsSlotNow', 'GetBookContactsSlotNow', 'GET_BOOK_CONTACTS_SLOT_NOW'],
    ["Owner's Name", 'ownersName', 'OwnersName', 'OWNERS_NAME'],
    ['2FA Code', '_2FaCode', '2FaCode', '_2_FA_CODE'],
    ['__typename', 'typename', 'Typename', 'TYPENAME'],
    ['__proto__', 'proto', 'Proto', 'PROTO'],
    ['true', 'true', 'True', 'TRUE'],
    ['RESTlet Request (GET)', 'restletRequestGet', 'RestletRequestGet', 'RESTLET_REQUEST_GET'],
    ['Execute SuiteQL Query', 'executeSuiteQlQuery', 'ExecuteSuiteQlQuery', 'EXECUTE_SUITE_QL_QUERY'],
    ['eCheck', 'eCheck', 'ECheck', 'E_CHECK'],
    ['iOSDeviceIDs', 'iosDeviceIds', 'IosDeviceIds', 'IOS_DEVICE_IDS'],
    ['o:errorCode', 'errorCode', 'ErrorCode', 'ERROR_CODE'],
    ['_links', 'links', 'Links', 'LINKS'],
    ['Größe', 'grosse', 'Grosse', 'GROSSE'],
    ['Café Élan', 'cafeElan', 'CafeElan', 'CAFE_ELAN'],
  ])('of %j is %s, of a type %s, of a choice %s', (text, field, type, choice) => {
    expect([toFieldName(text), toTypeName(text), toEnumName(text)]).toEqual([field, type, choice]);
  });

  test('is one of GraphQL’s, of whatever text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        for (const toName of [toFieldName, (one: string) => `App${toTypeName(one)}`, toEnumName]) {
          expect(toName(text)).toMatch(graphQLName);
          expect(toName(text).length).toBeLessThan(70);
          expect(['true', 'false', 'null']).not.toContain(toEnumName(text));
        }
      }),
    );
  });

  test('of a text without a letter that GraphQL knows is still its own', () => {
    expect(toFieldName('名前')).toMatch(/^unnamed_[\da-f]{6}$/);
    expect(toFieldName('名前')).not.toBe(toFieldName('値段'));
  });
});

describe('names beside each other', () => {
  const key = fc.oneof(fc.constantFrom('Id', 'id', 'ID', 'i_d', '@id', '$id', 'json', '1', '_1'), fc.string());

  test('are all different, whatever the keys, and in whatever order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(key), (keys) => {
        const names = uniqueNames(keys, toFieldName, { taken: new Set(['json']) });
        expect(new Set(names.values()).size).toBe(keys.length);
        expect([...names.values()]).not.toContain('json');
        for (const name of names.values()) expect(name).toMatch(graphQLName);
        const turned = uniqueNames(keys.toReversed(), toFieldName, { taken: new Set(['json']) });
        for (const one of keys) expect(turned.get(one)).toBe(names.get(one));
      }),
    );
  });

  test('belong to the key that is spelled so, and another key changes none of the others', () => {
    const few = uniqueNames(['ListId', 'listId'], toFieldName);
    expect(few.get('listId')).toBe('listId');
    const more = uniqueNames(['ListId', 'listId', 'list_id', 'Name'], toFieldName);
    expect(more.get('listId')).toBe('listId');
    expect(more.get('ListId')).toBe(few.get('ListId'));
  });
});

describe('methods of a connector', () => {
  const named = (number: number, name: string, category: string | null = null) =>
    aMethod({ uniqueIdentifier: identifier(number), name, category });
  const fieldsOf = (methods: readonly ReturnType<typeof named>[], before?: Parameters<typeof toCatalog>[2]) =>
    toCatalog(methods, { connector: 'CRM' }, before);
  const byIdentifier = ({ catalog }: ReturnType<typeof toCatalog>) =>
    Object.fromEntries(catalog.methods.map((method) => [Number(method.identifier.slice(-3)), method.field]));

  test('of one name are told apart by their categories, and within one by their identifiers', () => {
    const fields = byIdentifier(
      fieldsOf([named(1, 'List', 'Deals'), named(2, 'List', 'Companies'), named(3, 'Get'), named(4, 'List', 'Deals')]),
    );
    expect(fields).toMatchObject({ 2: 'listCompanies', 3: 'get' });
    expect(fields['1']).toMatch(/^listDeals_[\da-f]{6}$/);
    expect(fields['4']).toMatch(/^listDeals_[\da-f]{6}$/);
    expect(fields['1']).not.toBe(fields['4']);
  });

  test('keep their names when one of the same name comes, and when they are renamed', () => {
    const before = fieldsOf([named(1, 'List Contacts')]);
    const after = fieldsOf([named(2, 'List Contacts', 'New'), named(1, 'List People')], before.catalog);
    expect(byIdentifier(after)).toEqual({ 1: 'listContacts', 2: 'listContactsNew' });
  });

  test('never take the name of one that is gone', () => {
    const before = fieldsOf([named(1, 'List Contacts')]);
    const after = byIdentifier(fieldsOf([named(2, 'List Contacts')], before.catalog));
    expect(after['2']).toMatch(/^listContacts_[\da-f]{6}$/);
  });
});
