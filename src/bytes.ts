/**
 * Reads a stream to its end, up to `mostBytes`; undefined where it is longer. What the stream throws is thrown.
 *
 * A longer stream is destroyed as soon as it has sent more than `drainBytes`; until then it is read on and forgotten.
 *
 * @param drainBytes Bytes, all together. @default `mostBytes`
 */
export async function readBounded(
  stream: AsyncIterable<Uint8Array>,
  mostBytes: number,
  drainBytes: number = mostBytes,
): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.byteLength;
    if (size <= mostBytes) chunks.push(chunk);
    else chunks.length = 0;
    // Leaving the loop destroys the stream.
    if (size > mostBytes && size > drainBytes) return undefined;
  }
  if (size > mostBytes) return undefined;
  const [only] = chunks;
  return chunks.length === 1 && only instanceof Buffer ? only : Buffer.concat(chunks);
}
