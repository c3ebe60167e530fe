import { describe, expect, test } from 'vitest';
import { parseLocation } from '../../src/connectors/location.ts';
import { addMisspeltPaths } from '../../src/connectors/select-check.ts';
import type { Problem } from '../../src/errors.ts';

const fieldsAt = (...locations: readonly string[]) => locations.map((location) => ({ location }));
const listed = fieldsAt(
  'data.[items].Id',
  'data.[items].Email',
  'data.[items].Address.City',
  'data.[items].[Lines].Amount',
  'total',
);

function problemsOf(path: string, fields = listed, at?: string, others?: ReadonlySet<string>): readonly Problem[] {
  const problems: Problem[] = [];
  const selected = { paths: ['Id', path], at: at === undefined ? undefined : parseLocation(at) };
  addMisspeltPaths(fields, selected, problems, others);
  return problems;
}

describe('a path that is surely misspelt', () => {
  test.each([
    ['Emial', 'Email'],
    ['email', 'Email'],
    ['address.City', 'Address.City'],
    ['Address.city', 'Address.City'],
    ['Lines.Amuont', 'Lines.Amount'],
    ['[Lines].amount', 'Lines.Amount'],
    ['data.items.Email', 'Email'],
    ['data.[items].Adress.City', 'Address.City'],
  ])('%s is told, with "%s"', (path, meant) => {
    expect(problemsOf(path)).toMatchObject([{ path: ['select', 1], suggestions: [meant] }]);
  });

  test('is told how a key that no field lists is selected all the same, and that is not checked', () => {
    const [problem] = problemsOf('address.City');
    expect(problem?.message).toBe(
      String.raw`No field of the method is at "address.City". Did you mean "Address.City"? A key that no field lists goes in backslashes: \address\.\City\ `.trimEnd(),
    );
    expect(problemsOf(String.raw`\address\.\City\ `.trimEnd())).toEqual([]);
  });

  test('is one of the records at the place that is stated', () => {
    expect(problemsOf('amount', listed, 'data.items.Lines')).toMatchObject([{ suggestions: ['Amount'] }]);
    expect(problemsOf('Total', fieldsAt('total', 'Id'))).toMatchObject([{ suggestions: ['total'] }]);
  });
});

describe('any other path is allowed', () => {
  test.each([
    'Email',
    'Address',
    'Address.City',
    'Lines.Amount',
    '[Lines].[Amount]',
    'Email.value',
    'Phone',
    'Emails',
    'Email__c',
    'Email2',
    'Address.Country',
    'data',
    'items.Email',
  ])('%s', (path) => {
    expect(problemsOf(path)).toEqual([]);
  });

  test('where no fields are known, of the method or at the place that is stated', () => {
    expect(problemsOf('emial', [])).toEqual([]);
    expect(problemsOf('emial', listed, 'other.place')).toEqual([]);
  });

  test('where its key is that of a field the account added', () => {
    expect(problemsOf('Emial', listed, undefined, new Set(['Emial']))).toEqual([]);
  });
});
