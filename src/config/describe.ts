import { parseConfig } from './config.ts';
import { type AnyVariable, type Environment, readVariable, textOf } from './variable.ts';
import { variables } from './variables.ts';

export interface ConfigRow {
  readonly variable: string;
  /** The value in force, defaults included; null where there is none. A secret is not shown. */
  readonly value: string | null;
  readonly isSet: boolean;
  /** What applies without a value, in words; null where nothing does. */
  readonly instead: string | null;
}

/**
 * Every variable with the value in force, by name.
 *
 * @throws `ConfigError` as {@link parseConfig} does
 */
export function describeConfig(env: Environment): readonly ConfigRow[] {
  parseConfig(env);
  return variables
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map((variable) => ({
      variable: variable.name,
      isSet: textOf(env, variable.name) !== undefined,
      value: shown(variable, readVariable(variable, env, [])),
      instead: variable.defaultText?.replaceAll('`', '') ?? null,
    }));
}

/** A value as text; null for none. */
export function shown({ isSecret = false }: AnyVariable, value: unknown): string | null {
  if (value === undefined) return null;
  if (isSecret) return '[secret]';
  return Array.isArray(value) ? value.join(',') || null : `${value as string | number | boolean}`;
}
