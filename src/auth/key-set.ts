import type { JSONWebKeySet } from 'jose';
import { type Dispatcher, request } from 'undici';
import { readBounded } from '../bytes.ts';
import { limits } from '../limits.ts';

export const largestKeySetBytes: number = limits.keySetBytes;

/**
 * Reads a JSON Web Key Set once. Follows no redirect, and fails when it is not complete within `timeoutMs`
 * or is larger than 256 KB.
 */
export async function fetchKeySet(url: URL, dispatcher: Dispatcher, timeoutMs: number): Promise<JSONWebKeySet> {
  const { statusCode, body } = await request(url, {
    dispatcher,
    signal: AbortSignal.timeout(timeoutMs),
    headers: { accept: 'application/jwk-set+json, application/json' },
  });
  const bytes = await readBounded(body as AsyncIterable<Buffer>, largestKeySetBytes);
  if (bytes === undefined) throw new Error(`its answer is larger than ${largestKeySetBytes} bytes`);
  if (statusCode !== 200) throw new Error(`it answered with status ${statusCode} instead of 200`);
  try {
    return JSON.parse(bytes.toString('utf8')) as JSONWebKeySet;
  } catch {
    throw new Error('its answer is not JSON');
  }
}
