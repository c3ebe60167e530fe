/** The longest line. */
const width = 120;

/**
 * JSON as formatters leave it, so that what is written by a program and what is formatted by hand are one: what fits on
 * a line is on one, but for lists of several objects and for objects that have such a list. `undefined` is left out.
 */
export function formatJson(value: object): string {
  return `${printed(value, 0, 0)}\n`;
}

function printed(value: unknown, indent: number, before: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const entries = isList
    ? value.map((item): [string, unknown] => ['', item])
    : Object.entries(value)
        .filter(([, inner]) => inner !== undefined)
        .map(([key, inner]): [string, unknown] => [`${JSON.stringify(key)}: `, inner]);
  const [open, close] = isList ? ['[', ']'] : ['{ ', ' }'];
  const line = `${open}${entries.map(([key, inner]) => `${key}${printed(inner, 0, -Infinity)}`).join(', ')}${close}`;
  const isNested = isList
    ? entries.length > 1 && entries.every(([, inner]) => holdsSeveral(inner))
    : entries.some(([, inner]) => Array.isArray(inner) && inner.some((item) => typeof item === 'object'));
  // One column is for the comma behind it.
  if (before === -Infinity || (!isNested && before + line.length + 1 <= width)) return line;
  const margin = ' '.repeat(indent + 2);
  const lines = entries.map(([key, inner]) => `${margin}${key}${printed(inner, indent + 2, indent + 2 + key.length)}`);
  return `${isList ? '[' : '{'}\n${lines.join(',\n')}\n${' '.repeat(indent)}${isList ? ']' : '}'}`;
}

function holdsSeveral(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 1;
}
