import type { IncomingMessage } from 'node:http';

/** Cyclr's web server accepts bodies up to this size, in bytes. */
const largestBody = 30_000_000;

/** Reads the body; undefined for one over the limit. Its rest is still read, so that the sender sees the 413. */
export async function readText(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= largestBody) chunks.push(chunk);
  }
  return size > largestBody ? undefined : Buffer.concat(chunks).toString('utf8');
}
