import { type AnswerRow, html, rawJson, read, text, write } from '../row.ts';

const file = [{ location: '.', dataType: 'File' }];
const people = ['[].id', '[].name'];
const pdf = '%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n';
/** As PDFs with images have: the second line holds bytes that are no text. */
const pdfBytes = Buffer.concat([
  Buffer.from('%PDF-1.7\n%'),
  Buffer.of(0xe2, 0xe3, 0xcf, 0xd3, 0, 0xff),
  Buffer.from(pdf),
]);
const muller = '[{"id":1,"name":"Müller"}]';
const signIn = '<title>Sign in</title><form>Please sign in.</form>';

/** Bodies that are not UTF-8 JSON under its own name. */
export const bytes: readonly AnswerRow[] = [
  read(
    'List Latin People',
    'JSON in ISO-8859-1',
    people,
    text('application/json; charset=ISO-8859-1', muller, 200, { charset: 'iso-8859-1' }),
  ),
  read(
    'List Windows People',
    'JSON in Windows-1252',
    people,
    text('application/json; charset=windows-1252', '[{"id":1,"name":"Müller €"}]', 200, { charset: 'windows-1252' }),
  ),
  read(
    'List Marked People',
    'JSON in UTF-16 with a byte order mark',
    people,
    rawJson(muller, 200, { charset: 'utf-16le', bom: true }),
  ),
  read(
    'List Big-Endian People',
    'JSON in UTF-16BE with a byte order mark',
    people,
    rawJson(muller, 200, { charset: 'utf-16be', bom: true }),
  ),
  read(
    'List Unmarked People',
    'JSON in UTF-16LE, by the charset alone',
    people,
    text('application/json; charset=utf-16le', muller, 200, { charset: 'utf-16le' }),
  ),
  read('List Marked UTF-8 People', 'JSON in UTF-8 with a byte order mark', people, rawJson(muller, 200, { bom: true })),
  read(
    'Download Latin CSV',
    'CSV in ISO-8859-1',
    ['.'],
    text('text/csv; charset=ISO-8859-1', 'Id,Name\n1,Müller\n', 200, { charset: 'iso-8859-1' }),
  ),
  read('Download Binary PDF', 'a PDF with bytes', file, {
    kind: 'canned',
    base64: pdfBytes.toString('base64'),
    headers: { 'content-type': 'application/pdf', 'content-disposition': 'attachment; filename="invoice 7.pdf"' },
  }),
  read('Download Plain PDF', 'a PDF of ASCII', file, text('application/pdf', pdf)),
  read(
    'Download HTML',
    'HTML for a method whose one field is a file',
    file,
    html('<!DOCTYPE html><html><body>A letter.</body></html>'),
  ),
  write(
    'Submit Form',
    'a page that thanks for a form',
    ['id'],
    html('<!DOCTYPE html><html><body><h1>Thank you</h1></body></html>'),
  ),
  ...(
    [
      ['List People in XML Page', '<?xml version="1.0"?>', 'an XML declaration'],
      ['List People in Comment Page', '<!-- build 7 -->', 'a comment'],
      ['List People in Script Page', '<script>top.location="/login"</script>', 'a script'],
      ['List People in Head Page', '<head></head>', 'a head'],
    ] as const
  ).map(([method, start, what]) =>
    read(method, `a login page that begins with ${what}`, people, html(`${start}${signIn}`)),
  ),
  ...(
    [
      ['List Gzip People', 'gzip', 'gzip'],
      ['List X-Gzip People', 'x-gzip', 'x-gzip'],
      ['List Deflate People', 'deflate', 'deflate'],
      ['List Raw Deflate People', 'deflate-raw', 'raw deflate'],
      ['List Brotli People', 'br', 'Brotli'],
    ] as const
  ).map(([method, contentEncoding, what]) =>
    read(method, `a body compressed with ${what}`, people, rawJson(muller, 200, { contentEncoding })),
  ),
  read(
    'Download JSON',
    'a JSON file whose digits and spaces matter',
    file,
    rawJson('{"a": 1.50}', 200, { headers: { 'content-disposition': 'attachment; filename="a.json"' } }),
  ),
  read(
    'Download CSV',
    'a CSV file with a byte order mark',
    file,
    text('text/csv', 'Id,Name\n1,a\n', 200, { bom: true }),
  ),
  read('Download Null Text', 'a file with the text null', file, text('text/plain', 'null')),
  read('List NDJSON Lines', 'a record a line', ['[].id'], text('application/x-ndjson', '{"id":1}\n{"id":2}\n')),
  read('List CSV Lines', 'CSV for fields that are columns', ['[].Id', '[].Name'], text('text/csv', 'Id,Name\n1,a\n')),
];
