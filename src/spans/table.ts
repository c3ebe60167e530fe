/**
 * Where the values of a JSON text stand that no list is around: the whole value first, then every member of every such
 * object, each after the object that it is of. One value has {@link width} numbers in a row.
 */
export type SpanTable = Int32Array;

/** The numbers of one value. Places are bytes from the beginning. */
export const at = {
  /** The row of the object that it is of; -1 for the whole value. */
  parent: 0,
  /** Its key, between its quotes. */
  keyFrom: 1,
  keyTo: 2,
  from: 3,
  to: 4,
  /** How many elements it has; -1 where it is no list. */
  elements: 5,
  /** 1 for a list of which an element is null or an empty text. */
  hasGaps: 6,
} as const;

export const width = 7;

/** Values that are noted of one text; a text with more of them has too many to be a list of records. */
export const mostSpans = 256;
