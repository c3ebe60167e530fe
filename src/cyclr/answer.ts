import { GatewayError } from '../errors.ts';
import { type Json, parseJson } from '../json.ts';
import { JsonSpans } from '../spans/json-spans.ts';
import { joined, type Pieces, sizeOf } from '../spans/pieces.ts';
import { decodeText } from '../text/charset.ts';

/** Headers by their names in lower case; of a header that came several times, the first. */
export type AnswerHeaders = Readonly<Record<string, string>>;

/**
 * What Cyclr answered, as a value: the bytes as they came, after decompression.
 *
 * It is decoded and parsed once, and only when somebody looks.
 */
export class Answer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  /** In bytes. */
  readonly size: number;
  #pieces: Pieces;
  #text: { readonly value: string | undefined } | undefined;
  #spans: { readonly value: JsonSpans | undefined } | undefined;
  #json: { readonly value: Json } | { readonly failure: unknown } | undefined;

  /** @param bytes in one, or in the pieces in which they came */
  constructor(status: number, headers: AnswerHeaders, bytes: Buffer | Pieces) {
    this.status = status;
    this.headers = headers;
    this.#pieces = Buffer.isBuffer(bytes) ? [bytes] : bytes;
    this.size = sizeOf(this.#pieces);
  }

  get bytes(): Buffer {
    const bytes = joined(this.#pieces);
    this.#pieces = [bytes];
    return bytes;
  }

  /** Its first bytes, at least 64 where there are so many. */
  get start(): Buffer {
    const [first] = this.#pieces;
    return first !== undefined && first.length >= 64 ? first : this.bytes;
  }

  /** As declared, with its parameters; empty where none is. */
  get contentType(): string {
    return this.headers['content-type'] ?? '';
  }

  /** The bytes as a text, in whatever charset they are and without a byte order mark; undefined where they are not one. */
  text(): string | undefined {
    this.#text ??= { value: decodeText(this.bytes, this.contentType) };
    return this.#text.value;
  }

  /** Where the parts of its JSON stand, which is not parsed; undefined where it has to be read as a text, if at all. */
  spans(levels: number): JsonSpans | undefined {
    this.#spans ??= { value: JsonSpans.of(this.#pieces, levels) };
    return this.#spans.value;
  }

  /** The text as JSON, every digit kept. @throws SyntaxError where it is not JSON */
  json(): Json {
    const parsed = (this.#json ??= this.#parse());
    if ('failure' in parsed) throw parsed.failure;
    return parsed.value;
  }

  /** The text as JSON; undefined where it is not JSON. */
  jsonIfAny(): Json | undefined {
    const parsed = (this.#json ??= this.#parse());
    return 'failure' in parsed ? undefined : parsed.value;
  }

  #parse(): { readonly value: Json } | { readonly failure: unknown } {
    try {
      return { value: parseJson(this.text() ?? '') };
    } catch (failure) {
      return { failure };
    }
  }

  /**
   * What Cyclr itself tells in an answer of its own; undefined where the answer is empty.
   *
   * @throws GatewayError `UPSTREAM_INVALID` where it is not JSON
   */
  data(): Json | undefined {
    if (this.size === 0) return undefined;
    try {
      return this.json();
    } catch (cause) {
      // The parser's own message quotes the text: only its kind is kept.
      throw new GatewayError('UPSTREAM_INVALID', 'Cyclr did not answer with JSON. Try again in a moment.', {
        cause: cause instanceof Error ? cause.name : undefined,
      });
    }
  }
}
