import { GatewayError } from '../errors.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from '../json.ts';
import type { CyclrRequest, CyclrResponse } from './send.ts';

type Refused = Pick<CyclrRequest, 'reachesApp'>;

/** What an answer that is not a success means. Cyclr's errors are texts, so most of this is reading. */
export function failureOf({ reachesApp }: Refused, response: CyclrResponse): GatewayError {
  const answer = readAnswer(response);
  const failure = answer.relayed ? relayedFailure(answer.relayed, response) : ownFailure(answer, response, reachesApp);
  return reachesApp && mayHaveReachedApp(failure) ? failure.onTheWay() : failure;
}

/** A refusal by the third-party app, with what it said, cut to a readable length. */
export function thirdPartyError(status: number, said: string | undefined): GatewayError {
  const message = bounded(said);
  return new GatewayError(
    'THIRD_PARTY_ERROR',
    `The third-party app refused the call with status ${status}${message === '' ? '.' : `: ${message}`}`,
    { details: { status, message }, retriable: status >= 500 },
  );
}

interface Answer {
  readonly text: string;
  readonly json: Json | undefined;
  /** Cyclr's own words: `{"Message": "…"}`. */
  readonly message: string | undefined;
  readonly isHtml: boolean;
  /** The third-party app's answer as Cyclr retells it in a text. */
  readonly relayed: Relayed | undefined;
}

interface Relayed {
  readonly status: number;
  readonly said: string | undefined;
}

/** Keys of Cyclr's own error objects; anything else is the third-party app's. */
const ownKeys = new Set(['Message', 'MessageDetail', 'ModelState', 'ExceptionMessage', 'ExceptionType', 'StackTrace']);
const mostRead = 64 * 1024;

function readAnswer({ body, contentType }: CyclrResponse): Answer {
  const text = body.subarray(0, mostRead).toString('utf8').trim();
  const isHtml = /^text\/html/i.test(contentType) || /^<(?:!doctype|html)/i.test(text);
  const json = isHtml ? undefined : parsed(text);
  const isOwn = isJsonObject(json) && Object.keys(json).every((key) => ownKeys.has(key));
  const message = isOwn && typeof json['Message'] === 'string' ? json['Message'] : undefined;
  const told = message ?? (json === undefined && !isHtml ? text : '');
  return { text, json, message, isHtml, relayed: readRelayed(told) };
}

/** `404 Not Found\r\n<body>\r\n\r\n\r\nHTTP Request:\r\n…`; the request it ends with carries headers and never leaves. */
function readRelayed(told: string): Relayed | undefined {
  const [, status, rest] = /^([45]\d\d) [^\r\n]*(?:\r?\n([\s\S]*))?$/.exec(told) ?? [];
  if (status === undefined) return undefined;
  const body = (rest ?? '').split(/(?:^|\r?\n)\s*HTTP Request:/)[0]?.trim() ?? '';
  return { status: Number(status), said: whatItSays(parsed(body), body) };
}

function relayedFailure({ status, said }: Relayed, response: CyclrResponse): GatewayError {
  if (status === 401) return notAuthenticated(said);
  if (status === 429) return rateLimited('third-party app', response);
  return thirdPartyError(status, said);
}

function ownFailure(answer: Answer, response: CyclrResponse, reachesApp: boolean): GatewayError {
  const { status } = response;
  const { message } = answer;
  const words = message ?? answer.text;
  if (/unknown client ip address/i.test(words)) {
    return new GatewayError(
      'IP_NOT_ALLOWED',
      "Cyclr does not know this gateway's IP address. Ask Cyclr's support to allow it.",
    );
  }
  if (message !== undefined && /failed to authenticate the connector/i.test(message))
    return notAuthenticated(undefined);
  if (message !== undefined && /^(?:failed to call the method|response data not in expected format)/i.test(message)) {
    return thirdPartyError(status, message);
  }

  const isCyclr = !reachesApp || message !== undefined || answer.isHtml || answer.text === '';
  if (!isCyclr) return passedThrough(answer, response);
  switch (status) {
    case 400:
      return new GatewayError(
        'BAD_USER_INPUT',
        `Cyclr refused the inputs: ${bounded(message) || 'it gave no reason'}`,
        {
          details: { problems: [{ path: [], message: bounded(message), suggestions: [] }] },
        },
      );
    case 401:
      return new GatewayError(
        'UPSTREAM_CREDENTIALS',
        "Cyclr refused the gateway's token twice. Whoever runs the gateway must check its credentials, and that the account exists.",
      );
    case 403:
      return new GatewayError('FORBIDDEN', `Cyclr does not let the gateway do this for the account: ${bounded(words)}`);
    case 404:
      return notFound(message, status);
    case 429:
      return rateLimited('Cyclr', response);
    default:
      return status >= 500
        ? new GatewayError(
            'UPSTREAM_UNAVAILABLE',
            `Cyclr answered ${status}. Try again in a moment.`,
            retryAfter(response),
          )
        : new GatewayError('UPSTREAM_INVALID', `Cyclr answered ${status}, which the gateway does not expect here.`, {
            retriable: false,
          });
  }
}

/** Neither Cyclr's own shape nor its retelling: the third-party app's answer as it came. */
function passedThrough({ json, text }: Answer, response: CyclrResponse): GatewayError {
  const { status } = response;
  const said = whatItSays(json, text);
  if (status === 401) return notAuthenticated(said);
  if (status === 404) return notFound(said, status);
  if (status === 429) return rateLimited('third-party app', response);
  return status === 502 || status === 503 || status === 504
    ? new GatewayError('UPSTREAM_UNAVAILABLE', `Cyclr answered ${status}. Try again in a moment.`, retryAfter(response))
    : thirdPartyError(status, said);
}

/** Ambiguous for a call: who knows what exists decides, and takes the cause where all of it does. */
function notFound(said: string | undefined, status: number): GatewayError {
  return new GatewayError('NOT_FOUND', 'Cyclr does not know what was asked for.', {
    cause: thirdPartyError(status, said),
  });
}

function notAuthenticated(said: string | undefined): GatewayError {
  return new GatewayError(
    'CONNECTOR_NOT_AUTHENTICATED',
    'The third-party app does not accept the credentials of this account connector. Its user must reconnect it.',
    said === undefined ? {} : { details: { message: bounded(said) } },
  );
}

function rateLimited(by: 'Cyclr' | 'third-party app', response: CyclrResponse): GatewayError {
  const { details } = retryAfter(response);
  const wait = 'retryAfterSeconds' in details ? ` Try again in ${String(details['retryAfterSeconds'])} s.` : '';
  return new GatewayError(
    'RATE_LIMITED',
    `${by === 'Cyclr' ? 'Cyclr' : 'The third-party app'} takes no more calls for now.${wait}`,
    {
      details: { by, ...details },
    },
  );
}

function retryAfter({ retryAfter: header }: CyclrResponse): { details: Readonly<Record<string, unknown>> } {
  if (header === undefined) return { details: {} };
  const seconds = /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - Date.now()) / 1000);
  return { details: Number.isFinite(seconds) ? { retryAfterSeconds: Math.max(0, seconds) } : {} };
}

/** Cyclr's own refusals happen before the third-party app is called; a failing Cyclr or the app itself may come after. */
function mayHaveReachedApp({ code, details }: GatewayError): boolean {
  return (
    code === 'THIRD_PARTY_ERROR' ||
    code === 'UPSTREAM_UNAVAILABLE' ||
    code === 'UPSTREAM_INVALID' ||
    (code === 'RATE_LIMITED' && details['by'] === 'third-party app')
  );
}

/** The sentence in a third-party app's error body, wherever such bodies keep it. */
function whatItSays(json: Json | undefined, text: string): string | undefined {
  if (json === undefined) return text.startsWith('<') ? undefined : text;
  if (typeof json === 'string') return json;
  const object = Array.isArray(json) ? (json as readonly Json[]).find(isJsonObject) : json;
  return isJsonObject(object) ? sentenceIn(object, 0) : undefined;
}

const sentenceKeys = ['message', 'error_description', 'detail', 'title', 'error', 'errors', 'description', 'fault'];

function sentenceIn(object: JsonObject, depth: number): string | undefined {
  for (const wanted of sentenceKeys) {
    const key = Object.keys(object).find((name) => name.toLowerCase() === wanted);
    const value = key === undefined ? undefined : object[key];
    const inner = Array.isArray(value) ? (value as readonly Json[])[0] : value;
    if (typeof inner === 'string' && inner !== '') return inner;
    if (isJsonObject(inner) && depth < 3) {
      const found = sentenceIn(inner, depth + 1);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

const longestMessage = 500;

function bounded(said: string | undefined): string {
  const line = (said ?? '').split('HTTP Request:')[0]?.replace(/\s+/g, ' ').trim() ?? '';
  return line.length > longestMessage ? `${line.slice(0, longestMessage).toWellFormed()}…` : line;
}

function parsed(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
