import { isExactNumber } from '../numbers/exact-number.ts';

/** JSON as GraphQL prints values in its messages, with every digit: nothing of more than three levels or ten items. */
export function printValue(value: unknown, levels = 3): string {
  if (isExactNumber(value)) return value.rawJSON;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (levels === 0) return Array.isArray(value) ? '[Array]' : '[Object]';
  if (Array.isArray(value)) {
    const items = value.slice(0, longestList).map((item) => printValue(item, levels - 1));
    return `[${items.join(', ')}${value.length > longestList ? ', …' : ''}]`;
  }
  const entries = Object.entries(value).map(([key, inner]) => `${key}: ${printValue(inner, levels - 1)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

const longestList = 10;

/** Such as `.contacts[0].id`. */
export function printPath(path: readonly (string | number)[]): string {
  return path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
}
