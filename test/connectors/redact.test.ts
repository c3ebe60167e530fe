import { expect, test } from 'vitest';
import { redactSensitive } from '../../src/connectors/redact.ts';
import { parseJson } from '../../src/json.ts';
import { aField, aMethod, aParameter } from './listing-methods.ts';

const method = aMethod({
  parameters: [
    aParameter({ id: '1', targetName: 'ApiKey', name: 'API key', sensitive: true }),
    aParameter({ id: '2', targetName: 'count', name: 'Count' }),
  ],
  requestFields: [aField({ id: '1', location: 'Name' })],
});

test('values of sensitive parameters are not shown, all others are', () => {
  const exact = parseJson('12345678901234567890');
  expect(
    redactSensitive(method, {
      Parameters: { '1': 'k-123', '2': exact },
      Fields: { '1': 'Jane' },
      Mergefields: { a: 1 },
    }),
  ).toEqual({ Parameters: { '1': '[redacted]', '2': exact }, Fields: { '1': 'Jane' }, Mergefields: { a: 1 } });
});

test('neither is whether one is null, empty or an object', () => {
  for (const value of [null, '', { key: 'k-123' }]) {
    const { Parameters } = redactSensitive(method, { Parameters: { '1': value }, Fields: {}, Mergefields: {} });
    expect(Parameters).toEqual({ '1': '[redacted]' });
  }
});

test.each(['1', 'ApiKey', 'apikey', 'API KEY '])('nor the value where it comes as the merge field %j', (key) => {
  const { Mergefields } = redactSensitive(method, { Parameters: {}, Fields: {}, Mergefields: { [key]: 'k-123' } });
  expect(Mergefields).toEqual({ [key]: '[redacted]' });
});

test('what is sent is not changed', () => {
  const numbered = { Parameters: { '1': 'k-123' }, Fields: {}, Mergefields: { ApiKey: 'k-123' } };
  redactSensitive(method, numbered);
  expect(numbered).toEqual({ Parameters: { '1': 'k-123' }, Fields: {}, Mergefields: { ApiKey: 'k-123' } });
});
