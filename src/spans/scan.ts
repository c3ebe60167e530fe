import { at as column, mostSpans, type SpanTable, width } from './table.ts';
import { afterSpace, codes, scalarEnd, stringEnd } from './tokens.ts';

const { openObject, openList, closeObject, closeList, comma, colon, quote } = codes;

/** The deepest text that can be scanned. */
export const deepest = 4096;

const kinds = new Uint8Array(deepest);
/** The rows of the containers that are open; -1 for one that is not noted. */
const rows = new Int32Array(deepest);
const table: SpanTable = new Int32Array(mostSpans * width);

/**
 * Checks that bytes are one JSON value, wholly and without parsing it: it takes what `JSON.parse` takes (RFC 8259), and
 * nothing else. It does not look whether the bytes of strings are UTF-8.
 *
 * Undefined for all else, for a text that is nested deeper than `levels`, and for one with too many values to be noted.
 */
export function scanJson(bytes: Uint8Array, levels: number): SpanTable | undefined {
  let [place, depth, used] = [afterSpace(bytes, 0), 0, 0];
  // Of the value that begins: the row of the object around it, where it is noted, and its key.
  let [parent, isNoted, keyFrom, keyTo] = [-1, true, 0, 0];
  for (;;) {
    const code = bytes[place] ?? 0;
    let row = -1;
    if (isNoted) {
      if (used === mostSpans) return undefined;
      row = used++ * width;
      table.set([parent, keyFrom, keyTo, place, 0, code === openList ? 0 : -1, 0], row);
    }
    if (code === openObject || code === openList) {
      if (depth === levels || depth === deepest) return undefined;
      kinds[depth] = code;
      rows[depth] = row;
      depth += 1;
      place = afterSpace(bytes, place + 1);
    } else {
      place = scalarEnd(bytes, place, code);
      if (place < 0) return undefined;
      if (row >= 0) table[row + column.to] = place;
      place = afterSpace(bytes, place);
      if (depth === 0) break;
    }
    let isFirst = code === openObject || code === openList;
    // Closes what ends here.
    while (bytes[place] === closerOf(kinds[depth - 1])) {
      depth -= 1;
      place += 1;
      const closed = rows[depth] ?? -1;
      if (closed >= 0) table[closed + column.to] = place;
      place = afterSpace(bytes, place);
      isFirst = false;
      if (depth === 0) break;
    }
    if (depth === 0) break;
    if (!isFirst) {
      if (bytes[place] !== comma) return undefined;
      place = afterSpace(bytes, place + 1);
    }
    parent = rows[depth - 1] ?? -1;
    isNoted = false;
    if (kinds[depth - 1] === openList) {
      if (parent >= 0) noteElement(bytes, place, parent);
      continue;
    }
    isNoted = parent >= 0;
    if (bytes[place] !== quote) return undefined;
    keyFrom = place + 1;
    place = stringEnd(bytes, keyFrom);
    if (place < 0) return undefined;
    keyTo = place - 1;
    place = afterSpace(bytes, place);
    if (bytes[place] !== colon) return undefined;
    place = afterSpace(bytes, place + 1);
  }
  return place === bytes.length ? table.slice(0, used * width) : undefined;
}

function closerOf(kind: number | undefined): number {
  return kind === openList ? closeList : closeObject;
}

function noteElement(bytes: Uint8Array, place: number, list: number): void {
  table[list + column.elements] = (table[list + column.elements] ?? 0) + 1;
  const isEmptyText = bytes[place] === quote && bytes[place + 1] === quote;
  if (isEmptyText || bytes[place] === codes.n) table[list + column.hasGaps] = 1;
}
