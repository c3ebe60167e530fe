/** How a write that may have been applied is looked for: by a read that finds what it made. */
export interface ReconcileRule {
  /** The method that reads, by its name or identifier. */
  readonly read: string;
  readonly parameters: Readonly<Record<string, LookInput>>;
  readonly fields: Readonly<Record<string, LookInput>>;
  /** Locations in a record of the read, each with the input of the write that stands there. */
  readonly match: Readonly<Record<string, InputPath>>;
  /** Where a record has its id. */
  readonly key: string;
  /** Where a record has the time it was made. */
  readonly time?: string | undefined;
  /** How long after a write the app may take until the read shows it, in seconds. */
  readonly afterSeconds: number;
  /** An answer with so many records may go on on another page, so that nothing follows from what is not in it. */
  readonly pageRecords: number;
}

/** What the read is given: a value, or that of an input of the write. */
export type LookInput = string | number | boolean | null | { readonly from: InputPath };

/** An input of the write: `fields.` or `parameters.` and its key. */
export type InputPath = string;

const inputPath = /^(fields|parameters)\.(.+)$/s;

/** Undefined for a text that is not an input of a write. */
export function parseInputPath(
  path: InputPath,
): { readonly of: 'fields' | 'parameters'; readonly key: string } | undefined {
  const [, of, key = ''] = inputPath.exec(path) ?? [];
  return of === 'fields' || of === 'parameters' ? { of, key } : undefined;
}
