#!/usr/bin/env node
import { runProgram } from './commands/program.ts';

const ending = new AbortController();
// The second signal finds no listener, and ends the program at once.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort());

/** Set when nobody reads what is printed any more, as in `… | head`. */
let readerLeft = false;
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    // A server answers what is on its way; any other command has nobody left to tell.
    readerLeft = true;
    process.exitCode = 0;
    ending.abort();
  });
}

const code = await runProgram(process.argv.slice(2), {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  env: process.env,
  signal: ending.signal,
});
process.exitCode = readerLeft ? 0 : code;
