import type { z } from 'zod';
import { listed, quoted } from '../text/quoted.ts';
import { nearest } from '../text/suggest.ts';
import { misspeltKey, missingText } from './missing-key.ts';
import { expectedAt, knownKeys, typeText, valueAt } from './schema-at.ts';
import { anyOf, shownValue } from './shown.ts';

/** What is wrong at a place of a value. */
export interface Finding {
  /** What it is about: the subject of the sentence. */
  readonly path: readonly PropertyKey[];
  /** Where it shows in the file, if not there. */
  readonly shownAt?: readonly PropertyKey[];
  /** The rest of the sentence, made when it is shown. */
  readonly text: () => string;
}

type Issue = z.core.$ZodIssue;

/** What a schema found in a value. Issues without a message of the schema's own have an empty one. */
export function findingsOf(issues: readonly Issue[], schema: z.core.$ZodType, value: unknown): readonly Finding[] {
  const strict = new Set(issues.flatMap(({ code, path }) => (code === 'unrecognized_keys' ? [path.join('\n')] : [])));
  return issues.flatMap((issue) => {
    // Where unknown keys are refused, the finding of the unknown key says what was meant.
    const isTold = strict.has(issue.path.slice(0, -1).join('\n'));
    return expand(issue, schema, value, isTold ? undefined : () => misspeltKey(issue.path, schema, value));
  });
}

function expand(
  issue: Issue,
  schema: z.core.$ZodType,
  value: unknown,
  misspelt?: () => string | undefined,
): readonly Finding[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path,
      shownAt: [...path, key],
      text: () => unknownKey(key, knownKeys(schema, path, value)),
    }));
  }
  if (issue.code === 'invalid_key') {
    const why = issue.issues[0]?.message || 'cannot be used';
    const key = String(path.at(-1));
    return [{ path: path.slice(0, -1), shownAt: path, text: () => `has the key ${quoted(key)}, which ${why}.` }];
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const meant = meantOption(issue.errors);
    if (meant !== undefined) {
      const inside = meant.map((inner) => ({ ...inner, path: [...path, ...inner.path] }));
      return findingsOf(inside, schema, value);
    }
  }
  const expected = () =>
    expectedOf(issue) ??
    (issue.code === 'invalid_union' && issue.message === '' ? expectedAt(schema, path, value) : undefined);
  const given = valueAt(value, path);
  if (given !== undefined) return [{ path, text: () => faultText(issue, given, expected()) }];
  return [{ path, text: () => missingText(expected(), misspelt?.()) }];
}

/**
 * The issues of the one option of a union that was meant: its type and its tag (a key with one or a few values) fit, and
 * what does not fit is deeper than with all others.
 */
function meantOption(options: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const isOther = ({ code, path }: Issue) =>
    (code === 'invalid_type' && path.length === 0) || (code === 'invalid_value' && path.length === 1);
  const [first, second] = options
    .filter((issues) => !issues.some(isOther))
    .map((issues) => ({ issues, depth: Math.min(...issues.map(({ path }) => path.length)) }))
    .toSorted((a, b) => b.depth - a.depth);
  return first !== undefined && first.depth !== second?.depth ? first.issues : undefined;
}

function unknownKey(key: string, known: readonly string[]): string {
  const meant = nearest(key, known);
  const hint = meant === undefined ? `It can have ${listed(known)}.` : `Did you mean ${quoted(meant)}?`;
  return `has the unknown key ${quoted(key)}.${known.length === 0 ? '' : ` ${hint}`}`;
}

function faultText(issue: Issue, given: unknown, expected: readonly string[] | undefined): string {
  const got = `; got ${sizeOf(issue, given) ?? shownValue(given, issue.path)}`;
  if (expected !== undefined) return `must be ${anyOf(expected)}${got}.${didYouMean(issue, given)}`;
  return `${issue.message || ownText(issue)}${isBlank(given) ? '' : got}.`;
}

/** The values or types of which one is expected, where the issue names them. */
function expectedOf(issue: Issue): readonly string[] | undefined {
  if (issue.message !== '') return undefined;
  if (issue.code === 'invalid_type') return [typeText(issue.expected)];
  if (issue.code === 'invalid_value') return issue.values.map((one) => JSON.stringify(one) ?? String(one));
  return issue.code === 'invalid_union' ? optionsOf(issue)?.map((one) => JSON.stringify(one)) : undefined;
}

/** The values of the key that tells the options of a union apart. */
function optionsOf(issue: z.core.$ZodIssueInvalidUnion): readonly string[] | undefined {
  return 'options' in issue ? issue.options?.map(String) : undefined;
}

/** For issues of schemas without a message of their own. */
function ownText(issue: Issue): string {
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'string' || issue.origin === 'array') {
        return issue.minimum === 1 ? 'is empty' : `must have at least ${issue.minimum} ${unitOf(issue.origin)}`;
      }
      return `must be at least ${issue.minimum}`;
    case 'too_big':
      if (issue.origin === 'string' || issue.origin === 'array') {
        return `must have at most ${issue.maximum} ${unitOf(issue.origin)}`;
      }
      return `must be at most ${issue.maximum}`;
    case 'invalid_format':
      return issue.format === 'guid' ? 'must be a GUID' : `must have the format ${issue.format}`;
    default:
      return 'cannot be used';
  }
}

function sizeOf({ code }: Issue, given: unknown): string | undefined {
  if (code !== 'too_big' && code !== 'too_small') return undefined;
  if (typeof given === 'string') return `${given.length} ${unitOf('string')}`;
  return Array.isArray(given) ? String(given.length) : undefined;
}

function unitOf(origin: string): string {
  return origin === 'string' ? 'characters' : 'entries';
}

function isBlank(given: unknown): boolean {
  return Array.isArray(given) ? given.length === 0 : typeof given === 'string' && given.trim() === '';
}

function didYouMean(issue: Issue, given: unknown): string {
  const words =
    issue.code === 'invalid_value' ? issue.values.map(String) : issue.code === 'invalid_union' ? optionsOf(issue) : [];
  const meant = typeof given === 'string' ? nearest(given, words ?? []) : undefined;
  return meant === undefined ? '' : ` Did you mean ${quoted(meant)}?`;
}
