import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

/** How a text becomes bytes. */
export const charsets = ['utf-8', 'iso-8859-1', 'windows-1252', 'utf-16le', 'utf-16be'] as const;
export type Charset = (typeof charsets)[number];

/** How bytes are compressed. `deflate-raw` has no zlib header; some servers send it under the name `deflate`. */
export const contentEncodings = ['gzip', 'x-gzip', 'deflate', 'deflate-raw', 'br'] as const;
export type ContentEncoding = (typeof contentEncodings)[number];

/** The bytes of a text, after a byte order mark where one is wanted. {@link lacking} tells what a charset cannot hold. */
export function encodeText(text: string, charset: Charset, bom: boolean): Buffer {
  const marked = bom ? `\uFEFF${text}` : text;
  switch (charset) {
    case 'utf-8':
      return Buffer.from(marked, 'utf8');
    case 'utf-16le':
      return Buffer.from(marked, 'utf16le');
    case 'utf-16be':
      return Buffer.from(marked, 'utf16le').swap16();
    case 'iso-8859-1':
      return Buffer.from(text, 'latin1');
    case 'windows-1252':
      return Buffer.from(Array.from(text, (character) => windows1252.get(character) ?? 0x3f));
  }
}

/** The first character of the text that the charset does not have; undefined where it has all of them. */
export function lacking(text: string, charset: Charset): string | undefined {
  if (charset === 'iso-8859-1') return /[^\0-\xff]/u.exec(text)?.[0];
  if (charset === 'windows-1252') return Array.from(text).find((character) => !windows1252.has(character));
  return undefined;
}

/** Whether the charset has a byte order mark. */
export function hasBom(charset: Charset): boolean {
  return charset.startsWith('utf-');
}

export function compress(bytes: Uint8Array, encoding: ContentEncoding): Buffer {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return gzipSync(bytes);
    case 'deflate':
      return deflateSync(bytes);
    case 'deflate-raw':
      return deflateRawSync(bytes);
    case 'br':
      return brotliCompressSync(bytes);
  }
}

/** The name that `Content-Encoding` has for it. */
export function encodingName(encoding: ContentEncoding): string {
  return encoding === 'deflate-raw' ? 'deflate' : encoding;
}

/** The byte of each character. */
const windows1252: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 256 }, (_, byte): [string, number] => [
    new TextDecoder('windows-1252').decode(Uint8Array.of(byte)),
    byte,
  ]),
);
