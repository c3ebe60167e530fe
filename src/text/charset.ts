import { binaryTypeOf } from './binary-type.ts';
import { essenceOf, isTextType, parameterOf } from './media-type.ts';

/**
 * The text that bytes hold, without a byte order mark; undefined where they are not text.
 *
 * The charset is that of a byte order mark; of the content type; of an XML declaration or an HTML `<meta>`; UTF-16 where
 * every other byte is zero; else UTF-8. The first under which the bytes are valid counts. What is called a text and is
 * valid under none of them is Windows-1252, the charset of senders that do not know theirs.
 *
 * @see https://encoding.spec.whatwg.org/#names-and-labels for the labels that are known
 */
export function decodeText(bytes: Buffer, contentType: string): string | undefined {
  const isText = isTextType(contentType);
  for (const charset of charsetsOf(bytes, contentType, isText)) {
    const text = decode(bytes, charset);
    if (text === undefined) continue;
    // Some senders end their texts as C does.
    const ended = isText && text.endsWith('\0') ? text.replace(/\0+$/, '') : text;
    if (ended.includes('\0') || (charset !== 'utf-8' && control.test(ended))) continue;
    return ended.replace(/^\uFEFF+/, '');
  }
  return undefined;
}

/** Characters that no text has, but for the escape of ISO-2022-JP. Some charsets take any byte: there these show that the bytes are not text. */
// oxlint-disable-next-line no-control-regex -- that is what is looked for
const control = /[\0-\x08\x0e-\x1a\x1c-\x1f]/;

/** The charsets to try, in their order. */
function* charsetsOf(bytes: Buffer, contentType: string, isText: boolean): Generator<string> {
  // A file that is read as another charset would be a text of rubbish.
  if (binaryTypeOf(bytes) !== undefined) return yield 'utf-8';
  const marked = markOf(bytes);
  if (marked !== undefined) yield marked;
  const declared = parameterOf(contentType, 'charset');
  const zeros = isText || essenceOf(contentType) === '' || isUtf16(declared) ? zerosOf(bytes) : undefined;
  const stated = [declared, declarationOf(bytes)].map((label) => knownCharset(label, zeros));
  for (const charset of stated) {
    if (charset === undefined) continue;
    // Said of many a UTF-8 document, by writers that held it as UTF-16 in memory.
    if (charset.startsWith('utf-16') && !bytes.includes(0) && essenceOf(contentType) !== 'text/plain') yield 'utf-8';
    yield charset;
  }
  if (zeros !== undefined) yield zeros;
  yield 'utf-8';
  if (isText) yield 'windows-1252';
}

function markOf(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

/** Which UTF-16 it is where the first two characters are of ASCII. */
function zerosOf(bytes: Buffer): string | undefined {
  const [first = 0, second = 0, third = first, fourth = second] = bytes;
  if (bytes.length < 2 || bytes.length % 2 !== 0) return undefined;
  if (first > 0 && second === 0 && third > 0 && fourth === 0) return 'utf-16le';
  return first === 0 && second > 0 && third === 0 && fourth > 0 ? 'utf-16be' : undefined;
}

/** What a document says of itself at its beginning. */
function declarationOf(bytes: Buffer): string | undefined {
  const start = bytes.toString('latin1', 0, 1024);
  if (!/^[\s\u00EF\u00BB\u00BF]*</.test(start)) return undefined;
  const [, xml] = /^[^<]*<\?xml\s[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']/i.exec(start) ?? [];
  if (xml !== undefined) return xml;
  return /<meta\s[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)/i.exec(start)?.[1];
}

function isUtf16(label: string | undefined): boolean {
  return label !== undefined && /^(?:utf-?16|ucs-?2|unicode|iso-10646-ucs-2)/i.test(label);
}

/** The name of a charset that is known; of a UTF-16 that does not say which, the one that `zeros` tells. */
function knownCharset(label: string | undefined, zeros: string | undefined): string | undefined {
  if (label === undefined) return undefined;
  if (isUtf16(label) && !/[lb]e$/i.test(label)) return zeros ?? 'utf-16le';
  return decoderOf(label)?.encoding;
}

function decode(bytes: Buffer, charset: string): string | undefined {
  try {
    return decoderOf(charset)?.decode(bytes);
  } catch {
    return undefined;
  }
}

/** By label; there are some two hundred that are known, and only these are kept. */
const decoders = new Map<string, TextDecoder>();

function decoderOf(label: string): TextDecoder | undefined {
  const known = decoders.get(label);
  if (known !== undefined) return known;
  try {
    const decoder = new TextDecoder(label, { fatal: true });
    // Spelled as the standard does: a label may come in any case, with any white space.
    const spelled = label.trim().toLowerCase();
    if (!decoders.has(spelled)) decoders.set(spelled, decoder);
    return decoder;
  } catch {
    return undefined;
  }
}
