import { isAscii, isUtf8 } from 'node:buffer';
import { joined, type Pieces, sizeOf, slicePieces } from './pieces.ts';
import { scanJson } from './scan.ts';
import { createWasmScan } from './scan-wasm.ts';
import { at, type SpanTable, width } from './table.ts';

/** A value of a text: its row in the table. */
export type Span = number & { readonly brand: 'Span' };

/** A JSON text that was checked wholly and not parsed, and where its values stand that no list is around. */
export class JsonSpans {
  readonly pieces: Pieces;
  readonly #table: SpanTable;

  /** Undefined for what is no JSON in UTF-8, and for what should be parsed: see {@link scanJson}. */
  static of(pieces: Pieces, levels: number): JsonSpans | undefined {
    // A character may begin in one piece and end in the next.
    const whole = pieces.every(isAscii) ? pieces : [joined(pieces)];
    if (whole !== pieces && !whole.every(isUtf8)) return undefined;
    scan ??= fastestScan();
    const table = scan(whole, levels);
    return table && new JsonSpans(whole, table);
  }

  private constructor(pieces: Pieces, table: SpanTable) {
    this.pieces = pieces;
    this.#table = table;
  }

  /** The whole value. */
  readonly root = 0 as Span;

  isList(span: Span): boolean {
    return this.#number(span, at.elements) >= 0;
  }

  isObject(span: Span): boolean {
    const from = this.#number(span, at.from);
    return slicePieces(this.pieces, from, from + 1)[0]?.[0] === 0x7b;
  }

  /** Of a list. */
  elementsOf(span: Span): number {
    return this.#number(span, at.elements);
  }

  /** Whether an element of a list is null or an empty text. */
  hasGaps(span: Span): boolean {
    return this.#number(span, at.hasGaps) === 1;
  }

  /** The member of an object with this key; of several the last, as parsers have it. */
  member(of: Span, key: string): Span | undefined {
    for (let row = this.#table.length - width; row > of; row -= width) {
      if (this.#table[row + at.parent] === of && this.keyOf(row as Span) === key) return row as Span;
    }
    return undefined;
  }

  /** Empty for the whole value. */
  keyOf(span: Span): string {
    const text = this.#text(this.#number(span, at.keyFrom), this.#number(span, at.keyTo));
    return text.includes('\\') ? (JSON.parse(`"${text}"`) as string) : text;
  }

  bytesOf(span: Span): Pieces {
    return slicePieces(this.pieces, this.#number(span, at.from), this.#number(span, at.to));
  }

  /** What stands between the brackets of a list. */
  elementBytesOf(span: Span): Pieces {
    return slicePieces(this.pieces, this.#number(span, at.from) + 1, this.#number(span, at.to) - 1);
  }

  /** The text with something else in the place of a value. */
  textWith(span: Span, instead: string): string {
    const [from, to] = [this.#number(span, at.from), this.#number(span, at.to)];
    return this.#text(0, from) + instead + this.#text(to, sizeOf(this.pieces));
  }

  #text(from: number, to: number): string {
    return joined(slicePieces(this.pieces, from, to)).toString();
  }

  #number(span: Span, column: number): number {
    return this.#table[span + column] ?? -1;
  }
}

let scan: ReturnType<typeof createWasmScan> | undefined;

/** There are Nodes without WebAssembly: `--jitless`. */
function fastestScan(): ReturnType<typeof createWasmScan> {
  try {
    return createWasmScan();
  } catch {
    return (pieces, levels) => scanJson(joined(pieces), levels);
  }
}
