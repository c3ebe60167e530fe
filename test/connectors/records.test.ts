import { describe, expect, test } from 'vitest';
import { parseLocation } from '../../src/connectors/location.ts';
import type { MethodField } from '../../src/connectors/method.ts';
import { readRecords } from '../../src/connectors/records.ts';
import { type Json, parseJson } from '../../src/json.ts';

const fieldsAt = (...locations: readonly string[]): readonly MethodField[] =>
  locations.map((location, index) => ({
    id: String(index),
    name: location,
    location,
    description: null,
    optional: false,
    dataType: 'Text',
    values: [],
    triggerName: null,
  }));

const jane = { Id: 1, Name: 'Jane' };
const john = { Id: 2, Name: 'John' };

describe('the records of an answer are', () => {
  test.each<readonly [string, Json | undefined]>([
    ['nothing', undefined],
    ['null', null],
    ['an empty text', ''],
    ['an empty list', []],
  ])('none, of %s', (_what, body) => {
    expect(readRecords(body)).toEqual([]);
    expect(readRecords(body, fieldsAt('[records].Id'))).toEqual([]);
  });

  test('the answer itself, if it is a list, whatever the fields say', () => {
    expect(readRecords([jane, 'text'], fieldsAt('[records].Id'))).toEqual([jane, 'text']);
  });

  test.each<readonly [string, readonly string[], Json]>([
    ['at the root', ['[contacts].Id', '[contacts].Name'], { contacts: [jane, john], records: 'no list' }],
    ['inside objects', ['Estimate.[Line].Id'], { Estimate: { Line: [jane, john], DocNumber: '17' } }],
    ['the first on the way', ['data.[people].[emails].address'], { data: { people: [jane, john] } }],
    ['of scalars or whole things', ['[contacts]'], { contacts: [jane, john] }],
    ['rather than records', ['[contacts].Id'], { contacts: [jane, john], records: [{ Id: 3 }] }],
    ['with a total beside it', ['total', '[lists].Id', '[lists].Name'], { total: 2, lists: [jane, john] }],
    [
      'with as many fields as beside it',
      ['Estimate.Id', 'Estimate.[Line].Id'],
      { Estimate: { Id: 1, Line: [jane, john] } },
    ],
    [
      'with most of the fields',
      ['[links].rel', '[lists].Id', '[lists].Name'],
      { links: [{ rel: 'self' }], lists: [jane, john] },
    ],
    ['the first of two halves', ['[lists].Id', '[others].Id'], { others: [{ Id: 3 }], lists: [jane, john] }],
    ['with its brackets apart', ['Estimate.Line.[].Id'], { Estimate: { Line: [jane, john] } }],
    ['in each of several objects', ['Estimate.[Line].Id'], { Estimate: [{ Line: [jane] }, { Line: [john] }] }],
  ])('the list that the fields point into: %s', (_what, locations, body) => {
    expect(readRecords(body, fieldsAt(...locations))).toEqual([jane, john]);
  });

  test('the one thing that came where the fields point into a list', () => {
    expect(readRecords({ REC: jane }, fieldsAt('[REC].Id'))).toEqual([jane]);
  });

  test('none, where that list is empty or null', () => {
    expect(readRecords({ lists: [], total: 0 }, fieldsAt('[lists].Id'))).toEqual([]);
    expect(readRecords({ lists: null, total: 0 }, fieldsAt('[lists].Id'))).toEqual([]);
  });

  test('none, where the app has an empty container for that list', () => {
    for (const container of [{}, null, '']) {
      expect(readRecords({ QueryResponse: container }, fieldsAt('QueryResponse.[Customer].Id'))).toEqual([]);
    }
    expect(readRecords({}, fieldsAt('[lists].Id'))).toEqual([]);
  });

  test('never null, which the graph could not show', () => {
    expect(readRecords([jane, null, john])).toEqual([jane, john]);
    expect(readRecords({ records: [null] })).toEqual([]);
    expect(readRecords({ lists: [null, jane] }, fieldsAt('[lists].Id'))).toEqual([jane]);
  });

  test('`records`, where the fields point into no list or into one that did not come', () => {
    const body = { records: [jane, john], done: true };
    expect(readRecords(body)).toEqual([jane, john]);
    expect(readRecords(body, fieldsAt('Id'))).toEqual([jane, john]);
    expect(readRecords(body, fieldsAt('[others].Id'))).toEqual([jane, john]);
    expect(readRecords(body, fieldsAt('[].Id'))).toEqual([jane, john]);
  });

  test.each<readonly [string, readonly string[], Json]>([
    ['an object', [], jane],
    ['an object whose lists are details', ['Id', 'Name', 'Age', '[emails].address', '[tags]'], { ...jane, emails: [] }],
    ['an object without the list that was promised, but with an error', ['[lists].Id'], { error: 'not found' }],
    ['a message alone', ['[lists].Id'], { code: 404, message: 'No such list' }],
    ['an object where the root was to be a list', ['[].Id'], { Id: 1 }],
    ['an object without the wrapper that was promised', ['[lists].Id', '[lists].Name'], jane],
    [
      'a record whose details did not come',
      ['Invoice.Id', 'Invoice.[Line].Id', 'Invoice.[Line].Amount'],
      { Invoice: { Id: '7', DocNumber: '1001' } },
    ],
    [
      'an order whose lines did not come',
      ['name', 'currency', '[lines].sku', '[lines].amount'],
      { name: '#7', currency: 'EUR' },
    ],
    ['an order with a total', ['id', 'status', 'total', '[items].sku'], { id: 1, status: 'open', total: 3, items: [] }],
    ['a refusal', ['data.[items].id'], { success: false, reason: 'locked' }],
    ['a refusal in the envelope', ['data.[items].id'], { data: { errorMessage: 'locked', total: 0 } }],
    ['a fault', ['QueryResponse.[Invoice].Id'], { Fault: { type: 'ValidationFault' } }],
    ['an object whose `records` is no list', [], { records: { Id: 1 } }],
    ['an empty object', [], {}],
    ['a text', [], 'OK'],
    ['a text where a list was promised', ['[lists].Id'], 'a,b\n1,2'],
    ['the whole body', ['.'], 'a file'],
    ['a number', [], 0],
    ['a boolean', [], false],
    ['an exact number', [], parseJson('12345678901234567890')],
  ])('one, %s', (_what, locations, body) => {
    const [record, ...others] = readRecords(body, fieldsAt(...locations));
    expect(record).toBe(body);
    expect(others).toEqual([]);
  });

  test('as they came: no key renamed, none dropped, no digit lost', () => {
    const text = '[{"Id":9223372036854775807,"__proto__":{"x":0.1234567890123456789},"unlisted":[]}]';
    const body = parseJson(`{"records":${text}}`);
    expect(JSON.stringify(readRecords(body, fieldsAt('[records].Id')))).toBe(text);
  });

  test('not what an object only inherits', () => {
    const body = { Id: 1 };
    expect(readRecords(body, fieldsAt('[constructor].Id', '[constructor].Name'))).toEqual([body]);
  });
});

describe('an empty list is none', () => {
  test.each<readonly [string, readonly string[], Json]>([
    ['its key is left out', ['[messages].id', 'nextPageToken', 'resultSizeEstimate'], { resultSizeEstimate: 0 }],
    ['rows are left out', ['range', '[values]'], { range: 'Sheet1!A1:Z1000', majorDimension: 'ROWS' }],
    [
      'counts stand alone',
      ['QueryResponse.[Invoice].Id'],
      { QueryResponse: { startPosition: 1, maxResults: 0, totalCount: 0 } },
    ],
    ['a total stands alone', ['data.[items].id'], { data: { total: 0, has_more: false } }],
    ['a list for the envelope', ['data.[items].id'], { data: [] }],
    ['a text for the envelope', ['data.[items].id'], { data: '' }],
    ['false for the envelope', ['data.[items].id'], { data: false }],
    ['null for the envelope', ['data.[items].id'], { data: null }],
    ['zero for the envelope', ['data.[items].id'], { data: 0 }],
    ['no envelope', ['data.[items].id'], { status: 'ok' }],
    ['success, in codes', ['data.[items].id'], { errcode: 0, errmsg: 'ok', error_code: '0', errors: [] }],
    ['success, in words', ['data.[items].id'], { code: 0, message: 'success' }],
    ['an empty element', ['Invoices.[Invoice].Id'], { Invoices: { Invoice: '' } }],
    ['an element of white space', ['Invoices.[Invoice].Id'], { Invoices: '\n  ' }],
    ['a count as an attribute', ['Invoices.[Invoice].Id'], { Invoices: { '@count': '0' } }],
    ['a count as an attribute of the list', ['[Invoices].Id'], { Invoices: { '@count': '0' } }],
    ['attributes apart', ['[Invoices].Id'], { Invoices: { $: { count: '0', xmlns: 'urn:x' } } }],
    ['an object of PHP', ['[contacts].id'], { contacts: {} }],
    ['false', ['[contacts].id'], { contacts: false }],
    ['zero', ['[contacts].id'], { contacts: 0 }],
    ['a text', ['[contacts].id', 'total'], { contacts: '', total: '0' }],
    ['a count in the place of the list', ['[contacts].id'], { contacts: { total: 0, limit: 20 } }],
    ['an object at the root', ['[].id'], {}],
    ['a text at the root', ['[].id'], ''],
    ['an empty element in the place of the list', ['[Invoices].Id'], { Invoices: { Invoice: '' } }],
    ['an empty list in an envelope at the root', ['[].id'], { data: [], error: null, total: 0 }],
    ['false at the root', ['[].id'], false],
    ['a count at the root', ['[].id', '[].name'], { count: 0, has_more: false }],
    ['gaps', ['[contacts].id'], { contacts: [null, ''] }],
    ['a foreign id beside it', ['list_id', '[members].id'], { list_id: 'abc', total_items: 0 }],
    [
      'a batch that changed nothing',
      ['[new_members].id', '[updated_members].id', '[errors].email_address', 'error_count'],
      { new_members: [], updated_members: [], errors: [{ email_address: 'a@x.com' }], error_count: 1 },
    ],
  ])('where there is %s', (_what, locations, body) => {
    expect(readRecords(body, fieldsAt(...locations))).toEqual([]);
  });
});

describe('a list of something', () => {
  test.each<readonly [string, readonly string[], Json]>([
    ['with gaps', ['[records].Id'], { records: [null, jane, '', john] }],
    ['keyed by ids', ['[people].Id'], { people: { 1: jane, 2: john } }],
    ['keyed by names', ['[people].Id'], { people: { jane, john } }],
    ['keyed by ids at the root', ['[].Id'], { 1: jane, 2: john }],
    ['numbered beside a code', ['[].Id'], { 0: jane, 1: john, result_code: 1, result_message: 'Success' }],
    ['keyed by ids inside objects', ['data.[people].Id'], { data: { people: { 7: jane, 9: john } } }],
    ['in a wrapper more', ['[People].Id'], { People: { '@count': '2', Person: [jane, john] } }],
    ['in place of the object around it', ['data.[people].Id'], { data: [jane, john] }],
    [
      'with few of the fields in it',
      ['[results].Id', 'paging.next.after', 'paging.next.link', 'total'],
      { results: [jane, john], paging: { next: { after: '2', link: 'https://api.example.com' } }, total: 2 },
    ],
    [
      'with cursors and marks of OData beside it',
      ['@odata.context', '@odata.nextLink', '@odata.count', '[value].Id'],
      { '@odata.context': 'x', value: [jane, john] },
    ],
    [
      'with the larger of two lists',
      ['meta.total', 'meta.page', 'meta.per_page', '[links].rel', '[data].Id', '[data].Name', 'status'],
      { data: [jane, john], links: [{ rel: 'self' }], meta: { total: 2 } },
    ],
  ])('%s is its records', (_what, locations, body) => {
    expect(readRecords(body, fieldsAt(...locations))).toEqual([jane, john]);
  });

  test('sent as one object is one record', () => {
    expect(readRecords({ REC: { Id: 1, Owner: { Id: 2 } } }, fieldsAt('[REC].Id', '[REC].Owner.Id'))).toEqual([
      { Id: 1, Owner: { Id: 2 } },
    ]);
    expect(readRecords({ REC: { Owner: { Name: 'x' } } }, fieldsAt('[REC].Id'))).toEqual([{ Owner: { Name: 'x' } }]);
  });

  test('of scalars keyed by positions is its values, false and zero too', () => {
    expect(readRecords({ tags: { 1: 'a', 3: 0 } }, fieldsAt('[tags]'))).toEqual(['a', 0]);
    expect(readRecords({ tags: [false, 0] }, fieldsAt('[tags]'))).toEqual([false, 0]);
  });

  test('is not copied where nothing is left out', () => {
    const records = [jane, john];
    expect(readRecords({ records }, fieldsAt('[records].Id'))).toBe(records);
    expect(readRecords(records)).toBe(records);
  });
});

describe('where it is said where the records stand, they are', () => {
  test.each<readonly [string, string, Json, readonly Json[]]>([
    ['the list', 'data.items', { data: { items: [jane, null, john] } }, [jane, john]],
    ['the list at the root', '[]', [jane], [jane]],
    ['the one thing', 'data', { data: jane }, [jane]],
    ['values by id', 'data', { data: { 1: jane, 2: john } }, [jane, john]],
    ['none, of nothing', 'data.items', { data: { total: 0 } }, []],
    ['none, of an empty envelope', 'data.items', { data: [] }, []],
    ['none, of an empty text', 'data', { data: '' }, []],
    ['none, of an empty object', 'data', { data: {} }, []],
    ['none, of false', 'data', { data: false }, []],
    ['counts, where they were asked for', 'data', { data: { count: 0 } }, [{ count: 0 }]],
    ['of each of several', 'groups.people', { groups: [{ people: [jane] }, {}, { people: [john] }] }, [jane, john]],
  ])('%s', (_what, at, body, expected) => {
    expect(readRecords(body, fieldsAt('[records].Id'), parseLocation(at))).toEqual(expected);
  });
});
