import type { z } from 'zod';

/** A catalog, or the config of catalogs, cannot be used; the message names every fault and where it is. */
export class CatalogError extends Error {
  override readonly name = 'CatalogError';
  readonly problems: readonly string[];

  constructor(subject: string, problems: readonly string[]) {
    super(`${subject} cannot be used:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

export function parseJsonFile(source: string, subject: string): unknown {
  try {
    return JSON.parse(source) as unknown;
  } catch (error) {
    throw new CatalogError(subject, [`It is not JSON: ${(error as Error).message}`]);
  }
}

/** The list of named things that most faults are in, and the key of their names. */
export interface Named {
  readonly list: string;
  readonly what: string;
  readonly key: string;
  /** Behind the name of the thing, such as " of MailChimp". */
  readonly of: string;
}

/** A fault in words that say in which thing it is, by the name of that, as well as under which keys. */
export function toldIssue(issue: z.core.$ZodIssue, value: unknown, named: Named): string {
  const { path } = issue;
  const [list, index, ...within] = path;
  const isIn = list === named.list && typeof index === 'number';
  const name = at(at(at(value, list), index), named.key);
  const subject = isIn
    ? `${named.what} ${index + 1}${typeof name === 'string' ? `, "${name.slice(0, 200)}"` : ''}${named.of}: `
    : '';
  const place = (isIn ? within : path)
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
  return `${subject}${place === '' ? 'it' : place} ${faultOf(issue, value)}.`;
}

function faultOf(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === 'unrecognized_keys') return `has the unknown ${issue.keys.map((key) => `"${key}"`).join(', ')}`;
  if (issue.path.length > 0 && issue.path.reduce(at, value) === undefined) return 'is missing';
  if (issue.code === 'invalid_type') return `must be of type ${issue.expected}`;
  if (issue.code === 'invalid_value') return `must be ${issue.values.map((one) => `"${String(one)}"`).join(' or ')}`;
  return `${issue.message.slice(0, 1).toLowerCase()}${issue.message.slice(1)}`;
}

function at(from: unknown, key: PropertyKey | undefined): unknown {
  return key !== undefined && typeof from === 'object' && from !== null
    ? (Reflect.get(from, key) as unknown)
    : undefined;
}
