import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw, zstdDecompress } from 'node:zlib';
import { answerTooLarge } from './too-large.ts';

type Decoder = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

/** Some servers send "deflate" without the header of zlib. */
const deflate: Decoder = (bytes, options) =>
  (((bytes[0] ?? 0) & 0x0f) === 8 ? promisify(inflate) : promisify(inflateRaw))(bytes, options);

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1 for `x-gzip` */
const decoders: Readonly<Record<string, Decoder>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate,
  br: promisify(brotliDecompress),
  zstd: promisify(zstdDecompress),
};

/**
 * Undoes the content codings of an answer, the last one first. A coding that is not known leaves the bytes as they are.
 *
 * @throws GatewayError `UPSTREAM_INVALID` where more than `mostBytes` come out
 */
export async function decompressed(bytes: Buffer, encoding: string | undefined, mostBytes: number): Promise<Buffer> {
  let decoded = bytes;
  for (const coding of (encoding ?? '').split(',').toReversed()) {
    const decode = decoders[coding.trim().toLowerCase()];
    if (decode === undefined || decoded.length === 0) continue;
    try {
      decoded = await decode(decoded, { maxOutputLength: mostBytes });
    } catch (error) {
      throw (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? answerTooLarge(mostBytes) : error;
    }
  }
  return decoded;
}
