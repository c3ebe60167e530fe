import { expect, test } from 'vitest';
import { fileNameOf } from '../../src/text/file-name.ts';

test.each<readonly [string, string | undefined, string | undefined]>([
  ['quoted', 'attachment; filename="invoice 7.pdf"', 'invoice 7.pdf'],
  ['bare', 'attachment; filename=a.csv', 'a.csv'],
  ['inline', 'inline;filename=f.txt', 'f.txt'],
  ['with quotes in it', String.raw`attachment; filename="a \"b\".txt"`, 'a "b".txt'],
  ['with semicolons in it', 'attachment; filename="a;b.txt"; size=3', 'a;b.txt'],
  ['extended', "attachment; filename*=UTF-8''na%C3%AFve%20file.txt", 'naïve file.txt'],
  ['extended before plain', `attachment; filename="naive.txt"; filename*=utf-8'en'na%C3%AFve.txt`, 'naïve.txt'],
  ['extended in Latin-1', "attachment; filename*=ISO-8859-1''%A3.txt", '£.txt'],
  ['plain, where the extended is broken', "attachment; filename=a.txt; filename*=UTF-8''%FF", 'a.txt'],
  ['UTF-8 as it is', `attachment; filename="${Buffer.from('Müller.csv').toString('latin1')}"`, 'Müller.csv'],
  ['Latin-1 as it is', 'attachment; filename="M\xfcller.csv"', 'Müller.csv'],
  ['an encoded word', 'attachment; filename="=?UTF-8?B?TcO8bGxlci5jc3Y=?="', 'Müller.csv'],
  ['an encoded word, quoted', 'attachment; filename="=?utf-8?Q?M=C3=BCller_1.csv?="', 'Müller 1.csv'],
  ['with folders', 'attachment; filename="../../etc/passwd"', 'passwd'],
  ['with folders of Windows', String.raw`attachment; filename="C:\\temp\\a.txt"`, 'a.txt'],
  ['with folders, extended', "attachment; filename*=UTF-8''..%2F..%2Fa.txt", 'a.txt'],
  ['with control characters', "attachment; filename*=UTF-8''a%0D%0Ab.txt", 'ab.txt'],
  ['nothing but folders', 'attachment; filename=".."', undefined],
  ['empty', 'attachment; filename=""', undefined],
  ['none', 'attachment', undefined],
  ['no header', undefined, undefined],
])('a name that is %s', (_what, header, expected) => {
  expect(fileNameOf(header, '')).toBe(expected);
});

test('a name that the content type has', () => {
  expect(fileNameOf(undefined, 'application/pdf; name="a.pdf"')).toBe('a.pdf');
});
