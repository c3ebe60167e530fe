import { parameterOf } from './media-type.ts';

/**
 * The name that a Content-Disposition gives a file, else a content type's `name`; without folders and control
 * characters, undefined where nothing is left.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6266#section-4.3
 */
export function fileNameOf(disposition: string | undefined, contentType: string): string | undefined {
  const header = disposition ?? '';
  const given =
    extendedName(header) ?? toPlain(parameterOf(header, 'filename')) ?? toPlain(parameterOf(contentType, 'name'));
  const name = (given?.split(/[/\\]/).at(-1) ?? '').replace(/\p{Cc}/gu, '').trim();
  return name === '' || name === '.' || name === '..' ? undefined : name;
}

/** `filename*=UTF-8'en'na%C3%AFve.txt` @see https://www.rfc-editor.org/rfc/rfc8187#section-3.2 */
function extendedName(header: string): string | undefined {
  const [, charset, encoded] = /;\s*filename\*\s*=\s*"?([\w.:-]+)'[^']*'([^\s;"]*)/i.exec(header) ?? [];
  return charset === undefined || encoded === undefined ? undefined : decode(percentBytes(encoded), charset);
}

function percentBytes(encoded: string): Buffer {
  const text = encoded.replace(/%([\da-f]{2})/gi, (_all, byte: string) => String.fromCharCode(parseInt(byte, 16)));
  return Buffer.from(text, 'latin1');
}

/** Headers are read as Latin-1; many senders put UTF-8 into them as it is, some the encoded words of e-mail. */
function toPlain(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const [, charset, kind, encoded] = /^=\?([\w.:-]+)\?([bq])\?([^?]*)\?=$/i.exec(name) ?? [];
  if (charset !== undefined && kind !== undefined && encoded !== undefined) {
    const isBase64 = kind.toLowerCase() === 'b';
    const bytes = isBase64
      ? Buffer.from(encoded, 'base64')
      : percentBytes(encoded.replaceAll('_', ' ').replaceAll('=', '%'));
    return decode(bytes, charset) ?? name;
  }
  // oxlint-disable-next-line no-control-regex -- every character that Latin-1 has
  return /^[\0-\xff]*$/.test(name) ? (decode(Buffer.from(name, 'latin1'), 'utf-8') ?? name) : name;
}

function decode(bytes: Buffer, charset: string): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
