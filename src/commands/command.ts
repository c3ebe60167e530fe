import { helpOf, usageOf } from './help.ts';
import { type OptionTable, parseArguments, type Positional, UsageError, type ValuesOf } from './options.ts';
import { didYouMean } from './words.ts';

/** What a command may touch of the world. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the program is asked to end. */
  readonly signal: AbortSignal;
}

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /**
   * Never rejects for a mistake of its user: it writes that to `io.err`.
   *
   * @returns the exit code: 0 done, 1 failed, 2 called wrongly
   */
  run(args: readonly string[], io: Io): Promise<number>;
}

/** What a command is; how it parses its arguments, prints its help and ends follows from it. */
export interface Declaration<Options extends OptionTable> {
  /** As it is typed after the program's name, such as `policy check`. */
  readonly name: string;
  /** A sentence. */
  readonly summary: string;
  readonly options?: Options;
  /** What stands beside the options. @default nothing */
  readonly positional?: Positional;
  /** Paragraphs between the options and the examples. */
  readonly notes?: readonly string[];
  /** Lines to paste. */
  readonly examples: readonly string[];
  /** What each exit code means. */
  readonly exitCodes?: { readonly done: string; readonly failed: string };
  /**
   * @returns the exit code; nothing is 0
   * @throws {@link UsageError} for arguments that do not go together; any other error is told by its message, and ends with 1
   */
  run(given: Given<Options>, io: Io): Promise<number | void>;
}

export interface Given<Options extends OptionTable> {
  readonly options: ValuesOf<Options>;
  /** What stands beside the options, in order. */
  readonly positionals: readonly string[];
}

/** A command as the program runs it. */
export function defineCommand<const Options extends OptionTable>(declared: Declaration<Options>): Command {
  const { name, summary, run } = declared;
  return {
    name,
    summary,
    async run(args, io) {
      if (asksForHelp(args)) {
        io.out(helpOf(declared));
        return 0;
      }
      try {
        return (await run(parseArguments(args, declared), io)) ?? 0;
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        if (!(error instanceof UsageError)) {
          io.err(error.message);
          return 1;
        }
        io.err(`${error.message} Usage: ${usageOf(declared)}`);
        io.err(`"cyclr-gateway ${name} --help" lists the options, with examples.`);
        return 2;
      }
    },
  };
}

/** A command of several words: the first argument says which. `itself` runs where it says none. */
export function defineGroup(declared: {
  readonly name: string;
  readonly summary: string;
  readonly commands: readonly Command[];
  readonly itself?: Command;
}): Command {
  const { name, summary, commands, itself } = declared;
  const wordOf = (command: Command) => command.name.slice(name.length + 1);
  const words = commands.map(wordOf);
  return {
    name,
    summary,
    async run(args, io) {
      const [word, ...rest] = args;
      const chosen = commands.find((command) => wordOf(command) === word);
      if (chosen !== undefined) return chosen.run(rest, io);
      if (itself !== undefined && (word === undefined || word.startsWith('-'))) {
        const code = await itself.run(args, io);
        if (asksForHelp(args)) io.out(listOf(commands));
        return code;
      }
      if (asksForHelp(args)) {
        io.out(`${summary}\n\n${listOf(commands)}`);
        return 0;
      }
      const fault =
        word === undefined ? `A word is missing after "${name}".` : `Unknown argument ${JSON.stringify(word)}.`;
      const meant = word === undefined ? '' : didYouMean(word, words);
      io.err(`${fault}${meant}\n\n${listOf(commands)}`);
      return 2;
    },
  };
}

function listOf(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const rows = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  const [one] = commands;
  return `Commands:\n${rows.join('\n')}\n\nEach has help, such as: cyclr-gateway ${one?.name ?? ''} --help\n`;
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  const options = end < 0 ? args : args.slice(0, end);
  return options.includes('--help') || options.includes('-h');
}

/** Resolves when the program is asked to end. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
