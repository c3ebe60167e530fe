import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { test } from './http/served.ts';

const text = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');

/** The calls of the page, each with the answer that stands below it. */
const calls = Array.from(text.matchAll(/^```sh\n(curl [^]*?)^```\n+```json\n([^]*?)^```$/gm));

test('the calls of the README, a read and then a write, give the answers that it shows', async ({ port }) => {
  const kinds = calls.map(([, call = '']) => /"(mutation )?\{/.exec(call)?.[1] ?? 'query');
  expect(kinds).toEqual(['query', 'mutation ']);
  for (const [, call = '', answer = ''] of calls) {
    const pasted = call.replace('127.0.0.1:4000', `127.0.0.1:${port}`);
    const { stdout } = await promisify(execFile)('sh', ['-c', pasted]);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(answer));
  }
});
