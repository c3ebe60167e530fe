import { STATUS_CODES } from 'node:http';
import type { Relay } from '../scenario/canned.ts';
import { compress, encodeText } from '../wire/encode.ts';
import { message, type Reply } from '../wire/reply.ts';
import type { AppAnswer } from './exchange.ts';

/**
 * What Cyclr makes of a third-party app's answer.
 *
 * A success is passed through. How a refusal comes back is not known, so there are two forms: its own status, headers
 * and bytes, or the text that Cyclr keeps of it, which ends with the request that was answered. An answer can choose its
 * form.
 *
 * @see docs/cyclr.md#how-answers-come-back
 */
export function relayed(answer: AppAnswer, relay: Relay, endPoint: string | undefined): Reply {
  const { status, body } = answer;
  if (status < 400 || (answer.relay ?? relay) === 'status') return passedThrough(answer);
  const words = typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
  const request = `POST ${endPoint ?? 'https://app.example.com/'} HTTP/1.1\r\nAuthorization: REDACTED`;
  return message(
    status === 401 ? 400 : 500,
    `${status} ${STATUS_CODES[status] ?? 'Error'}\r\n${words}\r\n\r\n\r\nHTTP Request:\r\n${request}`,
  );
}

function passedThrough(answer: AppAnswer): Reply {
  const { status, headers, body, charset = 'utf-8', bom = false, contentEncoding } = answer;
  const bytes = typeof body === 'string' ? encodeText(body, charset, bom) : body;
  return { status, headers, body: contentEncoding === undefined ? bytes : compress(bytes, contentEncoding) };
}
