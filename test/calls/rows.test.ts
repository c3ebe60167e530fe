import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRows } from '../../src/calls/rows.ts';

const fieldsAt = (...locations: readonly string[]) =>
  locations.map((location) => ({ location, name: location.replace(/[[\].]/g, '') }));
const read = (text: string, locations = ['[].Id', '[].Name'], contentType = 'text/csv') =>
  readRows(text, contentType, fieldsAt(...locations));

test.each<readonly [string, string, string]>([
  ['commas', 'Id,Name\n1,a\n2,b', 'text/csv'],
  ['carriage returns', 'Id,Name\r\n1,a\r\n2,b\r\n', 'text/csv; charset=utf-8'],
  ['semicolons', 'Id;Name\n1;a\n2;b\n', 'text/csv'],
  ['tabs', 'Id\tName\n1\ta\n2\tb\n', 'text/tab-separated-values'],
  ['bars', 'Id|Name\n1|a\n2|b\n', 'text/plain'],
  ['quotes', '"Id","Name"\n"1","a"\n"2","b"\n', 'application/octet-stream'],
  ['a byte order mark', '\uFEFFId,Name\n1,a\n2,b\n', 'text/csv'],
  ['a line of Excel', 'sep=;\r\nId;Name\r\n1;a\r\n2;b\r\n', 'text/csv'],
  ['empty lines', 'Id,Name\n\n1,a\n\n2,b\n\n', 'text/csv'],
  ['headers in another spelling', ' ID ,name\n1,a\n2,b\n', 'text/csv'],
])('a table with %s', (_what, text, contentType) => {
  expect(read(text, undefined, contentType)).toEqual([
    { Id: '1', Name: 'a' },
    { Id: '2', Name: 'b' },
  ]);
});

test('columns that are lists, and the names of fields', () => {
  expect(read('Id,Name\n1,a\n', ['[Id]', '[Name]'])).toEqual([{ Id: '1', Name: 'a' }]);
  const fields = [{ location: '[].email_address', name: 'Email Address' }];
  expect(readRows('Email Address,x\na@x.com,1\n', 'text/csv', fields)).toEqual([{ email_address: 'a@x.com', x: '1' }]);
  expect(read('Address.City,Id\nUlm,1\n', ['[].Address.City', '[].Id'])).toEqual([{ 'Address.City': 'Ulm', Id: '1' }]);
});

test('values stay texts, and none is lost', () => {
  expect(read('Id,Name,Id,\n007,"a, ""b""\nc",1.50,x,y\n8\n')).toEqual([
    { Id: '007', Name: 'a, "b"\nc', 'Id column 3': '1.50', 'column 4': 'x', 'column 5': 'y' },
    { Id: '8' },
  ]);
  const [row] = read('Id,__proto__\n1,x\n') ?? [];
  expect(Object.entries(row ?? {})).toEqual([
    ['Id', '1'],
    ['__proto__', 'x'],
  ]);
});

test('headers alone are no rows', () => {
  expect(read('Id,Name\n')).toEqual([]);
});

test.each<readonly [string, string, readonly string[], string]>([
  ['fields of a list with a key', 'Id,Name\n1,a\n', ['[records].Id'], 'text/csv'],
  ['fields of one record', 'Id,Name\n1,a\n', ['Id', 'Name'], 'text/csv'],
  ['a file', 'Id,Name\n1,a\n', ['.'], 'text/csv'],
  ['no fields', 'Id,Name\n1,a\n', [], 'text/csv'],
  ['scalars', 'Id,Name\n1,a\n', ['[]'], 'text/csv'],
  ['other headers', 'a,b\n1,2\n', ['[].Id'], 'text/csv'],
  ['words', 'Nothing was found.', ['[].Id'], 'text/plain'],
  ['words with a name', 'Dear all, here is the Name, the Id, and so on', ['[].Id'], 'text/plain'],
  ['quotes that do not end', 'Id,Name\n1,"a\n', ['[].Id'], 'text/csv'],
  ['XML', '<Id>1</Id>', ['[].Id'], 'text/xml'],
])('%s make no table', (_what, text, locations, contentType) => {
  expect(read(text, [...locations], contentType)).toBeUndefined();
});

test('whatever is written in a table is read from it', () => {
  const cell = fc.string().map((text) => text.replace(/[\uFEFF]/g, ''));
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell), { maxLength: 20 }),
      fc.constantFrom(',', ';', '\t'),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      (cells, delimiter, end, isMarked) => {
        const lines = [['Id', 'Name'], ...cells].map((line) => line.map(quoted).join(delimiter));
        const text = (isMarked ? '\uFEFF' : '') + lines.join(end) + end;
        expect(read(text)).toEqual(cells.map(([Id, Name]) => ({ Id, Name })));
      },
    ),
  );
});
