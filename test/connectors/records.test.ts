import { describe, expect, test } from 'vitest';
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
    ['an object without the list that was promised', ['[lists].Id'], { status: 'ok' }],
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
