/**
 * The scan of `src/spans/scan.ts` in WebAssembly, with SIMD for texts: what it takes and notes is the same. It reads the
 * text by windows, because the memory of WebAssembly never shrinks, and ends each at the beginning of a value, a key or a
 * mark.
 *
 * AssemblyScript, in a package of its own: `npm ci && npm run build` compiles it into `src/spans/scan.wasm`, and CI compares.
 */

/** Values that are noted, of seven numbers each: see `src/spans/table.ts`. */
const mostSpans: i32 = 256;
const width: i32 = 28;
const deepest: i32 = 4096;

// The memory: the table, the rows and the kinds of the containers that are open, and the window.
const tableAt: i32 = 0;
const rowsAt: i32 = 8192;
const kindsAt: i32 = rowsAt + 4 * deepest + 16;
const windowAt: i32 = kindsAt + deepest + 16;

/** What may stand next. */
const value: i32 = 0;
const valueOrEnd: i32 = 1;
const key: i32 = 2;
const keyOrEnd: i32 = 3;
const colon: i32 = 4;
const commaOrEnd: i32 = 5;
const nothing: i32 = 6;
/** A container ends here. */
const closed: i32 = 7;

/** In the place of an end: the text is none, or the window does not have all of it. */
const invalid: i32 = -1;
const cutOff: i32 = -2;

let mostLevels: i32 = 0;
let used: i32 = 0;
/** Of the last key: between its quotes, from the beginning of the text. */
let keyFrom: i32 = 0;
let keyTo: i32 = 0;
// Kept from one window to the next.
let nextThen: i32 = value;
let depthThen: i32 = 0;

/** Where the window begins in the memory. */
export function windowStart(): i32 {
  return windowAt;
}

/** How many values are noted. */
export function noted(): i32 {
  return used;
}

export function begin(levels: i32): void {
  mostLevels = min(levels, deepest);
  nextThen = value;
  depthThen = 0;
  used = 0;
  keyFrom = 0;
  keyTo = 0;
}

/**
 * Scans a window of `length` bytes that begins at `base` of the text. Gives how many of them it has read: the next window
 * begins behind those; or -1 where the text is not taken.
 */
export function scan(length: i32, base: i32, isLast: bool): i32 {
  const end = windowAt + length;
  let next = nextThen;
  let depth = depthThen;
  // Of the innermost container that is open: its first byte, and its row.
  let kind: i32 = depth == 0 ? 0 : kindOf(depth);
  let row: i32 = depth == 0 ? outermost : rowOf(depth);
  let at: i32 = afterSpace(windowAt, end);
  while (at != end) {
    const code = <i32>load<u8>(at);
    let until: i32 = at + 1;
    if (next <= valueOrEnd) {
      if (code == 0x7b || code == 0x5b) {
        if (depth == mostLevels) return invalid;
        row = row == unnoted ? unnoted : note(row, kind, at, until, base, code);
        if (row == invalid) return invalid;
        kind = code;
        depth += 1;
        store<u8>(kindsAt + depth, <u8>kind);
        store<i32>(rowsAt + (depth << 2), row);
        next = code == 0x7b ? keyOrEnd : valueOrEnd;
      } else if (code == 0x5d && next == valueOrEnd) {
        next = closed;
      } else {
        until = scalarEnd(at, end, code, isLast);
        if (until < 0) {
          if (until == invalid || isLast) return invalid;
          break;
        }
        if (row != unnoted && note(row, kind, at, until, base, code) == invalid) return invalid;
        next = depth == 0 ? nothing : commaOrEnd;
      }
    } else if (next == commaOrEnd) {
      if (code == 0x2c) next = kind == 0x7b ? key : value;
      else if (code == kind + 2) next = closed;
      else return invalid;
    } else if (code == 0x22 && next <= keyOrEnd) {
      until = stringEnd(until, end);
      if (until < 0) {
        if (until == invalid || isLast) return invalid;
        break;
      }
      keyFrom = base + at + 1 - windowAt;
      keyTo = base + until - 1 - windowAt;
      next = colon;
    } else if (code == 0x3a && next == colon) {
      next = value;
    } else if (code == 0x7d && next == keyOrEnd) {
      next = closed;
    } else {
      return invalid;
    }
    if (next == closed) {
      if (row >= 0) store<i32>(row, base + until - windowAt, 16);
      depth -= 1;
      kind = depth == 0 ? 0 : kindOf(depth);
      row = depth == 0 ? outermost : rowOf(depth);
      next = depth == 0 ? nothing : commaOrEnd;
    }
    at = afterSpace(until, end);
  }
  nextThen = next;
  depthThen = depth;
  return isLast && next != nothing ? invalid : at - windowAt;
}

/** Notes a value of a container that is noted; of a list only that it has an element more. Gives its row. */
function note(container: i32, kind: i32, at: i32, until: i32, base: i32, code: i32): i32 {
  if (kind == 0x5b) {
    store<i32>(container, load<i32>(container, 20) + 1, 20);
    const isEmptyText = code == 0x22 && until == at + 2;
    if (isEmptyText || code == 0x6e) store<i32>(container, 1, 24);
    return unnoted;
  }
  if (used == mostSpans) return invalid;
  const row = tableAt + used * width;
  used += 1;
  store<i32>(row, container == outermost ? -1 : (container - tableAt) >> 2);
  store<i32>(row, keyFrom, 4);
  store<i32>(row, keyTo, 8);
  store<i32>(row, base + at - windowAt, 12);
  store<i32>(row, base + until - windowAt, 16);
  store<i32>(row, code == 0x5b ? 0 : -1, 20);
  store<i32>(row, 0, 24);
  return row;
}

/** In the place of a row: that of a value within a list, and what is around the whole text. */
const unnoted: i32 = -3;
const outermost: i32 = -4;

/** The row of the container that is open at a depth. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function rowOf(depth: i32): i32 {
  return load<i32>(rowsAt + (depth << 2));
}

/** The first byte of the container that is open at a depth. */
// @ts-ignore
@inline
function kindOf(depth: i32): i32 {
  return <i32>load<u8>(kindsAt + depth);
}

// @ts-ignore
@inline
function afterSpace(from: i32, end: i32): i32 {
  let at = from;
  while (at < end) {
    const code = <i32>load<u8>(at);
    if (code > 0x20 || (code != 0x20 && code != 0x0a && code != 0x0d && code != 0x09)) break;
    at += 1;
  }
  return at;
}

/** Marks the bytes of sixteen that a text cannot simply go on over: quotes, backslashes, control characters. */
// @ts-ignore
@inline
function marksOf(at: i32): i32 {
  const piece = v128.load(at);
  const marked = v128.or(
    v128.or(i8x16.eq(piece, i8x16.splat(0x22)), i8x16.eq(piece, i8x16.splat(0x5c))),
    i8x16.lt_u(piece, i8x16.splat(0x20)),
  );
  return i8x16.bitmask(marked);
}

/** Behind the quote that ends a text, whose first character stands at `from`. Sixteen bytes at a time. */
function stringEnd(from: i32, end: i32): i32 {
  let at = from;
  while (at < end) {
    const marks = marksOf(at);
    if (marks == 0) {
      at += 16;
      continue;
    }
    at += ctz(marks);
    if (at >= end) return cutOff;
    const code = <i32>load<u8>(at);
    if (code == 0x22) return at + 1;
    if (code != 0x5c) return invalid;
    const length = escapeLength(at + 1, end);
    if (length < 0) return length;
    at += length;
  }
  return cutOff;
}

/** With its backslash. */
function escapeLength(at: i32, end: i32): i32 {
  if (at >= end) return cutOff;
  const code = <i32>load<u8>(at);
  if (code != 0x75) return isSimpleEscape(code) ? 2 : invalid;
  for (let digit = at + 1; digit <= at + 4; digit++) {
    if (digit >= end) return cutOff;
    if (!isHexDigit(<i32>load<u8>(digit))) return invalid;
  }
  return 6;
}

function isSimpleEscape(code: i32): bool {
  return (
    code == 0x22 || code == 0x5c || code == 0x2f || code == 0x62 || code == 0x66 || code == 0x6e || code == 0x72 || code == 0x74
  );
}

function isHexDigit(code: i32): bool {
  return isDigit(code) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
}

// @ts-ignore
@inline
function isDigit(code: i32): bool {
  return <u32>(code - 0x30) <= 9;
}

function scalarEnd(from: i32, end: i32, code: i32, isLast: bool): i32 {
  if (code == 0x22) return stringEnd(from + 1, end);
  if (code == 0x2d || isDigit(code)) return numberEnd(from, end, isLast);
  if (code == 0x74) return wordEnd(from, end, 4, 0x65757274, 0);
  if (code == 0x6e) return wordEnd(from, end, 4, 0x6c6c756e, 0);
  if (code == 0x66) return wordEnd(from, end, 5, 0x736c6166, 0x65);
  return invalid;
}

/** Four characters as one number, and a fifth. */
function wordEnd(from: i32, end: i32, length: i32, four: i32, fifth: i32): i32 {
  if (from + length > end) return cutOff;
  if (load<i32>(from) != four) return invalid;
  return length == 4 || <i32>load<u8>(from + 4) == fifth ? from + length : invalid;
}

/** A number that ends with its window may go on in the next one. */
function numberEnd(from: i32, end: i32, isLast: bool): i32 {
  const within: i32 = isLast ? invalid : cutOff;
  let at = from;
  if (<i32>load<u8>(at) == 0x2d) at += 1;
  if (at == end) return within;
  if (<i32>load<u8>(at) == 0x30) {
    at += 1;
  } else {
    const whole = at;
    at = afterDigits(at, end);
    if (at == whole) return invalid;
  }
  if (at == end) return isLast ? at : cutOff;
  if (<i32>load<u8>(at) == 0x2e) {
    const fraction = at + 1;
    at = afterDigits(fraction, end);
    if (at == fraction) return at == end ? within : invalid;
    if (at == end) return isLast ? at : cutOff;
  }
  if ((<i32>load<u8>(at) | 0x20) != 0x65) return at;
  let power = at + 1;
  if (power == end) return within;
  const sign = <i32>load<u8>(power);
  if (sign == 0x2b || sign == 0x2d) power += 1;
  at = afterDigits(power, end);
  if (at == power) return at == end ? within : invalid;
  return at == end && !isLast ? cutOff : at;
}

function afterDigits(from: i32, end: i32): i32 {
  let at = from;
  while (at < end && isDigit(<i32>load<u8>(at))) at += 1;
  return at;
}
