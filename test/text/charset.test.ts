import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeText } from '../../src/text/charset.ts';

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
const muller = '[{"id":1,"name":"Müller €"}]';
/** In Windows-1252. */
const mullerBytes = Buffer.concat([
  Buffer.from('[{"id":1,"name":"M'),
  Buffer.of(0xfc),
  Buffer.from('ller '),
  Buffer.of(0x80),
  Buffer.from('"}]'),
]);

describe('a text is read', () => {
  test.each<readonly [string, string, Buffer, string]>([
    ['UTF-8', 'application/json; charset=utf-8', Buffer.from(muller), muller],
    ['UTF-8 with a mark', 'application/json', Buffer.from(`\uFEFF${muller}`), muller],
    ['UTF-8 with two marks', 'application/json', Buffer.from(`\uFEFF\uFEFF${muller}`), muller],
    ['UTF-8 with a mark, whatever is declared', 'text/csv; charset=iso-8859-1', Buffer.from('\uFEFFä'), 'ä'],
    ['Windows-1252', 'application/json; charset=windows-1252', mullerBytes, muller],
    ['Windows-1252 under the name of ISO-8859-1', 'application/json;charset="ISO-8859-1"', mullerBytes, muller],
    ['Windows-1252 under the name of UTF-8', 'application/json; charset=utf-8', mullerBytes, muller],
    ['Windows-1252 without a name', 'application/json', mullerBytes, muller],
    ['Windows-1252 under a name nobody knows', 'text/csv; charset=ansi', mullerBytes, muller],
    ['UTF-8 under a name nobody knows', 'text/csv; charset=ansi', Buffer.from(muller), muller],
    ['ISO-8859-15', 'text/plain; charset=iso-8859-15', Buffer.of(0xa4), '€'],
    ['Shift JIS', 'text/csv; charset=Shift_JIS', Buffer.of(0x83, 0x65, 0x83, 0x58, 0x83, 0x67), 'テスト'],
    ['GB 18030', 'text/csv; charset=gb18030', Buffer.of(0xd6, 0xd0, 0xce, 0xc4), '中文'],
    ['KOI8-R', "text/plain; charset='koi8-r'", Buffer.of(0xf0, 0xd2, 0xc9), 'При'],
    ['ISO-2022-JP', 'text/plain; charset=iso-2022-jp', Buffer.from('\x1b$B$"\x1b(B', 'latin1'), 'あ'],
    ['UTF-16LE with a mark', 'application/json', Buffer.from(`\uFEFF${muller}`, 'utf16le'), muller],
    ['UTF-16BE with a mark', 'application/json', utf16be(`\uFEFF${muller}`), muller],
    ['UTF-16LE by its name', 'application/json; charset=utf-16le', Buffer.from(muller, 'utf16le'), muller],
    ['UTF-16BE by its name', 'application/json; charset=utf-16be', utf16be(muller), muller],
    ['UTF-16, little-endian by its zeros', 'application/json; charset=utf-16', Buffer.from(muller, 'utf16le'), muller],
    ['UTF-16, big-endian by its zeros', 'application/json; charset=UTF-16', utf16be(muller), muller],
    ['UTF-16LE by its zeros alone', 'application/json', Buffer.from(muller, 'utf16le'), muller],
    ['UTF-16BE by its zeros alone', '', utf16be(muller), muller],
    ['UTF-16 by its zeros under the name of UTF-8', 'text/csv; charset=utf-8', Buffer.from('a,ü', 'utf16le'), 'a,ü'],
    ['UTF-8 under the name of UTF-16', 'application/json; charset=utf-16', Buffer.from(muller), muller],
    [
      'by its XML declaration',
      'application/xml',
      Buffer.from('<?xml version="1.0" encoding="ISO-8859-15"?><a>\xa4</a>', 'latin1'),
      '<?xml version="1.0" encoding="ISO-8859-15"?><a>€</a>',
    ],
    [
      'by its content type rather than its XML declaration',
      'application/xml; charset=koi8-r',
      Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>\xf0</a>', 'latin1'),
      '<?xml version="1.0" encoding="ISO-8859-1"?><a>П</a>',
    ],
    [
      'UTF-8 whose XML declaration is of UTF-16',
      'text/xml',
      Buffer.from('<?xml version="1.0" encoding="utf-16"?><a>ü</a>'),
      '<?xml version="1.0" encoding="utf-16"?><a>ü</a>',
    ],
    [
      'by the <meta> of a page',
      'text/html',
      Buffer.from('<html><meta http-equiv="x" content="text/html; charset=koi8-r">\xf0', 'latin1'),
      '<html><meta http-equiv="x" content="text/html; charset=koi8-r">П',
    ],
    ['with zeros at its end', 'application/json', Buffer.from('{}\0'), '{}'],
    ['with nothing in it', 'application/json', Buffer.alloc(0), ''],
  ])('in %s', (_what, contentType, bytes, expected) => {
    expect(decodeText(bytes, contentType)).toBe(expected);
  });
});

describe('no text', () => {
  test.each<readonly [string, string, Buffer]>([
    ['bytes without a name', '', mullerBytes],
    ['bytes under the name of bytes', 'application/octet-stream', mullerBytes],
    ['an image', 'image/jpeg', Buffer.of(0xff, 0xd8, 0xff, 0xe0)],
    ['an image under the name of a text', 'text/plain; charset=iso-8859-1', Buffer.of(0xff, 0xd8, 0xff, 0xe0)],
    [
      'a PDF under the name of a charset',
      'application/pdf; charset=iso-8859-1',
      Buffer.from('%PDF-1.7 \xe2', 'latin1'),
    ],
    ['control characters under a charset that has them', 'text/plain', Buffer.of(0xfc, 0x01, 0x02)],
    ['zeros in the middle', 'application/octet-stream', Buffer.from('a\0b')],
    ['half of a UTF-16 character', 'application/json; charset=utf-16le', Buffer.of(0x5b, 0, 0x5d, 0, 0xd8)],
  ])('is %s', (_what, contentType, bytes) => {
    expect(decodeText(bytes, contentType)).toBeUndefined();
  });
});

describe('whatever is written in a charset is read from it', () => {
  const json = fc.json({ maxDepth: 3, depthSize: 'small' }).map((text) => `{"ü":${text}}`);
  const wellFormed = json.map((text) => text.toWellFormed());
  test.each<readonly [string, (text: string) => Buffer, string]>([
    ['UTF-8', (text) => Buffer.from(text), 'application/json; charset=utf-8'],
    ['UTF-8 without a name', (text) => Buffer.from(text), ''],
    ['UTF-8 with a mark', (text) => Buffer.from(`\uFEFF${text}`), 'application/json; charset=iso-8859-1'],
    ['UTF-16LE', (text) => Buffer.from(text, 'utf16le'), 'application/json; charset=utf-16le'],
    ['UTF-16BE', utf16be, 'application/json; charset=utf-16be'],
    ['UTF-16 with a mark', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'), 'application/octet-stream'],
    ['UTF-16 without a name', utf16be, 'application/json'],
  ])('%s', (_what, encode, contentType) => {
    fc.assert(
      fc.property(wellFormed, (text) => {
        expect(decodeText(encode(text), contentType)).toBe(text);
      }),
    );
  });

  test('any charset of one byte', () => {
    const charsets = ['windows-1252', 'iso-8859-2', 'iso-8859-15', 'koi8-r', 'windows-1251', 'macintosh'];
    const bytes = fc.uint8Array({ min: 0x80, max: 0xff, maxLength: 40 });
    fc.assert(
      fc.property(fc.constantFrom(...charsets), bytes, (charset, high) => {
        const text = new TextDecoder(charset).decode(high);
        const read = decodeText(Buffer.concat([Buffer.from('a,'), high]), `text/csv; charset=${charset}`);
        expect(read).toBe(`a,${text}`);
      }),
    );
  });

  test('any bytes at all are a text or none, and nothing is thrown', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.string(), (bytes, contentType) => {
        const text = decodeText(Buffer.from(bytes), contentType);
        expect(text?.startsWith('\uFEFF') ?? false).toBe(false);
      }),
    );
  });
});
