import { type Limit, type LimitGroup, limitTable } from '../limits.ts';
import { shown } from './describe.ts';
import type { AnyVariable, VariableGroup } from './variable.ts';
import { variables } from './variables.ts';

/**
 * `docs/configuration.md` with its tables made anew. Each stands between `<!-- variables of GROUP -->` and `<!-- end -->`;
 * the rest of the page is written by hand.
 *
 * @throws Error for a group that has no place on the page, and for a place without a group
 */
export function configurationPage(page: string): string {
  const groups = Map.groupBy(variables, ({ group }) => group);
  return withTables(page, 'variables of', new Map([...groups].map(([group, some]) => [group, variableTable(some)])));
}

/** `docs/limits.md`, likewise: `<!-- limits of GROUP -->`. Its first table is that of the variables of the group Limits. */
export function limitsPage(page: string): string {
  const groups = Map.groupBy(Object.entries(limitTable), ([, { group }]) => group);
  const tables = new Map<LimitGroup, string>([...groups].map(([group, some]) => [group, tableOfLimits(some)]));
  const bounds: VariableGroup = 'Limits';
  const withVariable = new Set(Object.values(limitTable).map(({ variable }) => variable?.name));
  const others = variables.filter(({ group, name }) => group === bounds && !withVariable.has(name));
  return withTables(withTables(page, 'limits of', tables), 'variables of', new Map([[bounds, variableTable(others)]]));
}

function withTables(page: string, what: string, tables: ReadonlyMap<string, string>): string {
  const placed = new Set<string>();
  const place = new RegExp(`<!-- ${what} (.+?) -->[^]*?<!-- end -->`, 'g');
  const filled = page.replaceAll(place, (_all, name: string) => {
    const made = tables.get(name);
    if (made === undefined) throw new Error(`There is no table "${name}" for the page.`);
    placed.add(name);
    return `<!-- ${what} ${name} -->\n\n${made}\n\n<!-- end -->`;
  });
  const missing = [...tables.keys()].filter((name) => !placed.has(name));
  if (missing.length > 0) throw new Error(`The page has no place for the tables ${missing.join(', ')}.`);
  return filled;
}

function variableTable(some: readonly AnyVariable[]): string {
  const rows = some.map((variable) => [code(variable.name), variable.sentence, defaultOf(variable)]);
  return table(['variable', 'meaning', 'default'], rows);
}

function defaultOf(variable: AnyVariable): string {
  if (variable.defaultText !== undefined) return variable.defaultText;
  const value = shown(variable, variable.default);
  if (value !== null) return code(value);
  return Array.isArray(variable.default) ? 'none' : '';
}

function tableOfLimits(some: readonly (readonly [name: string, limit: Limit])[]): string {
  const rows = some.map(([name, { sentence, unit, variable, default: standard }]) => [
    code(name),
    sentence,
    `${standard} ${unit}`,
    variable === undefined ? '' : code(variable.name),
  ]);
  return table(['name', 'what it limits', 'default', 'variable'], rows);
}

function code(text: string): string {
  return `\`${text}\``;
}

/** As the formatter of this repository writes tables: every column as wide as its widest cell. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_cell, column) => Math.max(3, ...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}
