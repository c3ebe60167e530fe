import { GatewayError } from '../errors.ts';

/**
 * A path of which every value is one segment or one query value, whatever it holds.
 * Throws `BAD_USER_INPUT` for a value that no segment can hold.
 */
export function pathOf(parts: TemplateStringsArray, ...values: readonly string[]): string {
  return parts.reduce((path, part, index) => path + encodeSegment(values[index - 1] ?? '') + part);
}

function encodeSegment(value: string): string {
  if (value === '' || value === '.' || value === '..' || !value.isWellFormed() || value.includes('\0')) {
    throw new GatewayError('BAD_USER_INPUT', `${JSON.stringify(value)} cannot be a name or an id.`);
  }
  return encodeURIComponent(value);
}
