import type { Target } from './target.ts';
import { type Heard, request, say, type Sent } from './wire.ts';

/** One thing that is done to the gateway, and what a sound one answers. */
export interface Attack {
  readonly name: string;
  /** Of what came, in a few words: see {@link inWords}. */
  readonly expected: RegExp;
  /** The answer must come within this, in milliseconds: a second unless told otherwise. */
  readonly withinMs?: number;
  /** Nothing may have reached the third-party app by it. */
  readonly sendsNone?: boolean;
  run(against: Against): Promise<Heard>;
}

/** What an attack may use: the target, and a caller who is nobody else's. */
export interface Against {
  readonly target: Target;
  readonly authorization: string;
  /** Sends a request with the caller's token. */
  send(what: Sent): Promise<Heard>;
  /** Posts a document with the caller's token. */
  ask(query: string, variables?: unknown): Promise<Heard>;
}

export async function against(target: Target): Promise<Against> {
  const authorization = `Authorization: Bearer ${await target.token()}`;
  const send = ({ headers = [], ...what }: Sent) =>
    say(target.port, request({ ...what, headers: [...headers, authorization] }));
  return {
    target,
    authorization,
    send,
    ask: (query, variables) =>
      send({ body: JSON.stringify({ query, variables }), headers: ['Accept: application/graphql-response+json'] }),
  };
}

/** An attack that is one request of a caller with a good token. */
export function sent(name: string, expected: RegExp, what: Sent, more: Partial<Attack> = {}): Attack {
  return { name, expected, run: ({ send }) => send(what), ...more };
}

/** An attack that is one document of a caller with a good token. */
export function asked(name: string, expected: RegExp, query: string, variables?: unknown): Attack {
  return { name, expected, sendsNone: true, run: ({ ask }) => ask(query, variables) };
}

/** Several answers as one, which is of one status only if all of them are. */
export function together(heard: readonly Heard[]): Heard {
  const statuses = [...new Set(heard.map(({ status }) => status ?? 'cut off'))];
  return {
    status: heard.at(-1)?.status,
    text: heard.map(({ text }) => text).join('\n'),
    ms: Math.max(...heard.map(({ ms }) => ms)),
    ...(statuses.length > 1 && { note: `, of ${statuses.join(' and ')}` }),
  };
}

export const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_one, index) => make(index)).join(' ');
