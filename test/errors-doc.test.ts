import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { errorKinds } from '../src/errors.ts';

test('docs/errors.md lists every code, who acts and whether it is retriable', () => {
  const page = readFileSync(join(import.meta.dirname, '../docs/errors.md'), 'utf8');
  const rows = Array.from(
    page.matchAll(/^\| `([A-Z_]+)` +\| ([^|]+) \| (yes|no) +\|/gm),
    ([, code, fault, retriable]) => [code, { fault: fault?.trim(), retriable: retriable === 'yes' }],
  );

  expect(Object.fromEntries(rows)).toEqual(errorKinds);
});
