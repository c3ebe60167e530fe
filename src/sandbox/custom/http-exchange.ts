import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import type { AppAnswer, AppRequest, Exchange } from '../answers/exchange.ts';
import { toText } from '../wire/coerce.ts';
import { Refusal } from '../wire/reply.ts';
import type { DefinedCall } from './definition.ts';

/** Whether a custom connector may call this host; by default only this machine. */
export type AllowHost = (host: string) => boolean;

const timeoutMs = 10_000;
const mostBytes = 20_000_000;

/** The third-party app's side of a defined method: a real HTTP request to its endpoint. */
export function createHttpExchange(call: DefinedCall, allowHost: AllowHost): Exchange {
  return async (request) => {
    const { url, headers } = addressOf(call, request);
    if (!allowHost(url.hostname)) {
      throw new Refusal(400, `Failed to build the request: the sandbox may not call ${url.hostname}.`);
    }
    const body =
      call.httpMethod === 'GET' || call.httpMethod === 'HEAD' ? undefined : bodyOf(call, request.body, headers);
    let response: Response;
    try {
      response = await fetch(url, {
        method: call.httpMethod,
        headers,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
        ...(body !== undefined && { body }),
      });
    } catch {
      throw new Refusal(500, 'Failed to call the method');
    }
    return answerOf(response);
  };
}

function addressOf(call: DefinedCall, { parameters, properties, authValue }: AppRequest) {
  const connectorValues = Object.fromEntries(
    call.connectorParameters.map(({ TargetName, DefaultValue }) => [
      TargetName,
      properties[TargetName] ?? DefaultValue ?? '',
    ]),
  );
  const system = {
    Cyclr_Auth_ApiKey: authValue ?? '',
    Cyclr_Auth_Username: basic(authValue)[0],
    Cyclr_Auth_Password: basic(authValue)[1],
  };
  // A connector's own values may hold a scheme and a host; a caller's are one segment of the path.
  const merged = call.endPoint.replace(/\{\{([^}]+)\}\}/g, (_all, name: string) => {
    const key = name.trim();
    const own = toText(parameters[key]);
    return own === undefined
      ? (connectorValues[key] ?? system[key as keyof typeof system] ?? '')
      : encodeURIComponent(own);
  });
  const url = URL.parse(merged);
  if (url === null || !/^https?:$/.test(url.protocol)) throw new Refusal(400, 'Failed to build the request');

  const headers = new Headers({ accept: 'application/json' });
  const carry = (type: string | undefined, name: string, value: string | undefined) => {
    if (value === undefined || value === '') return;
    if (type === 'QueryString') url.searchParams.set(name, value);
    if (type === 'HttpHeader') setHeader(headers, name, value);
  };
  for (const { TargetType, TargetName } of call.connectorParameters)
    carry(TargetType, TargetName, connectorValues[TargetName]);
  for (const { TargetType, TargetName, Name } of call.parameters) {
    const name = TargetName ?? Name;
    carry(TargetType, name, toText(parameters[name]));
  }
  authorise(headers, call.authType, authValue);
  return { url, headers };
}

function setHeader(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value);
  } catch {
    throw new Refusal(400, 'Failed to build the request');
  }
}

/** `AuthValue` as Cyclr keeps it: user and password in base64, or OAuth tokens as JSON. */
function authorise(headers: Headers, authType: string, authValue: string | null): void {
  if (authValue === null || headers.has('authorization')) return;
  if (authType === 'Basic') setHeader(headers, 'authorization', `Basic ${authValue}`);
  if (authType !== 'OAuth2') return;
  const [, token] = /"AccessToken"\s*:\s*"([^"]*)"/i.exec(authValue) ?? [];
  if (token !== undefined) setHeader(headers, 'authorization', `Bearer ${token}`);
}

function basic(authValue: string | null): readonly [string, string] {
  const [user = '', ...password] = Buffer.from(authValue ?? '', 'base64')
    .toString('utf8')
    .split(':');
  return [user, password.join(':')];
}

function bodyOf({ dataType }: DefinedCall, body: Json | undefined, headers: Headers): string | undefined {
  if (body === undefined) return undefined;
  if (dataType === 'Form') {
    headers.set('content-type', 'application/x-www-form-urlencoded');
    return new URLSearchParams(Object.entries(isJsonObject(body) ? formOf(body) : {})).toString();
  }
  if (typeof body === 'string' && dataType !== 'Json') {
    headers.set('content-type', dataType === 'Xml' ? 'application/xml' : 'text/plain; charset=utf-8');
    return body;
  }
  headers.set('content-type', 'application/json');
  return JSON.stringify(body);
}

function formOf(body: JsonObject): Record<string, string> {
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, toText(value) ?? JSON.stringify(value)]));
}

async function answerOf(response: Response): Promise<AppAnswer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > mostBytes) throw new Refusal(500, 'Response data not in expected format');
    chunks.push(chunk);
  }
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    body: Buffer.concat(chunks).toString('utf8'),
  };
}
