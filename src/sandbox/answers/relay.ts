import { STATUS_CODES } from 'node:http';
import { message, type Reply } from '../wire/reply.ts';
import type { AppAnswer } from './exchange.ts';

/** How a third-party app's refusal comes back: its own status and body, or retold in Cyclr's text. */
export type Relay = 'status' | 'text';

/**
 * What Cyclr makes of a third-party app's answer.
 *
 * A success passes as it is. How a refusal comes back is not known, so both ways are here: its own status and body, or
 * the text that Cyclr keeps of it, which ends with the request that it was an answer to.
 */
export function relayed({ status, contentType, body }: AppAnswer, relay: Relay, endPoint: string | undefined): Reply {
  if (status < 400 || relay === 'status') {
    return { status, headers: contentType === '' ? {} : { 'content-type': contentType }, body };
  }
  const words = Buffer.from(body).toString('utf8');
  const request = `POST ${endPoint ?? 'https://app.example.com/'} HTTP/1.1\r\nAuthorization: REDACTED`;
  return message(
    status === 401 ? 400 : 500,
    `${status} ${STATUS_CODES[status] ?? 'Error'}\r\n${words}\r\n\r\n\r\nHTTP Request:\r\n${request}`,
  );
}
