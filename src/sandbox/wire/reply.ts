import type { Json } from '../../json.ts';

/** By name, in lower case. A list is sent as several headers. */
export type Headers = Readonly<Record<string, string | readonly string[]>>;

/** What goes back over the wire. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string | Uint8Array;
}

export const jsonType = 'application/json; charset=utf-8';

export function json(body: unknown, status = 200, headers: Headers = {}): Reply {
  return { status, headers: { 'content-type': jsonType, ...headers }, body: JSON.stringify(body) };
}

export function message(status: number, text: string): Reply {
  return json({ Message: text }, status);
}

/** A success without content: 200 without a body, 204, or the JSON word `null`. */
export function emptyReply(as: 'body' | 'no-content' | 'null'): Reply {
  if (as === 'no-content') return { status: 204, headers: {}, body: '' };
  return { status: 200, headers: { 'content-type': jsonType }, body: as === 'null' ? 'null' : '' };
}

/** A request that Cyclr refuses; the server answers with the status and `{"Message":"…"}`. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;

  constructor(status: number, text: string) {
    super(text);
    this.status = status;
  }
}

export function notFound(what: string): Refusal {
  return new Refusal(404, `${what} could not be found.`);
}

export function unauthorized(): Refusal {
  return new Refusal(401, 'Authorization has been denied for this request.');
}

export function invalid(): Refusal {
  return new Refusal(400, 'The request is invalid.');
}

/** A list that Cyclr pages, already cut. */
export function page(items: readonly Json[] | readonly object[], total: number, pageSize: number): Reply {
  return json(items, 200, {
    'total-records': String(total),
    'total-pages': String(Math.max(1, Math.ceil(total / pageSize))),
  });
}
