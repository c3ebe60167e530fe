#!/usr/bin/env node
import type { Command } from './commands/command.ts';
import { catalog } from './commands/catalog.ts';
import { config } from './commands/config.ts';
import { doctor } from './commands/doctor.ts';
import { policy } from './commands/policy.ts';
import { print } from './commands/print.ts';
import { pull } from './commands/pull.ts';
import { sandbox } from './commands/sandbox.ts';
import { serve } from './commands/serve.ts';

const commands: readonly Command[] = [serve, sandbox, pull, catalog, print, policy, doctor, config];

const help = `One GraphQL endpoint over every connector every customer has installed.

Usage: cyclr-gateway COMMAND [options]

Commands:
${commands.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`).join('\n')}

cyclr-gateway COMMAND --help says more of each.
`;

const [name, ...args] = process.argv.slice(2);
const command = commands.find((one) => one.name === name);
if (command === undefined) {
  const asked = name === undefined || name === '--help' || name === '-h' || name === 'help';
  if (!asked) process.stderr.write(`There is no command "${name}".\n\n`);
  (asked ? process.stdout : process.stderr).write(help);
  process.exitCode = asked ? 0 : 2;
} else {
  const ending = new AbortController();
  // The second signal finds no listener, and ends the program at once.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort());
  process.exitCode = await command.run(args, {
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
    env: process.env,
    signal: ending.signal,
  });
}
