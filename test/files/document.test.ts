import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type DocumentFormat, parseDocument, readDocument } from '../../src/files/document.ts';
import { DocumentError, joinErrors, mostFaults } from '../../src/files/fault.ts';
import { mostLevels } from '../../src/files/json-text.ts';
import { canonicalJson } from '../../src/json.ts';

const anything: DocumentFormat<unknown> = { noun: 'file', schema: z.unknown(), largestBytes: 100 };
const exact: DocumentFormat<unknown> = { ...anything, exactNumbers: true };

/** The lines of the message behind the first, or none. */
function faultsOf(text: string, format: DocumentFormat<unknown> = anything): readonly string[] {
  try {
    parseDocument(text, 'x.json', format);
    return [];
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    expect(error.message).toMatch(/^The file x\.json cannot be used:\n {2}/);
    return error.message.split('\n').slice(1);
  }
}

describe('a text that is not JSON', () => {
  test.each([
    ['', 1, 'it is not JSON: the file is empty.'],
    [' \n// only a comment\n', 1, 'it is not JSON: the file is empty.'],
    ['{\n"a": 1,\n', 2, 'it is not JSON: the text ends before every bracket is closed.'],
    ['{\n"a":\n', 2, 'it is not JSON: the text ends before every bracket is closed.'],
    ['[1,\n2', 2, 'it is not JSON: the text ends before every bracket is closed.'],
    ['{\n"a": 1 "b": 2 }', 2, 'it is not JSON: unexpected string in column 8.'],
    ['[\n1 2]', 2, 'it is not JSON: unexpected number in column 3.'],
    ['{} \nx', 2, 'it is not JSON: unexpected word in column 1.'],
    ['{"a":1}}', 1, 'it is not JSON: unexpected "}" in column 8.'],
    ['{"a": @}', 1, 'it is not JSON: unexpected "@" in column 7.'],
    ['{\n"a": "x,\n"b": 1}', 2, 'it is not JSON: a string does not end on its line.'],
    ['"', 1, 'it is not JSON: a string or a comment does not end.'],
    ['"\\', 1, 'it is not JSON: a string or a comment does not end.'],
    ['[\n"\\\\\\', 2, 'it is not JSON: a string or a comment does not end.'],
    ['1\n/* never ends', 2, 'it is not JSON: a string or a comment does not end.'],
    ['[\nNaN]', 2, 'it is not JSON: NaN and Infinity are not numbers there.'],
    ['[\n-Infinity]', 2, 'it is not JSON: NaN and Infinity are not numbers there.'],
  ])('%j has its fault in line %d', (text, line, message) => {
    expect(faultsOf(text)).toEqual([`  line ${line}: ${message}`]);
    expect(faultsOf(text, exact)).toEqual([`  line ${line}: ${message}`]);
  });

  test('is not quoted: a secret whose quotes are missing stays one', () => {
    for (const text of ['{"clientSecret": hunter2}', '{"clientSecret" "hunter2"}', '{"clientSecret": "hunter2}']) {
      expect(faultsOf(text)).toEqual([expect.not.stringContaining('hunter2')]);
    }
  });
});

describe('levels', () => {
  const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

  test(`are ${mostLevels} at most, in JSON and in JSON5`, () => {
    for (const format of [anything, exact]) {
      for (const before of ['\n', '// a comment\n']) {
        expect(faultsOf(before + nested(mostLevels), format)).toEqual([]);
        expect(faultsOf(before + nested(mostLevels + 1), format)).toEqual([
          '  line 2: lists and objects may be nested 100 levels deep; got more.',
        ]);
      }
    }
  });

  test('may be any number without an odd error, and so may comments', () => {
    const many = 100_000;
    for (const text of ['['.repeat(many), nested(many), '{"a":'.repeat(many), `[1234567890123456789${nested(many)}`]) {
      expect(faultsOf(text, exact)).toEqual([expect.stringContaining('levels deep')]);
    }
    expect(faultsOf('/**/\n'.repeat(many))).toEqual(['  line 1: it is not JSON: the file is empty.']);
    expect(faultsOf(`${'// one\n'.repeat(many)}[1}`)).toEqual([
      `  line ${many + 1}: it is not JSON: unexpected "}" in column 3.`,
    ]);
    expect(faultsOf(`${'// one\n'.repeat(many)}[1]`)).toEqual([]);
  });

  test('within strings are none', () => {
    expect(faultsOf(JSON.stringify(['[', '{"'].map((one) => one.repeat(1000))))).toEqual([]);
  });
});

describe('numbers', () => {
  test.each([
    ['[9223372036854775807]', '[9223372036854775807]'],
    ['[9223372036854775807,]', '[9223372036854775807]'],
    ['[+1, -2, .5, 5., 0x10, -0x10, 1e3, -0.25]', '[1,-2,0.5,5,16,-16,1000,-0.25]'],
    ['[0xFFFFFFFFFFFFFFFFF, 1e999, 0.12345678901234567890,]', '[295147905179352825855,1e999,0.12345678901234567890]'],
  ])('of %s keep their digits where that is asked for', (text, kept) => {
    expect(JSON.stringify(parseDocument(text, 'x', exact).value)).toBe(kept);
  });

  test('are those of JavaScript otherwise', () => {
    expect(parseDocument('[9223372036854775807, 0x10,]', 'x', anything).value).toEqual([2 ** 63, 16]);
  });
});

describe('what a schema finds', () => {
  const format: DocumentFormat<unknown> = {
    noun: 'file',
    largestBytes: 100,
    schema: z.strictObject({
      name: z.string().min(1).max(5),
      kind: z.enum(['red', 'green']).optional(),
      size: z.int().min(1).max(9).optional(),
      id: z.guid().optional(),
      clientSecret: z.enum(['s']).optional(),
      either: z.union([z.strictObject({ left: z.string() }), z.strictObject({ right: z.string() })]).optional(),
      shape: z
        .discriminatedUnion('is', [
          z.strictObject({ is: z.literal('circle'), radius: z.number() }),
          z.strictObject({ is: z.literal('square'), side: z.number() }),
        ])
        .optional(),
      list: z.array(z.boolean()).min(1).max(2).optional(),
      nothing: z.null().optional(),
      map: z.record(z.string().max(3, 'is longer than 3 characters'), z.number()).optional(),
    }),
  };

  test.each([
    [{ name: undefined }, 'name is missing; expected a string.'],
    [{ name: '' }, 'name is empty.'],
    [{ name: 'abcdef' }, 'name must have at most 5 characters; got 6 characters.'],
    [{ name: ['a'] }, 'name must be a string; got a list.'],
    [{ kind: 'gren' }, 'kind must be "red" or "green"; got "gren". Did you mean "green"?'],
    [{ kind: 'purple' }, 'kind must be "red" or "green"; got "purple".'],
    [{ kind: `${'z'.repeat(200)}\n` }, `kind must be "red" or "green"; got "${'z'.repeat(100)}…".`],
    [{ size: 0 }, 'size must be at least 1; got 0.'],
    [{ size: 10 }, 'size must be at most 9; got 10.'],
    [{ size: 1.5 }, 'size must be a whole number; got 1.5.'],
    [{ id: 'x' }, 'id must be a GUID; got "x".'],
    [{ list: [] }, 'list is empty.'],
    [{ list: [1] }, 'list[0] must be true or false; got 1.'],
    [{ list: [true, true, true] }, 'list must have at most 2 entries; got 3.'],
    [{ nothing: 1 }, 'nothing must be null; got 1.'],
    [{ map: { abcd: 1 } }, 'map has the key "abcd", which is longer than 3 characters.'],
    [{ map: { 'a b': null } }, 'map["a b"] must be a number; got null.'],
    [{ clientSecret: 'hunter2' }, 'clientSecret must be "s"; got a value that is not shown here.'],
    [{ shape: { is: 'cirle' } }, 'shape.is must be "circle" or "square"; got "cirle". Did you mean "circle"?'],
    [{ shape: {} }, 'shape.is is missing; expected "circle" or "square".'],
    [{ shape: { is: 'circle', radius: 1, side: 2 } }, 'shape has the unknown key "side". It can have is, radius.'],
    [{ either: { left: 1 } }, 'either.left must be a string; got 1.'],
    [{ either: { up: 1 } }, 'either must be an object with "left" or an object with "right"; got an object.'],
    [{ either: 5 }, 'either must be an object with "left" or an object with "right"; got 5.'],
    [{ nam: 1 }, 'the file has the unknown key "nam". Did you mean "name"?'],
    [
      { [`x${'y'.repeat(500)}`]: 1 },
      `the file has the unknown key "x${'y'.repeat(99)}…". It can have name, kind, size, id, clientSecret, either, shape, list, nothing, map.`,
    ],
  ])('is told in words: %j', (value, message) => {
    expect(faultsOf(JSON.stringify({ name: 'a', ...value }), format)).toEqual([`  line 1: ${message}`]);
  });

  test('is told whole, in the order of the file', () => {
    const text = '{\n"kind": 1,\n"size": "x",\n"size": 0,\n"nme": "a"\n}';
    expect(faultsOf(text, format)).toEqual([
      '  line 1: name is missing; expected a string.',
      '  line 2: kind must be "red" or "green"; got 1.',
      '  line 4: the key "size" is there twice.',
      '  line 4: size must be at least 1; got 0.',
      '  line 5: the file has the unknown key "nme". Did you mean "name"?',
    ]);
  });

  test(`is told up to ${mostFaults} faults, and counted beyond`, () => {
    const list: DocumentFormat<unknown> = { ...anything, schema: z.array(z.string()) };
    const wrong = (count: number) => faultsOf(JSON.stringify(Array.from({ length: count }, () => 1)), list);
    expect(wrong(mostFaults)).toHaveLength(mostFaults);
    expect(wrong(mostFaults).at(-1)).toBe(`  line 1: [${mostFaults - 1}] must be a string; got 1.`);
    expect(wrong(mostFaults + 1)).toHaveLength(mostFaults + 1);
    expect(wrong(mostFaults + 1).at(-1)).toBe('  and 1 more fault.');
    expect(wrong(100_000).at(-1)).toBe(`  and ${100_000 - mostFaults} more faults.`);
  });
});

test('a check adds faults with their lines and the names of their things', () => {
  const format: DocumentFormat<{ readonly things: readonly { readonly name: string }[] }> = {
    noun: 'file',
    largestBytes: 100,
    schema: z.object({ things: z.array(z.object({ name: z.string() })) }),
    thingAt: ([list, index]) =>
      list === 'things' && typeof index === 'number' ? { name: `thing ${index + 1}`, keys: 2 } : undefined,
    check: ({ things }, add, lineOf) => {
      for (const [index, { name }] of things.entries()) {
        if (name === 'bad') add(['things', index, 'name'], `is bad in line ${lineOf(['things', index, 'name'])}.`);
        if (name === 'worse') add(['things', index], 'is worse.');
      }
    },
  };
  const text = '{ "things": [\n{ "name": "good" },\n{ "name": "bad" },\n{ "name": "worse" }\n] }';
  expect(() => parseDocument(text, 'x', format)).toThrow(
    'The file x cannot be used:\n  line 3: thing 2: name is bad in line 3.\n  line 4: thing 3 is worse.',
  );
  expect(() => parseDocument('{ "things": [{ "name": 1 }] }', 'x', format)).toThrow(
    'line 1: thing 1: name must be a string; got 1.',
  );
});

describe('a file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'documents-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function faultOf(content: string | Uint8Array): Promise<string> {
    const file = join(folder, 'file.json');
    await writeFile(file, content);
    return readDocument(file, anything).then(
      () => 'none',
      (error: Error) => error.message.replace(`The file ${file} cannot be used:\n`, ''),
    );
  }

  test('may be as large as its format says, and no larger', async () => {
    expect(await faultOf('[]'.padEnd(100))).toBe('none');
    expect(await faultOf('[]'.padEnd(101))).toBe('  the file is larger than 100 bytes, the limit.');
  });

  test('must be UTF-8, with or without a byte order mark', async () => {
    expect(await faultOf('\uFEFF["é\u{1F600}"]')).toBe('none');
    expect(await faultOf(Buffer.from('[\n"\u00E9"]', 'latin1'))).toBe(
      '  line 2: the text is not UTF-8. Save the file in this encoding.',
    );
    expect(await faultOf(Buffer.from('\uFEFF[]', 'utf16le'))).toContain('line 1: the text is not UTF-8');
  });

  test('that cannot be read says why', async () => {
    await expect(readDocument(join(folder, 'none.json'), { ...anything, hint: 'Write one.' })).rejects.toThrow(
      'none.json cannot be used:\n  the file cannot be read: there is no such file. Write one.',
    );
    await expect(readDocument(folder, anything)).rejects.toThrow('the file cannot be read: it is a directory.');
  });

  test('is not read on when nobody waits for it', async () => {
    const file = join(folder, 'file.json');
    await writeFile(file, '[]');
    const stopped = readDocument(file, anything, AbortSignal.abort());
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
  });

  test.runIf(process.platform !== 'win32')('without an end is read up to the limit', async () => {
    await expect(readDocument('/dev/zero', anything)).rejects.toThrow('the file is larger than 100 bytes, the limit.');
  });
});

test('the faults of several files are one error, each with its file', () => {
  const errors = ['a.json', 'b.json'].map(
    (file) => [file, new DocumentError(`The file ${file}`, [{ line: 3, message: 'it is wrong.' }], 2)] as const,
  );
  expect(joinErrors('The files', errors).message).toBe(
    'The files cannot be used:\n  a.json, line 3: it is wrong.\n  b.json, line 3: it is wrong.\n  and 2 more faults.',
  );
  expect(joinErrors('The files', errors.slice(0, 1))).toBe(errors[0]?.[1]);
});

describe('any text', () => {
  const marks = ['true', 'null', 'NaN', '//', '/*', '*/', '"a":', 'a:', '\\u00', '\r\n'];
  const piece = fc.oneof(
    fc.constantFrom(...Array.from('[]{}:,"\'\\/*.+-0x1eE\n\r\t \uFEFF\u2028'), ...marks),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
    fc.jsonValue().chain((value) => {
      const source = JSON.stringify(value, null, 1);
      return fc
        .tuple(fc.nat(source.length), fc.nat(3), piece)
        .map(([at, cut, put]) => source.slice(0, at) + put + source.slice(at + cut));
    }),
  );
  const strict: DocumentFormat<unknown> = {
    ...anything,
    schema: z.strictObject({ a: z.array(z.strictObject({ b: z.string() })) }),
  };

  test('is a value or an error of this kind, whose lines are lines of it', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(anything, exact, strict), (source, format) => {
        try {
          parseDocument(source, 'x', format);
        } catch (error) {
          if (!(error instanceof DocumentError)) throw error;
          const lines = source.split(/\r\n|\r|\n/).length;
          for (const { line } of error.faults) {
            expect(line).toBeGreaterThanOrEqual(1);
            expect(line).toBeLessThanOrEqual(lines);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('that JSON reads is read to the same value', () => {
    fc.assert(
      fc.property(text, (source) => {
        let value: unknown;
        try {
          value = JSON.parse(source);
        } catch {
          return;
        }
        try {
          expect(canonicalJson(parseDocument(source, 'x', anything).value)).toBe(canonicalJson(value));
        } catch (error) {
          if (!(error instanceof DocumentError)) throw error;
          expect(error.message).toContain('is there twice');
        }
      }),
    );
  });
});
