import { isUtf8 } from 'node:buffer';
import { scanJson } from './scan.ts';
import { createWasmScan } from './scan-wasm.ts';
import { at, type SpanTable, width } from './table.ts';

let scan: typeof scanJson | undefined;

/** There are Nodes without WebAssembly: `--jitless`. */
function fastestScan(): typeof scanJson {
  try {
    return createWasmScan();
  } catch {
    return scanJson;
  }
}

/** A value of a text: its row in the table. */
export type Span = number & { readonly brand: 'Span' };

/** A JSON text that was checked wholly and not parsed, and where its values stand that no list is around. */
export class JsonSpans {
  readonly bytes: Buffer;
  readonly #table: SpanTable;

  /** Undefined for what is no JSON object or list in UTF-8, and for one that should be parsed: see {@link scanJson}. */
  static of(bytes: Buffer, levels: number): JsonSpans | undefined {
    if (!isUtf8(bytes)) return undefined;
    scan ??= fastestScan();
    const table = scan(bytes, levels);
    return table && new JsonSpans(bytes, table);
  }

  private constructor(bytes: Buffer, table: SpanTable) {
    this.bytes = bytes;
    this.#table = table;
  }

  /** The whole value. */
  readonly root = 0 as Span;

  isList(span: Span): boolean {
    return this.#number(span, at.elements) >= 0;
  }

  isObject(span: Span): boolean {
    return this.bytes[this.#number(span, at.from)] === 0x7b;
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
    const text = this.bytes.toString('utf8', this.#number(span, at.keyFrom), this.#number(span, at.keyTo));
    return text.includes('\\') ? (JSON.parse(`"${text}"`) as string) : text;
  }

  /** The bytes of a value. */
  bytesOf(span: Span): Buffer {
    return this.bytes.subarray(this.#number(span, at.from), this.#number(span, at.to));
  }

  /** The bytes between the brackets of a list. */
  elementBytesOf(span: Span): Buffer {
    return this.bytes.subarray(this.#number(span, at.from) + 1, this.#number(span, at.to) - 1);
  }

  /** The text with something else in the place of a value. */
  textWith(span: Span, instead: string): string {
    const [from, to] = [this.#number(span, at.from), this.#number(span, at.to)];
    return this.bytes.toString('utf8', 0, from) + instead + this.bytes.toString('utf8', to);
  }

  #number(span: Span, column: number): number {
    return this.#table[span + column] ?? -1;
  }
}
