import type { JsonObject } from '../../json.ts';
import type { CannedAnswer } from '../scenario/canned.ts';
import { encodingName } from '../wire/encode.ts';
import type { Headers } from '../wire/reply.ts';
import type { AppAnswer } from './exchange.ts';
import { filled } from './template.ts';

/** The answer, with the placeholders of its JSON filled from `scope`. */
export function cannedAnswer(answer: CannedAnswer, scope: JsonObject): AppAnswer {
  const { status = 200, charset = 'utf-8', bom = false, contentEncoding, relay } = answer;
  return {
    status,
    headers: headersOf(answer),
    body: bodyOf(answer, scope),
    charset,
    bom,
    ...(contentEncoding !== undefined && { contentEncoding }),
    ...(relay !== undefined && { relay }),
  };
}

function bodyOf({ body, text, base64 }: CannedAnswer, scope: JsonObject): string | Uint8Array {
  if (base64 !== undefined) return Buffer.from(base64, 'base64');
  return body === undefined ? (text ?? '') : JSON.stringify(filled(body, scope));
}

function headersOf(answer: CannedAnswer): Headers {
  const type = contentTypeOf(answer);
  const { contentEncoding } = answer;
  const headers = new Map<string, string | readonly string[]>();
  if (type !== undefined) headers.set('content-type', type);
  if (contentEncoding !== undefined) headers.set('content-encoding', encodingName(contentEncoding));
  for (const [name, value] of Object.entries(answer.headers ?? {})) {
    if (value === null) headers.delete(name.toLowerCase());
    else headers.set(name.toLowerCase(), value);
  }
  return Object.fromEntries(headers);
}

function contentTypeOf({ body, text, base64, charset = 'utf-8' }: CannedAnswer): string | undefined {
  if (body !== undefined) return `application/json; charset=${charset}`;
  if (text !== undefined) return `text/plain; charset=${charset}`;
  return base64 === undefined ? undefined : 'application/octet-stream';
}
