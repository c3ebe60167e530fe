import type { Json } from '../../../src/json.ts';
import { type AnswerRow, json, read } from '../row.ts';

const gmail = ['[messages].id', 'nextPageToken', { location: 'resultSizeEstimate', dataType: 'Integer' }];
const hubSpot = ['[results].id', 'paging.next.after', 'paging.next.link', { location: 'total', dataType: 'Integer' }];

const rows: readonly (readonly [
  method: string,
  name: string,
  fields: AnswerRow['fields'] | typeof gmail,
  body: Json,
])[] = [
  ['List Messages', 'Gmail leaves the key out', gmail, { resultSizeEstimate: 0 }],
  [
    'Get Sheet Values',
    'Google Sheets leaves the rows out',
    ['range', '[values]'],
    { range: 'Sheet1!A1:Z1000', majorDimension: 'ROWS' },
  ],
  [
    'List Invoices',
    'QuickBooks gives counts alone',
    ['QueryResponse.[Invoice].Id'],
    { QueryResponse: { startPosition: 1, maxResults: 0, totalCount: 0 } },
  ],
  ['List Items', 'an envelope with a total and no items', ['data.[items].id'], { data: { total: 0, has_more: false } }],
  ['List Items With List Envelope', 'an empty list for the envelope', ['data.[items].id'], { data: [] }],
  ['List Items With Text Envelope', 'an empty text for the envelope', ['data.[items].id'], { data: '' }],
  ['List Items With False Envelope', 'false for the envelope', ['data.[items].id'], { data: false }],
  [
    'List XML Invoices',
    'XML turned to JSON, with an empty element',
    ['Invoices.[Invoice].Id'],
    { Invoices: { Invoice: '' } },
  ],
  [
    'List XML Invoices With Count',
    'XML turned to JSON, with a count',
    ['Invoices.[Invoice].Id'],
    { Invoices: { '@count': '0' } },
  ],
  ['List Contacts', 'an empty object of PHP', ['[contacts].id'], { contacts: {} }],
  ['List Root Contacts', 'an empty object for a list at the root', ['[].id'], {}],
  ['List Root Texts', 'an empty text for a list at the root', ['[].id'], ''],
  ['List Records', 'a list with gaps: one record', ['[records].id'], { records: [null, '', { id: 1 }] }],
  ['List Contacts In Words', 'a sentence says that there are none', ['[contacts].id'], { message: 'No records found' }],
  ['List Contacts In A Word', 'a sentence in the place of the list', ['[contacts].id'], { contacts: 'No records.' }],
  [
    'List Charges',
    'Stripe says of which kind the answer is',
    ['[data].id', 'object', 'has_more', 'url'],
    { object: 'list', data: [], has_more: false, url: '/v1/charges' },
  ],
  [
    'List PHP Contacts',
    'an object of PHP, by id: two records',
    ['[contacts].id'],
    { contacts: { 12: { id: 12 }, 15: { id: 15 } } },
  ],
  [
    'List Results',
    'HubSpot: two records, though most fields stand beside the list',
    hubSpot,
    {
      results: [{ id: '1' }, { id: '2' }],
      paging: { next: { after: '2', link: 'https://api.example.com/?after=2' } },
      total: 2,
    },
  ],
];

/** Lists of nothing, in the forms that applications give them; the last three are lists of something. */
export const emptyLists: readonly AnswerRow[] = rows.map(([method, name, fields, body]) =>
  read(method, name, fields, json(body)),
);
