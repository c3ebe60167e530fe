import { GatewayError } from '../errors.ts';

/**
 * Builds a path. Every value stays one segment or one query value, whatever characters it has.
 *
 * @throws GatewayError `BAD_USER_INPUT` for a value that cannot be a segment: empty, `.`, `..`, or not valid Unicode
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
