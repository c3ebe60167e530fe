/**
 * Whether the keys of an object are fields. `map`: they are, short of an object that is plainly one error. `soft`:
 * where it has no key of an error. `item`: the same, for a member of a list of errors.
 */
export type Keys = 'map' | 'soft' | 'item';

/** Where in an error body the reader stands. */
export interface Place {
  /** The field that sentences found here are about. */
  readonly field: string | null;
  /** The keys that a field found further in stands under. */
  readonly path: readonly string[];
  /** How an object here is read: its keys are fields, or it is an error of its own, or its members settle which. */
  readonly keys: Keys | undefined;
  /** One of several errors, so that those without a field are told beside those with one. */
  readonly isListed: boolean;
  /** What the caller sent, told back: only errors inside count. */
  readonly isEcho: boolean;
  readonly level: number;
}

export const outermost: Place = {
  field: null,
  path: [],
  keys: undefined,
  isListed: false,
  isEcho: false,
  level: 0,
};

/** One sentence, with the field that the application says it is about. */
export interface Finding {
  readonly text: string;
  readonly field: string | null;
  readonly isListed: boolean;
  /** The most exact of what one error object says. */
  readonly isLead: boolean;
}
