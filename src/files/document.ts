import type { z } from 'zod';
import { DocumentError, type Fault, mostFaults } from './fault.ts';
import { type Finding, findingsOf } from './issues.ts';
import { parseJsonText } from './json-text.ts';
import type { LineOf } from './lines.ts';
import { readText } from './read-text.ts';
import { pathText } from './shown.ts';

/** A kind of file that people write. */
export interface DocumentFormat<Value> {
  /** What messages call it, such as "policy". */
  readonly noun: string;
  readonly schema: z.ZodType<Value>;
  /** A larger file is refused. */
  readonly largestBytes: number;
  /** Said where the file cannot be read, such as where an example is. */
  readonly hint?: string;
  /** Keeps the digits of numbers that JavaScript would round, as exact numbers. @default false */
  readonly exactNumbers?: boolean;
  /** The named thing that a path leads into, if one does. `value` is the whole document, as it was written. */
  readonly thingAt?: (path: readonly PropertyKey[], value: unknown) => Thing | undefined;
  /** Adds the faults that a schema cannot find. Called where the schema finds none. */
  readonly check?: (value: Value, add: AddFault, lineOf: LineOf) => void;
}

/** A named thing of a document. */
export interface Thing {
  /** Such as `method 3, "Get Contact" of MailChimp`. */
  readonly name: string;
  /** How many keys of the path lead to it. */
  readonly keys: number;
}

/** `text` is the rest of a sentence whose subject is what `path` leads to, such as "is that of another method.". */
export type AddFault = (path: readonly PropertyKey[], text: string) => void;

export interface Document<Value> {
  readonly value: Value;
  /** As it was written, before the schema made a value of it. */
  readonly written: unknown;
  /** Costs a second reading of the text the first time. */
  readonly lineOf: LineOf;
}

/**
 * Reads a file that people write: JSON in UTF-8, with the comments and the freedoms of JSON5.
 *
 * @throws {DocumentError} with every fault of the file.
 */
export async function readDocument<Value>(
  file: string,
  format: DocumentFormat<Value>,
  signal?: AbortSignal,
): Promise<Document<Value>> {
  const text = await readText(file, format.largestBytes, signal);
  if (typeof text !== 'string') {
    const message = format.hint === undefined ? text.message : `${text.message} ${format.hint}`;
    throw new DocumentError(`The ${format.noun} ${file}`, [{ ...text, message }]);
  }
  return parseDocument(text, file, format);
}

/**
 * The same of a text. `name` is what messages call the file.
 *
 * @throws {DocumentError} with every fault of the text.
 */
export function parseDocument<Value>(text: string, name: string, format: DocumentFormat<Value>): Document<Value> {
  const subject = `The ${format.noun} ${name}`;
  const parsed = parseJsonText(text.replace(/^\uFEFF/, ''), format.exactNumbers === true);
  if ('message' in parsed) throw new DocumentError(subject, [parsed]);

  const { value: written, faults, lineOf } = parsed;
  const read = format.schema.safeParse(written, { error: () => '' });
  const findings: Finding[] = [];
  if (!read.success) findings.push(...findingsOf(read.error.issues, format.schema, written));
  else format.check?.(read.data, (path, rest) => findings.push({ path, text: () => rest }), lineOf);
  if (read.success && findings.length === 0 && faults.length === 0) return { value: read.data, written, lineOf };
  const syntax = faults.map((fault) => ({ line: fault.line ?? 1, message: () => fault.message }));
  throw errorOf(subject, [...syntax, ...located(findings, { written, lineOf }, format)]);
}

/**
 * Checks a document against other files. `name` is what messages call its file.
 *
 * @throws {DocumentError} with every fault that `check` adds.
 */
export function checkDocument<Value>(
  document: Document<Value>,
  name: string,
  format: DocumentFormat<Value>,
  check: NonNullable<DocumentFormat<Value>['check']>,
): void {
  const findings: Finding[] = [];
  check(document.value, (path, rest) => findings.push({ path, text: () => rest }), document.lineOf);
  if (findings.length > 0) throw errorOf(`The ${format.noun} ${name}`, located(findings, document, format));
}

interface LocatedFault {
  readonly line: number;
  readonly message: () => string;
}

function located<Value>(
  findings: readonly Finding[],
  { written, lineOf }: Pick<Document<Value>, 'written' | 'lineOf'>,
  format: DocumentFormat<Value>,
): readonly LocatedFault[] {
  return findings.map(({ path, shownAt, text }) => ({
    line: lineOf(shownAt ?? path),
    message: () => `${subjectOf(path, written, format)} ${text()}`,
  }));
}

function errorOf(subject: string, all: readonly LocatedFault[]): DocumentError {
  const shown: readonly Fault[] = all
    .toSorted((a, b) => a.line - b.line)
    .slice(0, mostFaults)
    .map(({ line, message }) => ({ line, message: message() }));
  return new DocumentError(subject, shown, all.length);
}

function subjectOf<Value>(
  path: readonly PropertyKey[],
  value: unknown,
  { noun, thingAt }: DocumentFormat<Value>,
): string {
  const thing = thingAt?.(path, value);
  const rest = pathText(path.slice(thing?.keys ?? 0));
  if (thing === undefined) return rest === '' ? `the ${noun}` : rest;
  return rest === '' ? thing.name : `${thing.name}: ${rest}`;
}
