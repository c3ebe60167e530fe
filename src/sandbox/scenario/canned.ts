import type { AddFault } from '../../files/document.ts';
import type { Json } from '../../json.ts';
import { quoted } from '../../text/quoted.ts';
import { type Charset, type ContentEncoding, hasBom, lacking } from '../wire/encode.ts';
import { isFraming } from '../wire/headers.ts';

/** How a third-party app's refusal comes back: with its own status and body, or retold in Cyclr's text. */
export const relays = ['status', 'text'] as const;
export type Relay = (typeof relays)[number];

/**
 * One answer, the same every time: status, headers and bytes. It has one of `body`, `text` and `base64`, or none for an
 * empty body.
 */
export interface CannedAnswer {
  readonly kind: 'canned';
  /** From 200 to 599. @default 200 */
  readonly status?: number;
  /**
   * Take the place of those that go out by themselves. Null leaves a header out; a list sends it several times.
   *
   * @default the content type, and the content encoding where there is one
   */
  readonly headers?: Readonly<Record<string, string | null | readonly string[]>>;
  /** JSON. Placeholders such as `{{Parameters.count}}` in its texts are filled in. */
  readonly body?: Json;
  /** Goes out as it is: CSV, XML, HTML, or JSON whose digits and spaces matter. */
  readonly text?: string;
  /** Bytes that are not text. */
  readonly base64?: string;
  /** How `body` or `text` becomes bytes. @default 'utf-8' */
  readonly charset?: Charset;
  /** Puts a byte order mark in front of the text. @default false */
  readonly bom?: boolean;
  /** Compresses the body. @default none */
  readonly contentEncoding?: ContentEncoding;
  /** How Cyclr relays this answer if it is a refusal. @default as the sandbox relays all of them */
  readonly relay?: Relay;
}

/** Adds the contradictions within a canned answer whose parts are well-formed. */
export function checkCanned(answer: CannedAnswer, add: AddFault): void {
  const { headers = {}, body, text, base64, charset = 'utf-8', bom = false } = answer;
  const [, second] = Object.entries({ body, text, base64 }).filter(([, value]) => value !== undefined);
  if (second !== undefined) add([second[0]], 'is one too many: an answer has one of "body", "text" and "base64".');
  if (base64 !== undefined && (answer.charset ?? answer.bom) !== undefined) {
    add(['base64'], 'holds bytes, which have neither a "charset" nor a "bom". Use "text" for a text.');
  }
  if (bom && !hasBom(charset)) add(['bom'], `must be false: ${charset} has no byte order mark.`);
  const missing = lacking(text ?? (body === undefined ? '' : JSON.stringify(body)), charset);
  if (missing !== undefined) add(['charset'], `is ${charset}, which does not have the character ${quoted(missing)}.`);
  for (const name of Object.keys(headers)) {
    if (isFraming(name)) add(['headers', name], 'is a header that the sandbox sets itself. Leave it out.');
  }
}
