import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { breaks } from './breaks.ts';

const run = join(import.meta.dirname, 'run.ts');

/** A few seconds of CPU each. */
const some = Object.entries(breaks).slice(0, process.env['CI'] ? undefined : 3);

test.for(some)('a gateway that is broken is found out: %s', async ([name, { found }]) => {
  const args = [run, '--seeds', '1-60', '--minutes', '0.25', '--whole', '--break', name];
  const failure = await promisify(execFile)(process.execPath, args).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 1, stdout: expect.stringMatching(found) });
});
