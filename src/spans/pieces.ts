/** Bytes in the pieces in which they came, one after the other. Putting them together would cost a copy of all of them. */
export type Pieces = readonly Buffer[];

/** In bytes; texts are counted as UTF-8. */
export function sizeOf(pieces: readonly (string | Buffer)[]): number {
  let size = 0;
  for (const piece of pieces) size += typeof piece === 'string' ? Buffer.byteLength(piece) : piece.length;
  return size;
}

/** One buffer, which is copied only where there are several pieces. */
export function joined(pieces: Pieces): Buffer {
  const [only] = pieces;
  return pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces);
}

/** The bytes between two places, in pieces that are not copied. */
export function slicePieces(pieces: Pieces, from: number, to: number): Pieces {
  const found: Buffer[] = [];
  let start = 0;
  for (const piece of pieces) {
    const end = start + piece.length;
    if (end > from && start < to) found.push(piece.subarray(Math.max(0, from - start), to - start));
    start = end;
    if (start >= to) break;
  }
  return found;
}
