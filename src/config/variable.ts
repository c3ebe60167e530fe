import type { z } from 'zod';
import type { Secret } from '../secret.ts';
import type { ConfigProblem } from './config-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The headings of `docs/configuration.md`. */
export type VariableGroup = 'Cyclr' | 'Callers' | 'Listening' | 'The graph' | 'Logs' | 'Limits' | 'Replicas';

/** One environment variable: all that is known of it. */
export type Variable<Value> = {
  readonly name: string;
  readonly group: VariableGroup;
  /** From the text, which is trimmed and not empty. Its message follows the name: "must be …". */
  readonly parser: z.ZodType<Value>;
  /** The value where the variable is not set; a function where it depends on other variables. */
  readonly default: Value | ((env: Environment) => Value);
  /** The default in words, where the value does not say it. */
  readonly defaultText?: string;
  /** What it is, with its unit and range; without a full stop. */
  readonly sentence: string;
} & (Secret extends Value ? { readonly isSecret: true } : { readonly isSecret?: false });

/** Any variable, for what prints them. */
export type AnyVariable = Omit<Variable<unknown>, 'isSecret'> & { readonly isSecret?: boolean };

/** The variables of one part of the configuration, by the property that gets the value. */
export type Section<Shape> = { readonly [Key in keyof Shape]-?: Variable<Shape[Key]> };

/** The variables of a section, in their order. */
export function variablesOf<Shape extends object>(section: Section<Shape>): readonly AnyVariable[] {
  return Object.values<AnyVariable>(section);
}

/** The values of a section. Adds what is wrong to `problems`, and gives the default in its place. */
export function readSection<Shape extends object>(
  section: Section<Shape>,
  env: Environment,
  problems: ConfigProblem[],
): Shape {
  const values = Object.entries<AnyVariable>(section).map(([key, one]) => [key, readVariable(one, env, problems)]);
  return Object.fromEntries(values) as Shape;
}

/** The value in force of a variable. */
export function readVariable(variable: AnyVariable, env: Environment, problems: ConfigProblem[]): unknown {
  const text = textOf(env, variable.name);
  if (text !== undefined) {
    const read = variable.parser.safeParse(text);
    if (read.success) return read.data;
    problems.push({ variable: variable.name, message: read.error.issues[0]?.message ?? 'cannot be used.' });
  }
  return typeof variable.default === 'function' ? variable.default(env) : variable.default;
}

/** What a variable is set to; undefined for one that is empty or blank. */
export function textOf(env: Environment, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}
