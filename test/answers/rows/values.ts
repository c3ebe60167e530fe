import { type AnswerRow, json, rawJson, read, write } from '../row.ts';

/** What a caller gives, told back. */
const priced = [{ location: 'price', dataType: 'Text' }];
const float = [{ location: 'id' }, { location: 'price', dataType: 'Float' }];

/** Values that are not what their fields declare. */
export const values: readonly AnswerRow[] = [
  write('Create Price', 'a Decimal input keeps every digit', priced, json({ price: '{{Fields.price}}' }), {
    requestFields: [{ location: 'price', dataType: 'Decimal' }],
  }),
  write('Create Unit Price', 'a declared Integer takes 9.99', priced, json({ price: '{{Fields.price}}' }), {
    requestFields: [{ location: 'price', dataType: 'Integer' }],
  }),
  read('Get Binary Price', 'a Float in 17 digits', float, rawJson('{"id":"1","price":19.989999999999998}')),
  read('Get Padded Price', 'a Float with trailing zeros', float, rawJson('{"id":"1","price":19.990000000000000000}')),
  read(
    'Get Round Price',
    'a whole Float with trailing zeros',
    float,
    rawJson('{"id":"1","price":100.0000000000000000}'),
  ),
  read(
    'Get Decimal Count',
    'an Integer with trailing zeros',
    [{ location: 'count', dataType: 'Integer' }],
    rawJson('{"count":2.0000}'),
  ),
  read(
    'List Flags',
    'a Boolean as "T" and "F"',
    ['[items].id', { location: '[items].isinactive', dataType: 'Boolean' }],
    json({
      items: [
        { id: '1', isinactive: 'T' },
        { id: '2', isinactive: 'F' },
      ],
    }),
  ),
  read(
    'List Addresses',
    'an object where a text was declared',
    ['[records].Id', '[records].Address'],
    json({
      records: [
        { Id: '1', Address: { street: 'Main Street 1', city: 'Rome' } },
        { Id: '2', Address: null },
      ],
    }),
  ),
];
