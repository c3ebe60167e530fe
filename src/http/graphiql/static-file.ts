import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Answer } from '../rule.ts';
import { type Coding, codingFor } from './coding.ts';

export interface StaticFileOptions {
  readonly body: string | Uint8Array<ArrayBuffer>;
  /** The content type; and what else is said with the file. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A file that does not change while the process lives. */
export interface StaticFile {
  /** Of its content: another content has another hash. */
  readonly hash: string;
  /** 200 with the file, compressed as the caller accepts it, or 304 for a caller who has it. */
  answer(request: Pick<Headers, 'get'>): Promise<Answer>;
}

/** Has a file compressed once for each compression that callers ask for, and not before the first does. */
export function createStaticFile({ body, headers }: StaticFileOptions): StaticFile {
  const id = hash('sha256', body, 'base64url').slice(0, 16);
  // Weak: it names the content, however it is compressed.
  const tag = `W/"${id}"`;
  const always = { etag: tag, vary: 'Accept-Encoding', ...headers };
  const compressed = new Map<Coding, Promise<Uint8Array<ArrayBuffer>>>();

  function compress(coding: Coding): Promise<Uint8Array<ArrayBuffer>> {
    const found = compressed.get(coding) ?? compressors[coding](body);
    compressed.set(coding, found);
    return found;
  }

  return {
    hash: id,
    async answer(request) {
      if (isKnown(request.get('if-none-match'), tag)) return { status: 304, headers: always };
      const coding = codingFor(request.get('accept-encoding'));
      if (coding === undefined) return { status: 200, headers: always, body };
      return { status: 200, headers: { ...always, 'content-encoding': coding }, body: await compress(coding) };
    },
  };
}

const compressors: Readonly<
  Record<Coding, (body: string | Uint8Array<ArrayBuffer>) => Promise<Uint8Array<ArrayBuffer>>>
> = {
  gzip: (body) => promisify(gzip)(body),
  // A higher quality takes many times as long, for a twentieth less.
  br: (body) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
};

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2 */
function isKnown(ifNoneMatch: string | null, tag: string): boolean {
  if (ifNoneMatch === null) return false;
  const strong = tag.replace('W/', '');
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((one) => one.trim().replace(/^W\//, '') === strong);
}
