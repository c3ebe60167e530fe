import type { IncomingMessage } from 'node:http';

/** What Cyclr's web server takes at most. */
const largestBody = 30_000_000;

/** The body; undefined where it is larger than Cyclr takes. Its rest is then read and dropped, so that the answer arrives. */
export async function readText(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= largestBody) chunks.push(chunk);
  }
  return size > largestBody ? undefined : Buffer.concat(chunks).toString('utf8');
}
