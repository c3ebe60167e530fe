import { parseJson } from '../json.ts';
import { joined, type Pieces, sizeOf } from './pieces.ts';

/**
 * JSON that was checked and not parsed, in UTF-8. It stands where a parsed value would stand in an answer, and
 * {@link stringifyPieces} writes its bytes there.
 */
export class JsonBytes {
  readonly pieces: Pieces;
  /** In bytes. */
  readonly size: number;
  /** The bytes are those of all elements of a list, without its brackets; this is then the list's only element. */
  readonly areElements: boolean;
  #text: string | undefined;

  constructor(pieces: Pieces, { areElements = false }: { readonly areElements?: boolean } = {}) {
    this.pieces = pieces;
    this.size = sizeOf(pieces);
    this.areElements = areElements;
  }

  get text(): string {
    return (this.#text ??= joined(this.pieces).toString());
  }

  /** The value itself, where something else than {@link stringifyPieces} writes it. */
  toJSON(): unknown {
    if (pending !== undefined) {
      pending.push(this);
      return placeholder;
    }
    if (this.areElements) throw new Error('Elements of a list can only be written by stringifyPieces.');
    return parseJson(this.text);
  }
}

/** Found by `JSON.stringify` in the value that is written now. */
let pending: JsonBytes[] | undefined;

/** Cannot be guessed, so that no text of a caller is taken for it. */
const placeholder = `JsonBytes ${globalThis.crypto.randomUUID()}`;
const quotedPlaceholder = JSON.stringify(placeholder);

/** Up to here bytes are copied into the text around them: many small pieces cost more than what they save. */
const smallBytes = 2048;

/**
 * What `JSON.stringify` writes of a value with {@link JsonBytes} in it, in pieces: texts, and the bytes that stand between
 * them as they are. Where there are none, or all are small, it is one text.
 */
export function stringifyPieces(value: unknown): readonly (string | Buffer)[] {
  const found: JsonBytes[] = [];
  const before = pending;
  pending = found;
  let text: string;
  try {
    text = JSON.stringify(value);
  } finally {
    pending = before;
  }
  if (found.length === 0) return [text];
  const pieces: (string | Buffer)[] = [];
  let written = '';
  let from = 0;
  for (const one of found) {
    const to = text.indexOf(quotedPlaceholder, from);
    written += text.slice(from, to);
    from = to + quotedPlaceholder.length;
    if (one.size <= smallBytes) {
      written += one.text;
    } else {
      pieces.push(written, ...one.pieces);
      written = '';
    }
  }
  pieces.push(written + text.slice(from));
  return pieces;
}
