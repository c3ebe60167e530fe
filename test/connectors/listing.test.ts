import { describe, expect, test } from 'vitest';
import { createListing } from '../../src/connectors/listing.ts';
import type { MethodId } from '../../src/ids.ts';
import { aField, aMethod, aParameter, identifier } from './listing-methods.ts';

const id = (number: number) => String(number) as MethodId;

describe('a listing', () => {
  const get = aMethod({ id: id(3), uniqueIdentifier: identifier(3), name: 'Get Contact' });
  const list = aMethod({ id: id(1), uniqueIdentifier: identifier(1), name: 'List Contacts' });
  const other = aMethod({ id: id(2), uniqueIdentifier: identifier(2), name: 'List Contacts', category: 'People' });
  const lower = aMethod({ id: id(4), uniqueIdentifier: null, name: 'list contact’s  notes', category: null });
  const listing = createListing([get, list, other, lower]);

  test('keeps the order and all that its methods say', () => {
    const full = aMethod({
      description: 'All of them.',
      endPoint: 'https://{{BaseUrl}}/contacts',
      warning: 'Slow.',
      parameters: [
        aParameter({ id: '7', sensitive: true, values: ['1', '2'], triggerName: 'Lookup', description: 'x' }),
      ],
      requestFields: [aField({ id: '8', optional: false })],
      responseFields: [aField({ id: '9', dataType: 'Integer', location: '.' })],
    });
    expect(createListing([full]).methods).toEqual([full]);
    expect(listing.methods).toEqual([get, list, other, lower]);
  });

  test('finds by identifier, by number and by name', () => {
    expect(listing.byIdentifier(identifier(2))).toBe(listing.methods[2]);
    expect(listing.byIdentifier(identifier(9))).toBeUndefined();
    expect(listing.byId(id(3))).toBe(listing.methods[0]);
    expect(listing.byId(id(9))).toBeUndefined();
    expect(listing.byName('Get Contact')).toEqual([get]);
    expect(listing.byName('List Contacts')).toEqual([list, other]);
    expect(listing.byName('Get')).toEqual([]);
    expect(listing.byName('constructor')).toEqual([]);
  });

  test('has no method without an identifier under none', () => {
    expect(listing.byIdentifier(null)).toBeUndefined();
  });

  test('takes a name in another case and spacing only where none is exactly it', () => {
    const both = createListing([aMethod({ name: 'Get contact' }), aMethod({ name: 'Get Contact' })]);
    expect(both.byName('Get Contact').map(({ name }) => name)).toEqual(['Get Contact']);
    expect(both.byName('GET CONTACT').map(({ name }) => name)).toEqual(['Get contact', 'Get Contact']);
    expect(listing.byName(" List Contact's\tNotes ")).toEqual([lower]);
  });

  test('is as large as its methods, parameters and fields are many', () => {
    const two = aMethod({
      parameters: [aParameter()],
      requestFields: [aField()],
      responseFields: [aField(), aField()],
    });
    expect(createListing([two, get]).size).toBe(6);
    expect(createListing([]).size).toBe(0);
  });

  test('drops a description that says no more than the name', () => {
    const told = (description: string | null) => {
      const [method] = createListing([
        aMethod({
          name: 'Name',
          description,
          parameters: [aParameter({ name: 'Name', description })],
          responseFields: [aField({ name: 'Name', description })],
        }),
      ]).methods;
      return [method, ...(method?.parameters ?? []), ...(method?.responseFields ?? [])].map((one) => one?.description);
    };
    for (const empty of [null, '', '  ', 'Name', ' Name ']) expect(told(empty)).toEqual([null, null, null]);
    expect(told('The name.')).toEqual(['The name.', 'The name.', 'The name.']);
  });

  test('holds equal lists once, and does not hold on to what it was made from', () => {
    const fields = [aField({ values: ['a', 'b'] }), aField({ values: ['a', 'b'] }), aField({ values: ['ab'] })];
    const given = aMethod({ responseFields: fields });
    const [made, empty] = createListing([given, get]).methods;
    const [one, same, unlike] = made?.responseFields ?? [];
    expect(one?.values).toBe(same?.values);
    expect(one?.values).not.toBe(fields[0]?.values);
    expect(unlike?.values).toEqual(['ab']);
    expect(made).not.toBe(given);
    expect(empty?.parameters).toBe(empty?.requestFields);
  });

  test('cannot be changed through a list that many share', () => {
    const [made] = createListing([aMethod({ responseFields: [aField({ values: ['a'] })] })]).methods;
    const [none, values] = [made?.parameters, made?.responseFields[0]?.values];
    expect([none, values]).toEqual([[], ['a']]);
    expect([none, values].every(Object.isFrozen)).toBe(true);
  });
});
