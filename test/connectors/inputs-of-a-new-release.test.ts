import { describe, expect, test } from 'vitest';
import { remapInputs } from '../../src/connectors/input-remap.ts';
import type { JsonObject } from '../../src/json.ts';
import { aField, aMethod, aParameter } from './listing-methods.ts';

const parameter = (id: string, targetName: string, targetType = 'QueryString', name = targetName) =>
  aParameter({ id, targetName, targetType, name });
const field = (id: string, location: string, name = location) => aField({ id, location, name });

const older = aMethod({
  parameters: [parameter('1', 'count'), parameter('2', 'AccountId', 'MergeField'), parameter('3', 'gone')],
  requestFields: [field('1', '[records].Name'), field('2', 'Total', 'Sum'), field('3', 'Total', 'Grand total')],
});
const newer = aMethod({
  parameters: [
    parameter('12', 'AccountId', 'MergeField', 'Renamed'),
    parameter('11', 'count'),
    parameter('1', 'gone', 'HttpHeader'),
  ],
  requestFields: [
    field('23', 'Total', 'Grand total'),
    field('22', 'Total', 'Sum'),
    field('21', '[records].Name', 'Renamed'),
  ],
});

const remap = (Parameters: JsonObject, Fields: JsonObject = {}, to = newer) =>
  remapInputs(older, to, { Parameters, Fields, Mergefields: { CyclrObjectName: 'Contact' } });

describe('inputs of an older listing', () => {
  test('take the numbers of a newer one, by where they go', () => {
    expect(remap({ '1': 10, '2': null }, { '1': 'Jane' })).toEqual({
      Parameters: { '11': 10, '12': null },
      Fields: { '21': 'Jane' },
      Mergefields: { CyclrObjectName: 'Contact' },
    });
  });

  test('are told apart by name where several go to one place', () => {
    expect(remap({}, { '2': 1, '3': 2 })?.Fields).toEqual({ '22': 1, '23': 2 });
  });

  test.each<readonly [string, JsonObject, JsonObject]>([
    ['goes another way now', { '3': 1 }, {}],
    ['was not of the older listing', { '999': 1 }, {}],
    ['was not a field of the older listing', {}, { '999': 1 }],
  ])('have no counterpart where one %s', (_what, parameters, fields) => {
    expect(remap({ '1': 10, ...parameters }, fields)).toBeUndefined();
  });

  test('have no counterpart where the newer listing tells two apart no longer', () => {
    expect(remap({}, { '2': 1, '3': 2 }, aMethod({ requestFields: [field('30', 'Total')] }))).toBeUndefined();
  });

  test('have no counterpart where it could be either of two', () => {
    const twins = aMethod({ parameters: [parameter('31', 'count'), parameter('32', 'count')] });
    expect(remap({ '1': 10 }, {}, twins)).toBeUndefined();
  });

  test('stay what they are in the same listing', () => {
    const inputs = { Parameters: { '1': 1 }, Fields: { '2': 2 }, Mergefields: {} };
    expect(remapInputs(older, older, inputs)).toEqual(inputs);
  });
});
