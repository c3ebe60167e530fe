import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { type Json, parseJson } from '../../json.ts';
import { toText } from '../wire/coerce.ts';
import { type Headers, Refusal } from '../wire/reply.ts';
import type { AppAnswer } from './exchange.ts';

/** A request to a third-party app, ready to be sent. */
export interface OutgoingRequest {
  readonly verb: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json | undefined;
  readonly dataType: string;
}

/** Cyclr lets a script run this long. */
const longestMs = 60_000;
const largestAnswer = 50_000_000;

/**
 * Sends the request and follows no redirect.
 *
 * @throws {Refusal} in Cyclr's words, where the host may not be called or does not answer.
 */
export async function sendOut(out: OutgoingRequest, allowedHosts: readonly string[]): Promise<AppAnswer> {
  const url = URL.parse(out.url);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new Refusal(400, 'Failed to build the request: its endpoint is not an http or https URL');
  }
  if (!allowedHosts.some((host) => host === url.host || host === url.hostname)) {
    const hosts = allowedHosts.join(', ');
    throw new Refusal(400, `Failed to build the request: this sandbox may not call ${url.host}, only ${hosts}`);
  }
  const { headers, content } = encoded(out);
  const length = content === undefined ? {} : { 'content-length': String(Buffer.byteLength(content)) };
  const answer = await exchange(url, out.verb, { ...length, ...headers }, content);
  if (out.dataType === 'Json' && answer.status < 400 && !isJson(answer)) {
    throw new Refusal(500, 'Response data not in expected format');
  }
  return answer;
}

/** The request as it goes over the wire; `content-length` is left to the sender. */
export function encoded(out: OutgoingRequest): {
  readonly headers: Readonly<Record<string, string>>;
  readonly content: string | undefined;
} {
  const { contentType, content } = contentOf(out);
  const type = content === undefined ? {} : { 'content-type': contentType };
  return { headers: { accept: 'application/json, */*', ...type, ...out.headers }, content };
}

function contentOf({ verb, body, dataType }: OutgoingRequest): { contentType: string; content: string | undefined } {
  const none = body === undefined || verb === 'GET' || verb === 'HEAD';
  if (dataType === 'Form') {
    const pairs = Object.entries((body ?? {}) as Record<string, Json>).map(([key, value]) => [
      key,
      toText(value) ?? '',
    ]);
    const content = none ? undefined : new URLSearchParams(pairs).toString();
    return { contentType: 'application/x-www-form-urlencoded', content };
  }
  if (typeof body === 'string' && dataType !== 'Json')
    return { contentType: textTypes[dataType] ?? 'text/plain', content: none ? undefined : body };
  return { contentType: 'application/json', content: none ? undefined : JSON.stringify(body) };
}

const textTypes: Readonly<Record<string, string>> = { Xml: 'application/xml', CSV: 'text/csv' };

async function exchange(
  url: URL,
  method: string,
  headers: Readonly<Record<string, string>>,
  content: string | undefined,
): Promise<AppAnswer> {
  try {
    const request: ClientRequest = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
      method,
      headers,
      agent: false,
      signal: AbortSignal.timeout(longestMs),
    });
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request.once('response', resolve).once('error', reject).end(content);
    });
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > largestAnswer) throw new RangeError('too large');
      chunks.push(chunk);
    }
    const status = response.statusCode ?? 500;
    return { status, headers: relayedHeaders(response), body: Buffer.concat(chunks) };
  } catch (cause) {
    throw new Refusal(500, `Failed to call the method: ${(cause as { code?: string }).code ?? 'no answer'}`);
  }
}

/** Which headers Cyclr relays is not known. These say how to read the body and when to call again. */
const relayedNames = /^(?:content-(?:type|encoding|disposition)|location|retry-after|x-ratelimit-.*)$/;

function relayedHeaders({ headers }: IncomingMessage): Headers {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value !== undefined && relayedNames.test(name) ? [[name, value]] : [],
    ),
  );
}

function isJson({ body }: AppAnswer): boolean {
  if (body.length === 0) return true;
  try {
    parseJson(Buffer.from(body).toString('utf8'));
    return true;
  } catch {
    return false;
  }
}
