import { request } from 'undici';
import { sandboxAccount, sandboxCredentials } from '../../src/sandbox/server.ts';

/** A Cyclr to be audited: the sandbox, or a real one. */
export interface Audited {
  readonly url: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** An account that may be read, and changed by promises that write. */
  readonly account: string;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined when it is not. */
  readonly json: unknown;
}

export interface Ask {
  readonly body?: string | object;
  /** The account header; null for none. */
  readonly account?: string | null;
  /** The token; null for none. */
  readonly token?: string | null;
  /** Others, which take the place of those that go out by themselves. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Client extends Audited {
  /** A partner's token, or one that is restricted to an account. */
  token(form?: Record<string, string>, method?: 'GET' | 'POST'): Promise<Reply>;
  /** `path` is what follows `/v1.0/`, as it goes out. */
  ask(method: string, path: string, ask?: Ask): Promise<Reply>;
}

export async function createClient(audited: Audited): Promise<Client> {
  const send = async (url: string, init: RequestInit): Promise<Reply> => {
    const response = await fetch(url, { redirect: 'manual', ...init, signal: AbortSignal.timeout(30_000) });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  };
  const token = (form: Record<string, string> = {}, method: 'GET' | 'POST' = 'POST') => {
    const { clientId: client_id, clientSecret: client_secret } = audited;
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret, ...form });
    return method === 'GET' ? getWithBody(audited.tokenUrl, body) : send(audited.tokenUrl, { method, body });
  };
  const grant = await token();
  const granted = textAt(grant.json, 'access_token');
  if (granted === '') throw new Error(`${audited.tokenUrl} gave no token: ${grant.status} ${grant.text.slice(0, 200)}`);
  return {
    ...audited,
    token,
    ask: (method, path, { body, account = audited.account, token: bearer = granted, headers } = {}) =>
      send(`${audited.url}/v1.0/${path}`, {
        method,
        headers: {
          ...(bearer !== null && { authorization: `Bearer ${bearer}` }),
          ...(account !== null && { 'x-cyclr-account': account }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
  };
}

/** `fetch` sends no body with a GET. */
async function getWithBody(url: string, form: URLSearchParams): Promise<Reply> {
  const { statusCode, headers, body } = await request(url, {
    method: 'GET',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await body.text();
  const single = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
  return { status: statusCode, headers: new Headers(single), text, json: parsed(text) };
}

/** A client of a sandbox, for its demo account. */
export function createSandboxClient({ url }: { readonly url: string }): Promise<Client> {
  return createClient({ url, tokenUrl: `${url}/oauth/token`, ...sandboxCredentials, account: sandboxAccount });
}

export function textAt(value: unknown, key: string): string {
  const found = at(value, key);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}

export function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

export function listOf(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? (value as readonly Record<string, unknown>[]) : [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
