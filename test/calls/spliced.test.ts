import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PlannedCall } from '../../src/calls/plan.ts';
import { createResponse, type CallResponse } from '../../src/calls/response.ts';
import { selectPaths } from '../../src/connectors/select.ts';
import { noRules } from '../../src/connectors/method-rules.ts';
import { Answer } from '../../src/cyclr/answer.ts';
import { type Json, parseJson } from '../../src/json.ts';
import { stringifyPieces } from '../../src/spans/json-bytes.ts';

interface Given {
  readonly body: string | Buffer;
  readonly fields?: readonly string[];
  readonly type?: string;
  readonly rules?: Partial<PlannedCall['rules']>;
  readonly first?: number;
}

/** One response, with the characters that were counted of it. */
function responseTo({ body, fields = [], type = 'application/json', rules, first }: Given): {
  readonly response: CallResponse;
  readonly counted: number[];
} {
  const counted: number[] = [];
  const responseFields = fields.map((location) => ({ location, dataType: 'Text' }));
  const planned = {
    rules: { ...noRules, ...rules },
    kind: 'READ',
    known: { method: { responseFields, parameters: [], requestFields: [] } },
    inputs: { Parameters: {}, Fields: {}, Mergefields: {} },
    hasOwnBody: true,
    fields: [],
  };
  const response = createResponse({
    answer: new Answer(200, { 'content-type': type }, Buffer.from(body)),
    planned: planned as unknown as PlannedCall,
    cut: { select: undefined, at: undefined, first },
    count: (characters) => counted.push(characters),
    toFailure: (error) => error,
  });
  return { response, counted };
}

/** What `records` gives, and what it counts; the code where it fails. */
function parsedOf(given: Given): unknown {
  const { response, counted } = responseTo(given);
  try {
    return { records: JSON.parse(JSON.stringify(response.records())) as Json, counted };
  } catch (error) {
    return (error as { code: string }).code;
  }
}

/** The same of the bytes; undefined where they have to be parsed. */
function splicedOf(given: Given): unknown {
  const { response, counted } = responseTo(given);
  const bytes = response.recordBytes();
  return bytes && { records: JSON.parse(stringifyPieces([bytes]).join('')) as Json, counted };
}

const record = fc.dictionary(
  fc.constantFrom('id', 'name', 'error', 'errors', 'message'),
  fc.jsonValue({ maxDepth: 1 }),
);
const list = fc.oneof(fc.array(record, { maxLength: 4 }), fc.array(fc.jsonValue({ maxDepth: 1 }), { maxLength: 3 }));
const keys = ['records', 'data', 'items', 'errors', 'error', 'success', 'ok', 'status', 'message', 'jsonrpc', 'code'];
const bodies = fc.oneof(
  list,
  fc.dictionary(
    fc.constantFrom(...keys),
    fc.oneof(list, list, record, fc.constantFrom<Json>(null, '', 0, false, true, 'error', {}, [], '2.0')),
  ),
);
const fieldLists = fc.constantFrom<readonly string[]>(
  [],
  ['[records].id'],
  ['[].id'],
  ['data.[items].id'],
  ['[data].id', 'status'],
  ['[errors].id'],
  ['id', 'name'],
  ['error.[errors].id'],
);

test('bytes say what the parsed records say, and are counted as they are', () => {
  let spliced = 0;
  fc.assert(
    fc.property(bodies, fieldLists, fc.option(fc.nat(3), { nil: undefined }), (value, fields, first) => {
      const given = { body: JSON.stringify(value), fields, ...(first !== undefined && { first }) };
      const found = splicedOf(given);
      if (found === undefined) return;
      spliced += 1;
      expect(found).toEqual(parsedOf(given));
    }),
    { numRuns: 2000 },
  );
  expect(spliced).toBeGreaterThan(200);
});

const two = '[{"id": 1.50},{"id":12345678901234567890}]';

describe('given as bytes', () => {
  test.for<Given>([
    { body: two },
    { body: `{"records":${two},"total":2}` },
    { body: ` {"total":2,"records" : ${two} }\n`, fields: ['[records].id', 'total'] },
    { body: `{"QueryResponse":{"Invoice":${two}}}`, fields: ['QueryResponse.[Invoice].Id'] },
    { body: `{"data":${two}}`, fields: ['[data].id'], type: 'text/plain; charset=UTF-8' },
    { body: `{"records":${two}}`, type: '' },
    { body: `{"records":${two}}`, first: 2 },
    { body: '{"records":[]}' },
  ])('$body', (given) => {
    expect(splicedOf(given)).toEqual(parsedOf(given));
  });

  test('every byte of a record is kept', () => {
    const pieces = stringifyPieces([responseTo({ body: `{"records":${two}}` }).response.recordBytes()]);
    expect(pieces.join('')).toBe(two);
  });
});

describe('parsed, because somebody has to look into it', () => {
  test.for<Given>([
    { body: `{"records":[${two},null]}` },
    { body: '{"records":[{"id":1},""]}' },
    { body: `{"records":${two}}`, first: 1 },
    { body: `{"records":${two}}`, rules: { recordsAt: [{ key: 'records', many: true }] } },
    { body: `{"records":${two}}`, rules: { failures: [{ at: [], values: [1], message: undefined, kind: 'REFUSED' }] } },
    { body: '{"errors":[{"message":"no"}],"data":null,"records":[]}', fields: ['[records].id'] },
    { body: `{"errors":${two}}`, fields: ['[errors].id'] },
    { body: '{"id":1}' },
    { body: '{"data":{"total":0}}', fields: ['data.[items].id'] },
    { body: '{"data":{"items":{"id":1}}}', fields: ['data.[items].id'] },
    { body: `{"records":${two}`, type: 'application/json' },
    {
      body: Buffer.from(`{"records":[{"name":"M\u00fcller"}]}`, 'latin1'),
      type: 'application/json; charset=ISO-8859-1',
    },
    { body: Buffer.from(`\uFEFF{"records":${two}}`) },
    { body: Buffer.from(`{"records":${two}}`, 'utf16le'), type: 'application/json; charset=utf-16le' },
    { body: '"text"' },
    { body: 'null' },
  ])('$body', (given) => {
    const { response } = responseTo(given);
    expect(response.recordBytes()).toBeUndefined();
  });

  test('paths are selected', () => {
    const { response } = responseTo({ body: `{"records":${two}}` });
    expect(response.recordBytes({ select: selectPaths(['id'], []), at: undefined })).toBeUndefined();
    expect(response.recordBytes({ select: undefined, at: [] })).toBeUndefined();
  });
});

test('the body is given as it came, or parsed where it is no JSON in UTF-8', () => {
  expect(responseTo({ body: ` ${two}` }).response.bodyBytes()?.text).toBe(` ${two}`);
  for (const body of ['"text"', '{"a":', '', '\uFEFF[]'])
    expect(responseTo({ body }).response.bodyBytes()).toBeUndefined();
});

test('what is left beside the records is judged', () => {
  const body = '{"ok":false,"error":"channel_not_found","records":[{"id":1}]}';
  expect(parsedOf({ body })).toBe('THIRD_PARTY_ERROR');
  expect(splicedOf({ body })).toBeUndefined();
  expect(splicedOf({ body, rules: { knownFailures: false } })).toEqual({
    records: parseJson('[{"id":1}]'),
    counted: [body.length],
  });
});
