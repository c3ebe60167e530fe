import { parseArgs } from 'node:util';
import { quoted } from '../text/quoted.ts';
import { didYouMean } from './words.ts';

/** The command was called wrongly; the message says how, in a sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

interface Described {
  /** What it does; without a full stop. */
  readonly description: string;
}

interface Valued extends Described {
  /** What its value is called in the help, such as `FILE`. */
  readonly value: string;
}

export type Option =
  | (Described & { readonly type: 'flag' })
  | (Valued & {
      readonly type: 'text';
      readonly default?: string;
      readonly choices?: readonly string[];
      /** Whether the command cannot do without it. @default false */
      readonly required?: boolean;
    })
  /** May be given several times. */
  | (Valued & { readonly type: 'texts' })
  | (Valued & { readonly type: 'number'; readonly default: number; readonly most: number });

export type OptionTable = Readonly<Record<string, Option>>;

/** What stands beside the options. */
export interface Positional extends Described {
  readonly name: string;
  /** How many there may be. */
  readonly count: 'one' | 'any';
}

type ValueOf<One extends Option> = One extends { readonly type: 'flag' }
  ? boolean
  : One extends { readonly type: 'texts' }
    ? readonly string[]
    : One extends { readonly type: 'number' }
      ? number
      :
          | (One extends { readonly choices: readonly (infer Choice)[] } ? Choice : string)
          | (One extends { readonly default: string } | { readonly required: true } ? never : undefined);

export type ValuesOf<Options extends OptionTable> = { readonly [Name in keyof Options]: ValueOf<Options[Name]> };

interface Parsed<Options extends OptionTable> {
  readonly options: ValuesOf<Options>;
  readonly positionals: readonly string[];
}

/** Reads the arguments of a command. @throws {@link UsageError} for the first that cannot be understood */
export function parseArguments<Options extends OptionTable>(
  args: readonly string[],
  { options: table, positional }: { readonly options?: Options; readonly positional?: Positional },
): Parsed<Options> {
  const known: OptionTable = table ?? {};
  const given = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokensOf(args, known)) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind === 'option') given.set(token.name, [...(given.get(token.name) ?? []), textOf(token, known)]);
  }
  checkPositionals(positionals, positional);
  const values = Object.entries(known).map(([name, option]) => [name, valueOf(name, option, given.get(name) ?? [])]);
  return { options: Object.fromEntries(values) as ValuesOf<Options>, positionals };
}

function tokensOf(args: readonly string[], known: OptionTable) {
  return parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(known).map(([name, { type }]) => [name, { type: type === 'flag' ? 'boolean' : 'string' }]),
    ),
    allowPositionals: true,
    // What is wrong is told in our own words.
    strict: false,
    tokens: true,
  }).tokens;
}

type OptionToken = Extract<ReturnType<typeof tokensOf>[number], { kind: 'option' }>;

/** The text of an option's value; empty for a flag. */
function textOf({ name, rawName, value, inlineValue }: OptionToken, known: OptionTable): string {
  const option = Object.hasOwn(known, name) ? known[name] : undefined;
  if (option === undefined) {
    throw new UsageError(
      `Unknown option ${quoted(rawName)}.${didYouMean(name, [...Object.keys(known), 'help'], '--')}`,
    );
  }
  if (option.type === 'flag') {
    if (value !== undefined) throw new UsageError(`"--${name}" takes no value; got ${quoted(value)}.`);
    return '';
  }
  if (value === undefined || value === '' || (!inlineValue && value.startsWith('-'))) {
    throw new UsageError(`"--${name}" needs a value: --${name} ${option.value}.`);
  }
  return value;
}

function valueOf(name: string, option: Option, given: readonly string[]): unknown {
  const last = given.at(-1);
  switch (option.type) {
    case 'flag':
      return last !== undefined;
    case 'texts':
      return given;
    case 'number':
      if (last === undefined) return option.default;
      if (/^\d{1,15}$/.test(last) && Number(last) <= option.most) return Number(last);
      throw new UsageError(`"--${name}" must be a whole number between 0 and ${option.most}; got ${quoted(last)}.`);
    case 'text':
      if (last === undefined && option.required === true) {
        throw new UsageError(`The option "--${name} ${option.value}" is missing.`);
      }
      if (last === undefined || option.choices === undefined || option.choices.includes(last)) {
        return last ?? option.default;
      }
      throw new UsageError(
        `"--${name}" must be ${option.choices.join(' or ')}; got ${quoted(last)}.${didYouMean(last, option.choices)}`,
      );
  }
}

function checkPositionals(given: readonly string[], wanted: Positional | undefined): void {
  const most = wanted === undefined ? 0 : wanted.count === 'one' ? 1 : Number.POSITIVE_INFINITY;
  const extra = given[most];
  if (extra !== undefined) throw new UsageError(`Unknown argument ${quoted(extra)}.`);
  if (wanted?.count === 'one' && given.length === 0) throw new UsageError(`The argument ${wanted.name} is missing.`);
}
