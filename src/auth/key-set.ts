import type { JSONWebKeySet } from 'jose';
import { type Dispatcher, request } from 'undici';
import { limits } from '../limits.ts';

export const largestKeySetBytes: number = limits.keySetBytes;

/**
 * Reads a JSON Web Key Set once. Follows no redirect, and gives up when the whole of it has not come within `timeoutMs`
 * or when it is larger than 256 KB.
 */
export async function fetchKeySet(url: URL, dispatcher: Dispatcher, timeoutMs: number): Promise<JSONWebKeySet> {
  const { statusCode, body } = await request(url, {
    dispatcher,
    signal: AbortSignal.timeout(timeoutMs),
    headers: { accept: 'application/jwk-set+json, application/json' },
  });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestKeySetBytes) throw new Error(`its answer is larger than ${largestKeySetBytes} bytes`);
    chunks.push(chunk);
  }
  if (statusCode !== 200) throw new Error(`it answered with status ${statusCode} instead of 200`);
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as JSONWebKeySet;
}
