import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Answer } from '../../src/cyclr/answer.ts';
import { knownMeaning, knownTexts } from '../../src/cyclr/known-texts.ts';
import { promises } from './promises.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/cyclr.md'), 'utf8');

describe('docs/cyclr.md', () => {
  test('names every promise, and no other', () => {
    const named = new Set(page.match(/\b[A-Z]+-\d+\b/g));
    expect([...named].toSorted()).toEqual(promises.map(({ id }) => id).toSorted());
  });

  test('calls nothing asserted that is checked as a guess only', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| ') && /[A-Z]+-\d+/.test(line));
    const levels = new Map(promises.map(({ id, level }) => [id, level]));
    const wrong = rows.filter((row) => {
      const [, , evidence = '', checks = ''] = row.split('|').map((cell) => cell.trim());
      const checked = (checks.match(/[A-Z]+-\d+/g) ?? []).map((id) => levels.get(id));
      return evidence === 'asserted' && checked.length > 0 && !checked.includes('MUST');
    });
    expect(wrong).toEqual([]);
  });

  const known = Array.from(
    page.matchAll(/^\| `([^`]+)` +\| ([\d, ]+?) +\| `([A-Z_]+)` +\|/gm),
    ([, text = '', statuses = '', meaning = '']) => ({ text, statuses: statuses.split(', ').map(Number), meaning }),
  );

  test.for(known)('knows what Cyclr means by $text', ({ text, statuses, meaning }) => {
    expect(statuses.map((status) => [status, knownMeaning(said(text, status))])).toEqual(
      statuses.map((status) => [status, meaning]),
    );
    expect(knownMeaning(said(text, 418))).toBeUndefined();
  });

  test('has every text that the gateway knows, with all of its statuses', () => {
    for (const { text, statuses, means } of knownTexts) {
      const rows = known.filter((row) => text.test(row.text));
      expect({ text, isDocumented: rows.length > 0 }).toEqual({ text, isDocumented: true });
      for (const row of rows) expect([row.meaning, row.statuses]).toEqual([means, statuses]);
    }
  });
});

function said(text: string, status: number): Answer {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  return new Answer(status, headers, Buffer.from(JSON.stringify({ Message: text })));
}
