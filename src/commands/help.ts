import type { Option, OptionTable, Positional } from './options.ts';

/** What help needs of a declaration. */
export interface Helpful {
  readonly name: string;
  readonly summary: string;
  readonly options?: OptionTable;
  readonly positional?: Positional;
  readonly notes?: readonly string[];
  readonly examples: readonly string[];
  readonly exitCodes?: { readonly done: string; readonly failed: string };
}

/** How a command is typed, on one line. */
export function usageOf({ name, options = {}, positional }: Helpful): string {
  const optional = Object.entries(options).map(([option, one]) => inUsage(option, one));
  const rest =
    positional === undefined ? [] : [positional.count === 'one' ? positional.name : `[${positional.name}]...`];
  return ['cyclr-gateway', name, ...optional, ...rest].join(' ');
}

/** The whole help of a command. */
export function helpOf(command: Helpful): string {
  const { summary, options = {}, positional, notes = [], examples, exitCodes } = command;
  const rows: (readonly [string, string])[] = [
    ...(positional === undefined ? [] : [[positional.name, positional.description] as const]),
    ...Object.entries(options).map(([name, option]) => [typed(name, option), described(option)] as const),
    ['--help', 'shows this'],
  ];
  const width = Math.max(...rows.map(([left]) => left.length));
  const codes = [
    `0  ${exitCodes?.done ?? 'done'}`,
    `1  ${exitCodes?.failed ?? 'failed; the message says why'}`,
    '2  the arguments cannot be understood',
  ];
  return [
    summary,
    `Usage: ${usageOf(command)}`,
    rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n'),
    ...notes,
    `Examples:\n${indented(examples)}`,
    `Exit codes:\n${indented(codes)}\n`,
  ].join('\n\n');
}

function inUsage(name: string, option: Option): string {
  if (option.type === 'text' && option.required === true) return typed(name, option);
  return `[${typed(name, option)}]${option.type === 'texts' ? '...' : ''}`;
}

function typed(name: string, option: Option): string {
  return option.type === 'flag' ? `--${name}` : `--${name} ${option.value}`;
}

function described(option: Option): string {
  const choices = option.type === 'text' && option.choices !== undefined ? `: ${option.choices.join(' or ')}` : '';
  const many = option.type === 'texts' ? '; may be given several times' : '';
  const standard = 'default' in option && option.default !== undefined ? ` (default: ${option.default})` : '';
  return `${option.description}${choices}${many}${standard}`;
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => line.replaceAll(/^/gm, '  ')).join('\n');
}
