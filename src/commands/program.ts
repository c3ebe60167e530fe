import { readFileSync } from 'node:fs';
import type { Command, Io } from './command.ts';
import { didYouMean } from './words.ts';

/** By its name. Each is loaded when it is asked for: most need a small part of what all of them need. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./serve.ts')).serve,
  sandbox: async () => (await import('./sandbox.ts')).sandbox,
  pull: async () => (await import('./pull.ts')).pull,
  catalog: async () => (await import('./catalog.ts')).catalog,
  print: async () => (await import('./print.ts')).print,
  policy: async () => (await import('./policy.ts')).policy,
  doctor: async () => (await import('./doctor.ts')).doctor,
  config: async () => (await import('./config.ts')).config,
};

async function help(): Promise<string> {
  const all = await Promise.all(Object.values(commands).map((load) => load()));
  return `One GraphQL endpoint over every connector every customer has installed.

Usage: cyclr-gateway COMMAND [options]

Commands:
${all.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`).join('\n')}

  --version  prints the version
  --help     prints this

"cyclr-gateway COMMAND --help" explains a command.
`;
}

/** Runs the command that the arguments name. Resolves to the exit code, as {@link Command.run} does. */
export async function runProgram([name, ...args]: readonly string[], io: Io): Promise<number> {
  const load = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load !== undefined) return (await load()).run(args, io);
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    io.out(await help());
    return 0;
  }
  if (name === '--version' || name === '-v' || name === 'version') {
    io.out(version());
    return 0;
  }
  io.err(`${unknown(name)}\n\n${await help()}`);
  return 2;
}

function unknown(name: string): string {
  if (name.startsWith('-')) {
    return `Unknown option ${JSON.stringify(name)}.${didYouMean(name.replace(/^-+/, ''), ['help', 'version'], '--')}`;
  }
  return `Unknown command ${JSON.stringify(name)}.${didYouMean(name, Object.keys(commands))}`;
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
