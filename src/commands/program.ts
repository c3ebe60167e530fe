import { readFileSync } from 'node:fs';
import { catalog } from './catalog.ts';
import type { Command, Io } from './command.ts';
import { config } from './config.ts';
import { doctor } from './doctor.ts';
import { policy } from './policy.ts';
import { print } from './print.ts';
import { pull } from './pull.ts';
import { sandbox } from './sandbox.ts';
import { serve } from './serve.ts';
import { didYouMean } from './words.ts';

const commands: readonly Command[] = [serve, sandbox, pull, catalog, print, policy, doctor, config];

const help = `One GraphQL endpoint over every connector every customer has installed.

Usage: cyclr-gateway COMMAND [options]

Commands:
${commands.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`).join('\n')}

  --version  prints the version
  --help     prints this

"cyclr-gateway COMMAND --help" explains a command.
`;

/** Runs the command that the arguments name. Resolves to the exit code, as {@link Command.run} does. */
export async function runProgram([name, ...args]: readonly string[], io: Io): Promise<number> {
  const command = commands.find((one) => one.name === name);
  if (command !== undefined) return command.run(args, io);
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    io.out(help);
    return 0;
  }
  if (name === '--version' || name === '-v' || name === 'version') {
    io.out(version());
    return 0;
  }
  io.err(`${unknown(name)}\n\n${help}`);
  return 2;
}

function unknown(name: string): string {
  if (name.startsWith('-')) {
    return `Unknown option ${JSON.stringify(name)}.${didYouMean(name.replace(/^-+/, ''), ['help', 'version'], '--')}`;
  }
  const names = commands.map((one) => one.name);
  return `Unknown command ${JSON.stringify(name)}.${didYouMean(name, names)}`;
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
