import { limits } from '../limits.ts';

/** One thing that is wrong in a file that people write. */
export interface Fault {
  /** Only where the error is about several files. */
  readonly file?: string | undefined;
  /** From 1; absent where the fault is not in the text, such as a file that is not there. */
  readonly line?: number | undefined;
  /** A sentence of what was expected, what was got and what was probably meant. */
  readonly message: string;
}

/** The most faults that one {@link DocumentError} shows; the rest is counted. */
export const mostFaults: number = limits.fileFaults;

/**
 * A file that people write (a policy, catalog, config, scenario or manifest) cannot be used. The message has a line for
 * every fault, with its line in the file.
 */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';
  /** In the order of the file; at most {@link mostFaults}. */
  readonly faults: readonly Fault[];
  /** How many faults are not shown. */
  readonly hidden: number;

  /** `subject` is what cannot be used, such as "The policy policy.json". `total` counts the faults not handed in, too. */
  constructor(subject: string, faults: readonly Fault[], total: number = faults.length) {
    const shown = faults.slice(0, mostFaults);
    const hidden = total - shown.length;
    const more = hidden === 0 ? [] : [`and ${hidden} more ${hidden === 1 ? 'fault' : 'faults'}.`];
    super(`${subject} cannot be used:\n${[...shown.map(faultText), ...more].map((line) => `  ${line}`).join('\n')}`);
    this.faults = shown;
    this.hidden = hidden;
  }
}

/** One error of the faults of several files: itself where there is one. `subject` is what they have in common. */
export function joinErrors(
  subject: string,
  errors: readonly (readonly [file: string, error: DocumentError])[],
): DocumentError {
  const [first, ...others] = errors;
  if (first !== undefined && others.length === 0) return first[1];
  const faults = errors.flatMap(([file, error]) => error.faults.map((fault) => ({ file, ...fault })));
  return new DocumentError(
    subject,
    faults,
    errors.reduce((sum, [, { hidden }]) => sum + hidden, faults.length),
  );
}

function faultText({ file, line, message }: Fault): string {
  const place = [...(file === undefined ? [] : [file]), ...(line === undefined ? [] : [`line ${line}`])].join(', ');
  return place === '' ? message : `${place}: ${message}`;
}
