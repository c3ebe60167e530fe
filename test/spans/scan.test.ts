import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isJsonObject, type Json } from '../../src/json.ts';
import { joined } from '../../src/spans/pieces.ts';
import { JsonSpans, type Span } from '../../src/spans/json-spans.ts';
import { scanJson } from '../../src/spans/scan.ts';
import { createWasmScan } from '../../src/spans/scan-wasm.ts';

const levels = 50;
const wasmScan = createWasmScan();

/** By JavaScript; WebAssembly must find the same, in whatever pieces the bytes come. */
function spansOf(text: string | Buffer, most = levels): JsonSpans | undefined {
  const bytes = Buffer.from(text);
  const table = isUtf8(bytes) ? scanJson(bytes, most) : undefined;
  if (isUtf8(bytes)) for (const size of sizes) expect(wasmScan(piecesOf(bytes, size), most)).toEqual(table);
  const spans = JsonSpans.of(piecesOf(bytes, 7), most);
  expect(spans !== undefined).toBe(table !== undefined);
  return spans;
}

/** Of pieces, in bytes. */
const sizes = [1, 2, 3, 5, 8, 17, Infinity];

function piecesOf(bytes: Buffer, size: number): Buffer[] {
  const pieces: Buffer[] = [];
  const step = Math.max(size === Infinity ? bytes.length : size, Math.ceil(bytes.length / 5000));
  for (let from = 0; from < bytes.length; from += step) pieces.push(bytes.subarray(from, from + step));
  return pieces;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Texts that are nearly JSON: one with a piece of it removed, doubled, or replaced. */
const nearlyJson = fc
  .tuple(
    fc.json({ maxDepth: 4 }),
    fc.nat(),
    fc.nat({ max: 4 }),
    fc.oneof(
      fc.constantFrom(
        '',
        '"',
        '\\',
        '\\u12',
        '\\ud800',
        '\\x',
        ',',
        ':',
        '[',
        ']',
        '{',
        '}',
        ' ',
        '\n',
        '\t',
        '\v',
        '\0',
      ),
      fc.constantFrom(
        '-',
        '+',
        '0',
        '01',
        '1.',
        '.5',
        '1e',
        '1e+',
        '-0',
        '1E-9',
        'true',
        'nul',
        'null',
        'NaN',
        '\u2028',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
  )
  .map(([text, place, length, piece]) => {
    const from = place % (text.length + 1);
    return (text.slice(0, from) + piece + text.slice(from + length)).toWellFormed();
  });

test('what is JSON is taken, and nothing else', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), nearlyJson, nearlyJson, fc.string()), (text) => {
      expect(spansOf(text) !== undefined).toBe(isJson(text));
    }),
    { numRuns: 3000 },
  );
});

test.for([
  '',
  ' ',
  '{',
  '[',
  '"',
  '{"a"}',
  '{"a":}',
  '{"a":1,}',
  '{,}',
  '[1,]',
  '[,1]',
  '[1 2]',
  '{"a":1 "b":2}',
  '{1:2}',
  '[1}',
  '{"a":1]',
  '1 2',
  '01',
  '-',
  '1.',
  '.1',
  '1e',
  '1e+',
  '+1',
  '0x1',
  'nul',
  'nulll',
  'truefalse',
  'NaN',
  "'a'",
  '"\t"',
  '"\\u12g4"',
  '"\\x41"',
  '"\\',
  '"\\u',
  '"a',
  '\uFEFF{}',
  '{}\0',
  '[]]',
  '{"a":1}}',
  '//',
  '[1]//',
])('%s is no JSON', (text) => {
  expect(spansOf(text)).toBeUndefined();
});

test('bytes that are no UTF-8 are not taken, wherever they stand', () => {
  for (const bad of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe2, 0x82], [0xf4, 0x90, 0x80, 0x80]]) {
    const bytes = Buffer.concat([Buffer.from('{"a":"'), Buffer.from(bad), Buffer.from('"}')]);
    expect(spansOf(bytes)).toBeUndefined();
  }
});

test('a text may be as deep as the limit', () => {
  expect(spansOf('['.repeat(levels) + ']'.repeat(levels))).toBeDefined();
  expect(spansOf('['.repeat(levels + 1) + ']'.repeat(levels + 1))).toBeUndefined();
  for (const [depth, isTaken] of [
    [4096, true],
    [4097, false],
  ] as const)
    expect(spansOf('['.repeat(depth) + ']'.repeat(depth), 10_000) !== undefined).toBe(isTaken);
});

test('an object of more members than are noted is not taken', () => {
  const object = (members: number) =>
    JSON.stringify(Object.fromEntries(Array.from({ length: members }, (_none, index) => [`k${index}`, index])));
  expect(spansOf(object(255))).toBeDefined();
  expect(spansOf(object(256))).toBeUndefined();
  expect(spansOf(`[${object(256)}]`)).toBeDefined();
});

describe('what is found', () => {
  /** Every value that no list is around is found by its keys, with the bytes that it has. */
  function check(spans: JsonSpans, span: Span, value: Json): void {
    expect(JSON.parse(joined(spans.bytesOf(span)).toString())).toEqual(value);
    expect([spans.isList(span), spans.isObject(span)]).toEqual([Array.isArray(value), isJsonObject(value)]);
    if (Array.isArray(value)) {
      expect(spans.elementsOf(span)).toBe(value.length);
      expect(spans.hasGaps(span)).toBe(value.includes(null) || value.includes(''));
      expect(JSON.parse(`[${joined(spans.elementBytesOf(span)).toString()}]`)).toEqual(value);
    } else if (isJsonObject(value)) {
      for (const [key, inner] of Object.entries(value)) {
        const member = spans.member(span, key);
        expect(member).toBeDefined();
        check(spans, member as Span, inner);
      }
      expect(spans.member(span, 'no such key')).toBeUndefined();
    }
  }

  test('is every member, with its bytes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 1, '\t', '\r\n '), (value, space) => {
        const text = JSON.stringify(value, undefined, space);
        const spans = spansOf(text);
        if (spans !== undefined) check(spans, spans.root, JSON.parse(text) as Json);
      }),
      { numRuns: 1000 },
    );
  });

  test.for([
    ['{"a":1,"a":[2]}', '[2]'],
    ['{"\\u0061":3}', '3'],
    ['{ "b" : {"a":0} , "a" : 12345678901234567890 }', '12345678901234567890'],
    ['{"a":1.50e+400}', '1.50e+400'],
    ['{"__proto__":1,"a":{"__proto__":2}}', '{"__proto__":2}'],
    ['{"b":{"a":1}}', undefined],
    ['{"b":[{"a":1}]}', undefined],
  ])('the member "a" of %s is %s', ([text, expected]) => {
    const spans = spansOf(text as string);
    const member = spans?.member(spans.root, 'a');
    expect(spans && member && joined(spans.bytesOf(member)).toString()).toBe(expected);
  });
});

test('texts longer than a window are taken', () => {
  for (const length of [250_000, 600_000, 5_000_000]) {
    const text = 'x'.repeat(length);
    expect(spansOf(JSON.stringify({ a: text, b: ['', text, 1], c: Number(`1${'0'.repeat(20)}`) }))).toBeDefined();
    expect(spansOf(`{"a":"${text}`)).toBeUndefined();
    expect(spansOf(`{"a":"${text}\\`)).toBeUndefined();
  }
});
