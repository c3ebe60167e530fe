import { expect, test } from 'vitest';
import { decodeMethods } from '../../src/cyclr/wire.ts';

test('an input without a name is named by its place, and a value that is null is no value', () => {
  const { methods, skipped } = decodeMethods([
    {
      Id: 1,
      Name: 'List Contacts',
      Parameters: [{ Id: 2, Name: null, TargetName: 'page', TargetType: 'QueryString', Values: ['a', null, 1] }],
      RequestFields: [{ Id: 3, Location: 'LastName' }, { Id: 4 }],
    },
  ]);
  expect(skipped).toEqual([]);
  expect(methods[0]?.parameters).toMatchObject([{ name: 'page', targetName: 'page', values: ['a', '1'] }]);
  expect(methods[0]?.requestFields).toMatchObject([
    { name: 'LastName', location: 'LastName' },
    { name: '', location: '' },
  ]);
});
