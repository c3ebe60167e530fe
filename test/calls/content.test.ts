import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readContent } from '../../src/calls/content.ts';
import type { MethodKind } from '../../src/connectors/method.ts';
import { Answer } from '../../src/cyclr/answer.ts';
import { limits } from '../../src/limits.ts';

interface Options {
  readonly contentType?: string;
  readonly disposition?: string;
  /** As `.` or `.: File`. */
  readonly fields?: readonly string[];
  readonly kind?: MethodKind;
  readonly status?: number;
}

const json = 'application/json; charset=utf-8';
const html = 'text/html; charset=utf-8';

function read(body: string | Buffer, options: Options = {}) {
  const { contentType = json, disposition, fields, kind = 'READ', status = 200 } = options;
  const headers = {
    'content-type': contentType,
    ...(disposition !== undefined && { 'content-disposition': disposition }),
  };
  const responseFields = fields?.map((field, index) => {
    const [location = '', dataType = 'Text'] = field.split(': ');
    const rest = { description: null, optional: false, values: [], triggerName: null };
    return { ...rest, id: String(index), name: location.replace(/^.*\./, ''), location, dataType };
  });
  return readContent(new Answer(status, headers, Buffer.from(body)), responseFields && { responseFields }, kind);
}

const bodyOf = (body: string | Buffer, options?: Options) => read(body, options).body;
const sourceOf = (body: string | Buffer, options?: Options) => read(body, options).source;
const invalid = expect.objectContaining({ code: 'UPSTREAM_INVALID' }) as Error;
const file = ['.: File'];
const rows = ['[].Id', '[].Name'];

describe('JSON', () => {
  test.each([
    ['an object', '{"a":1}', { a: 1 }],
    ['a root list', '[1]', [1]],
    ['a scalar', '"x"', 'x'],
    ['null', 'null', null],
  ])('%s', (_what, body, expected) => {
    expect(bodyOf(body)).toEqual(expected);
    expect(read(body).isFile).toBe(false);
  });

  test.each([
    ['nothing', ''],
    ['white space', ' \r\n'],
    ['a mark alone', '\uFEFF'],
  ])('%s is nothing', (_what, body) => {
    expect(bodyOf(body)).toBeUndefined();
    expect(read(body).isFile).toBe(false);
  });

  test.each(['text/plain', html, '', 'application/octet-stream', 'text/csv'])('is read as %j', (contentType) => {
    expect(bodyOf('{"a":1}', { contentType })).toEqual({ a: 1 });
    expect(bodyOf('\uFEFF [1]', { contentType })).toEqual([1]);
  });

  test('keeps the digits of a 64-bit id', () => {
    expect(JSON.stringify(bodyOf('{"Id":9223372036854775807}'))).toBe('{"Id":9223372036854775807}');
  });

  test('is read in any charset', () => {
    const muller = [{ id: 1, name: 'Müller' }];
    const text = JSON.stringify(muller);
    expect(bodyOf(Buffer.from(text, 'latin1'), { contentType: 'application/json; charset=ISO-8859-1' })).toEqual(
      muller,
    );
    expect(bodyOf(Buffer.from(text, 'latin1'), { contentType: 'application/json' })).toEqual(muller);
    expect(bodyOf(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toEqual(muller);
    expect(bodyOf(Buffer.from(text, 'utf16le'), { contentType: 'application/json; charset=utf-16le' })).toEqual(muller);
    expect(bodyOf(`\uFEFF${text}`)).toEqual(muller);
  });

  test.each<readonly [string, string, string]>([
    ['cut off', '{"records":[{"Id":1}', json],
    ['words that say they are JSON', 'Internal error', json],
    ['a page that says it is JSON', '<html>', 'application/problem+json'],
  ])('that is %s is invalid, and not quoted', (_what, body, contentType) => {
    expect(() => read(body, { contentType })).toThrow(invalid);
    expect(() => read(body, { contentType })).not.toThrow(/records|Internal error|<|Sign in/);
  });

  test('of UTF-16 that is cut within a character is invalid', () => {
    expect(() => read(Buffer.from('\uFEFF[{"id":1}]', 'utf16le').subarray(0, 13))).toThrow(invalid);
    expect(() => read(Buffer.from('[{"id":1}]', 'utf16le').subarray(0, 13))).toThrow(invalid);
  });

  test('that a write answers is its answer where it is words or a page, and invalid where it is cut off', () => {
    expect(bodyOf('OK', { kind: 'WRITE' })).toBe('OK');
    expect(bodyOf('<html>Thank you', { kind: 'WRITE' })).toBe('<html>Thank you');
    expect(() => read('{"id":1', { kind: 'WRITE' })).toThrow(invalid);
    expect(() => read('"cut', { kind: 'WRITE' })).toThrow(invalid);
  });
});

describe('JSON of many levels', () => {
  const nested = (levels: number, inside = '') => '['.repeat(levels) + inside + ']'.repeat(levels);

  test('may have so many, and not one more', () => {
    expect(JSON.stringify(bodyOf(nested(limits.answerLevels)))).toBe(nested(limits.answerLevels));
    expect(() => read(nested(limits.answerLevels + 1))).toThrow(invalid);
    expect(() => read(nested(limits.answerLevels + 1))).toThrow(/1000 levels/);
  });

  test.each([
    ['5,000', nested(5000), json],
    ['5,000 with digits that are kept', nested(5000, '12345678901234567890'), json],
    ['5,000 of objects', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`, json],
    ['a million under another name', nested(1_000_000), 'text/plain'],
    ['a million without an end', '['.repeat(1_000_000), json],
  ])('%s are invalid', (_what, body, contentType) => {
    expect(() => read(body, { contentType })).toThrow(invalid);
    expect(() => read(body, { contentType, kind: 'WRITE' })).toThrow(invalid);
  });

  test('is no matter of a text that only begins so, or of a file', () => {
    expect(bodyOf(`${'['.repeat(2000)} draft`, { contentType: 'text/plain' })).toContain('draft');
    expect(bodyOf(nested(2000), { fields: file })).toBe(nested(2000));
  });
});

describe('text', () => {
  test.each(['text/plain', 'text/csv', 'application/xml', ''])('as %j is the text, and a file', (contentType) => {
    expect(read('Name,Email\r\nJohn,1', { contentType })).toMatchObject({ body: 'Name,Email\r\nJohn,1', isFile: true });
    expect(bodyOf('123', { contentType })).toBe('123');
  });

  test('that only begins like JSON is text', () => {
    expect(bodyOf('[draft] Hello', { contentType: 'text/plain' })).toBe('[draft] Hello');
  });

  test('under the name of a page is text where it is words', () => {
    expect(bodyOf('OK', { contentType: html })).toBe('OK');
    expect(bodyOf('a < b, see <br>', { contentType: html })).toBe('a < b, see <br>');
  });

  test('is read in its charset', () => {
    const csv = Buffer.from('Id,Name\n1,Müller\n', 'latin1');
    expect(bodyOf(csv, { contentType: 'text/csv; charset=ISO-8859-1', fields: ['.'] })).toBe('Id,Name\n1,Müller\n');
  });
});

describe('bytes', () => {
  const pdf = '%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n';
  test.each<readonly [string, Buffer, string]>([
    ['an image', Buffer.from([0xff, 0xd8, 0xff, 0x00]), 'image/jpeg'],
    ['an image that says it is JSON', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), json],
    ['a PDF', Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3', 'latin1'), 'application/pdf'],
    ['a PDF that says it is a text', Buffer.from('%PDF-1.7\n%\xe2\xe3', 'latin1'), 'text/plain; charset=iso-8859-1'],
    ['a ZIP', Buffer.from('PK\x03\x04\x14\0\0\0'), 'application/octet-stream'],
    ['a compressed file', gzipSync('a'), ''],
  ])('of %s are base64, and a file', (_what, bytes, contentType) => {
    for (const kind of ['READ', 'WRITE'] as const) {
      const { body, isFile } = read(bytes, { contentType, kind });
      expect(body).toBe(bytes.toString('base64'));
      expect(isFile).toBe(true);
    }
  });

  test('of a PDF in ASCII are a text, and a file', () => {
    for (const contentType of ['application/pdf', json, 'text/plain']) {
      expect(read(pdf, { contentType })).toMatchObject({ body: pdf, isFile: true });
    }
  });
});

describe('a page', () => {
  const signIn = '<title>Sign in</title><form>Please sign in.</form>';
  test.each([
    '<!doctype html>',
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">',
    '<?xml version="1.0"?><!DOCTYPE html>',
    '<?xml version="1.0"?><html>',
    '<!-- build 7 --><html>',
    '<script>top.location="/login"</script>',
    '<head></head>',
    '\uFEFF\n  <HTML>',
    '<body onload="x()">',
    '<meta http-equiv="refresh">',
    '<div class="login"><p>',
  ])('that begins with %s is invalid where records belong, and says what to do', (start) => {
    for (const fields of [undefined, rows, ['[records].Id'], ['id']]) {
      for (const contentType of [html, json, 'text/plain', '']) {
        const reading = () => read(start + signIn, { contentType, ...(fields && { fields }) });
        expect(reading).toThrow(invalid);
        expect(reading).not.toThrow(/Please/);
      }
    }
    expect(() => read(start + signIn, { contentType: html })).toThrow(/sign in.*reconnect/);
  });

  test.each(['<!-- build 7 -->', '', '<p>', '<table>', '<?xml version="1.0"?>'])(
    'that begins with %j and an element that XML may have too is one where it says so',
    (start) => {
      expect(() => read(start + signIn, { contentType: html })).toThrow(invalid);
    },
  );

  test('is not what has another document in it', () => {
    for (const body of ['<contacts><contact id="1"/></contacts>', '<?xml version="1.0"?><Envelope/>']) {
      expect(bodyOf(body, { contentType: html })).toBe(body);
    }
  });

  test('is the answer of a write', () => {
    const page = '<!DOCTYPE html><html><body><h1>Thank you</h1></body></html>';
    expect(bodyOf(page, { contentType: html, kind: 'WRITE', fields: ['id'] })).toBe(page);
  });

  test.each([['.: File'], ['.']])('is data for a method whose one field is %s', (field) => {
    const page = '<!DOCTYPE html><html><body>A letter.</body></html>';
    expect(bodyOf(page, { contentType: html, fields: [field] })).toBe(page);
  });

  test('is data where the app says that it is to be saved', () => {
    const page = '<html>A report.</html>';
    expect(bodyOf(page, { contentType: html, disposition: 'attachment; filename="report.html"' })).toBe(page);
  });

  test.each(['<?xml version="1.0"?><contacts/>', '<svg xmlns="x"></svg>'])('is not %s', (body) => {
    expect(bodyOf(body, { contentType: 'text/xml' })).toBe(body);
  });
});

describe('a file that was downloaded', () => {
  test.each<readonly [string, string, string]>([
    ['JSON, in its own digits', '{"a": 1.50}', json],
    ['JSON with spaces', ' [ 1 ]\n', json],
    ['the text null', 'null', 'text/plain'],
    ['broken JSON', '{"a":', json],
    ['a page that says it is JSON', '<html></html>', json],
    ['lines of JSON', '{"id":1}\n{"id":2}\n', 'application/x-ndjson'],
    ['a table', 'Id,Name\n1,a\n', 'text/csv'],
    ['white space', ' \n', 'text/plain'],
  ])('is its text: %s', (_what, body, contentType) => {
    expect(read(body, { contentType, fields: file })).toMatchObject({ body, source: body, isFile: true });
  });

  test('is without a byte order mark', () => {
    expect(bodyOf('\uFEFFId,Name\n1,a\n', { contentType: 'text/csv', fields: file })).toBe('Id,Name\n1,a\n');
  });

  test('may be empty; 204 is none', () => {
    expect(read('', { fields: file })).toMatchObject({ body: undefined, isFile: true });
    expect(read('', { fields: file, status: 204 })).toMatchObject({ body: undefined, isFile: false });
  });

  test('is judged as JSON where it comes as JSON, and not as a file to save', () => {
    const body = '{"ok":false,"error":"invalid_auth"}';
    expect(read(body, { fields: file }).judged).toEqual({ ok: false, error: 'invalid_auth' });
    expect(read(body, { fields: file, disposition: 'attachment; filename="a.json"' }).judged).toBe(body);
  });

  test('is a file beside its data where the app says so of data', () => {
    const disposition = 'attachment; filename="api.json"';
    expect(read('{"items":[]}', { fields: ['[items].id'], disposition })).toMatchObject({
      body: { items: [] },
      isFile: true,
    });
  });
});

describe('lines of JSON', () => {
  test.each<readonly [string, string, string]>([
    ['one a line', '{"Id":1}\n{"Id":2}\n', 'application/x-ndjson'],
    ['with carriage returns and empty lines', '{"Id":1}\r\n\r\n{"Id":2}', 'application/jsonl'],
    ['with marks before each', '\u001E{"Id":1}\n\u001E{"Id":2}\n', 'application/json-seq'],
    ['that say they are JSON', '{"Id":1}\n{"Id":2}\n', json],
    ['that say they are text', '\uFEFF{"Id":1}\n{"Id":2}\n', 'text/plain'],
  ])('are rows: %s', (_what, body, contentType) => {
    expect(sourceOf(body, { contentType, fields: rows })).toEqual([{ Id: 1 }, { Id: 2 }]);
    expect(read(body, { contentType, fields: rows }).isFile).toBe(true);
  });

  test('keep their digits', () => {
    const body = '{"Id":9223372036854775807}\n{"Id":1}';
    expect(JSON.stringify(sourceOf(body, { contentType: '', fields: rows }))).toContain('9223372036854775807');
  });

  test('that break off are invalid', () => {
    const contentType = 'application/x-ndjson';
    expect(() => read('{"Id":1}\n{"Id":', { contentType, fields: rows })).toThrow(invalid);
  });

  test('are one text where the fields do not say so', () => {
    const body = '{"Id":1}\n{"Id":2}\n';
    expect(sourceOf(body, { contentType: 'application/x-ndjson', fields: ['[records].Id'] })).toBe(body);
    expect(sourceOf(body, { contentType: 'application/x-ndjson' })).toBe(body);
  });
});
