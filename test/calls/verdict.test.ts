import { describe, expect, test } from 'vitest';
import { keysOf, matching } from '../../src/calls/reconcile/findings.ts';
import type { Look } from '../../src/calls/reconcile/look.ts';
import { judge } from '../../src/calls/reconcile/verdict.ts';
import { type Json, parseJson } from '../../src/json.ts';

const look: Look = {
  read: 'List',
  parameters: {},
  fields: {},
  match: [{ at: 'name', value: 'Ann' }],
  key: 'id',
  time: 'made',
  afterSeconds: 60,
  pageRecords: 10,
};
const sentAt = Date.parse('2026-06-01T12:00:00Z');
const ann = (id: number | null, made?: string): Json => ({ id, name: 'Ann', ...(made !== undefined && { made }) });

describe('what follows from a read', () => {
  const found = (all: readonly Json[], isWhole = true) => ({ matches: matching(all, look), isWhole });
  const before = keysOf(found([ann(1)]));
  const open = { kind: 'OPEN' };

  test.for([
    ['one record that was not there', before, [ann(1), ann(2)], true, 0, { kind: 'APPLIED', key: '2' }],
    ['none, after the time of the app', before, [ann(1)], true, 60, { kind: 'NOT_APPLIED' }],
    ['none, before the time of the app', before, [ann(1)], true, 59, { ...open, isUnclear: false }],
    ['none, where that is not known of what was before', undefined, [], true, 60, { kind: 'NOT_APPLIED' }],
    ['none on a page that is full', before, [ann(1)], false, 60, { ...open, isUnclear: true }],
    ['one on a page that is full', before, [ann(2)], false, 0, { ...open, isUnclear: true }],
    ['two that were not there', before, [ann(2), ann(3)], true, 60, { ...open, isUnclear: true }],
    ['one, where it is not known what was before', undefined, [ann(2)], true, 60, { ...open, isUnclear: true }],
    ['one without an id', before, [ann(null)], true, 60, { ...open, isUnclear: true }],
    ['one that is made about then', before, [ann(2, '2026-06-01T11:59:59Z')], true, 0, { kind: 'APPLIED' }],
    ['one that was made long before', before, [ann(2, '2026-05-30T11:00:00Z')], true, 60, { ...open, isUnclear: true }],
    ['one whose time nobody can read', before, [ann(2, 'yesterday')], true, 0, { kind: 'APPLIED' }],
  ] as const)('%s', ([, known, records, isWhole, idleSeconds, expected]) => {
    const verdict = judge({ before: known, sentAt }, look, found(records, isWhole), idleSeconds * 1000);
    expect(verdict).toMatchObject(expected);
  });

  test('what was before is not known from a page that is full, or from a record without an id', () => {
    expect(keysOf(found([ann(1)], false))).toBeUndefined();
    expect(keysOf(found([ann(1), ann(null)]))).toBeUndefined();
    expect(keysOf(found([]))).toEqual([]);
  });
});

describe('a record could be the one', () => {
  test.for([
    ['Ann', 'Ann', true],
    ['ann ', 'Ann', true],
    ['Anna', 'Ann', false],
    ['12.50', '12.5', true],
    ['12.5', '"12.50"', true],
    ['007', '7', true],
    ['9007199254740993', '"9007199254740993"', true],
    ['["x", "Ann"]', 'Ann', true],
    ['null', 'Ann', false],
    ['{"a": 1}', 'Ann', false],
    ['true', '"true"', true],
  ] as const)('with %s for %s: %s', ([found, value, expected]) => {
    const read = (text: string): Json =>
      /^[\w ]+$/.test(text) && !/^(?:null|true|\d+)$/.test(text) ? text : parse(text);
    const parse = (text: string): Json => (/^0\d/.test(text) ? text : parseJson(text));
    const one = { ...look, match: [{ at: 'name', value: read(value) }] };
    expect(matching([{ id: 1, name: read(found) }], one)).toHaveLength(expected ? 1 : 0);
  });
});
