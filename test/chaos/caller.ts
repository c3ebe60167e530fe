import { setTimeout as passed } from 'node:timers/promises';
import { Agent, request } from 'undici';

/** What a caller knows of a write in the end. No gateway has heard of one that is `NOT_RECEIVED`. */
export type Fate = 'APPLIED' | 'NOT_APPLIED' | 'REFUSED' | 'UNCERTAIN' | 'IN_PROGRESS' | 'NOT_RECEIVED' | 'UNKNOWN';

export interface Write {
  readonly account: string;
  readonly accountConnector: string;
  /** Stands in the record, and in no other. */
  readonly marker: string;
  /** Undefined for a write without one, which is sent once. */
  readonly key: string | undefined;
  fate: Fate;
  /** How often it was sent to a gateway. */
  tries: number;
}

/** What callers have seen. */
export interface Tally {
  requests: number;
  succeeded: number;
  /** Answers that hold another record than was asked for. */
  wrong: number;
  /** Requests without an answer long after their deadline. */
  hung: number;
  /** Requests whose connection broke: their replica was killed. */
  broken: number;
  readonly codes: Map<string, number>;
}

export const newTally = (): Tally => ({ requests: 0, succeeded: 0, wrong: 0, hung: 0, broken: 0, codes: new Map() });

export interface CallerOptions {
  /** The graphs of the replicas that are up. */
  readonly urls: () => readonly string[];
  readonly secret: string;
  readonly deadlineMs: number;
  readonly tally: () => Tally;
  /** For how long a keyed write is tried again, in milliseconds. */
  readonly patienceMs: number;
}

interface Body {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly extensions: Record<string, unknown> }[];
}

/** Callers as they should be: one that is told to come back comes back, with the same key. */
export function createCaller({ urls, secret, deadlineMs, tally, patienceMs }: CallerOptions) {
  const agent = new Agent({ connections: 512, keepAliveTimeout: 1000 });
  let turn = 0;

  /** Undefined where nothing came. */
  async function ask(account: string, query: string, variables: unknown): Promise<Body | undefined> {
    const all = urls();
    const url = all[(turn += 1) % all.length] ?? '';
    const seen = tally();
    seen.requests += 1;
    try {
      const { body } = await request(url, {
        method: 'POST',
        dispatcher: agent,
        signal: AbortSignal.timeout(deadlineMs + 5000),
        headers: {
          'content-type': 'application/json',
          'x-router-secret': secret,
          'x-cyclr-account': account,
          'x-deadline-ms': String(deadlineMs),
        },
        body: JSON.stringify({ query, variables }),
      });
      const answer = (await body.json()) as Body;
      for (const { extensions } of answer.errors ?? []) {
        const code = String(extensions['code']);
        seen.codes.set(code, (seen.codes.get(code) ?? 0) + 1);
      }
      return answer;
    } catch (error) {
      if ((error as Error).name === 'TimeoutError') seen.hung += 1;
      else seen.broken += 1;
      return undefined;
    }
  }

  async function tryWrite(write: Write): Promise<{ readonly fate: Fate; readonly waitMs: number | undefined }> {
    write.tries += 1;
    const answer = await ask(write.account, writeDocument, {
      id: write.accountConnector,
      key: write.key ?? null,
      fields: { LastName: write.marker },
    });
    const [record] = (answer?.data?.['write'] ?? []) as readonly Record<string, unknown>[];
    if (record !== undefined) {
      if (record['LastName'] === write.marker) tally().succeeded += 1;
      else tally().wrong += 1;
      return { fate: 'APPLIED', waitMs: undefined };
    }
    const { outcome, retriable, retryAfterSeconds } = answer?.errors?.[0]?.extensions ?? {};
    const fate = (outcome as Fate | undefined) ?? 'UNKNOWN';
    const isOpen = fate === 'UNKNOWN' || fate === 'IN_PROGRESS' || fate === 'UNCERTAIN' || retriable === true;
    return { fate, waitMs: isOpen ? Number(retryAfterSeconds ?? 0) * 1000 : undefined };
  }

  return {
    async write(write: Write): Promise<void> {
      const until = Date.now() + patienceMs;
      for (let backOffMs = 200; ; backOffMs = Math.min(backOffMs * 2, 5000)) {
        const { fate, waitMs } = await tryWrite(write);
        write.fate = fate;
        if (waitMs === undefined || write.key === undefined || Date.now() + waitMs > until) return;
        await passed(Math.max(waitMs, backOffMs) * (1 + Math.random()));
      }
    },

    async read(account: string, accountConnector: string, expected: string): Promise<void> {
      const answer = await ask(account, readDocument, { id: accountConnector });
      const found = (answer?.data?.['accountConnector'] as { call?: { body?: unknown } } | null | undefined)?.call
        ?.body;
      if (found === undefined || found === null) return;
      if (JSON.stringify(found).includes(expected)) tally().succeeded += 1;
      else tally().wrong += 1;
    },

    /** What became of a write, by its key. */
    async outcomeOf({ account, key }: Write): Promise<Fate> {
      const answer = await ask(account, outcomeDocument, { key });
      if (answer?.errors !== undefined) return 'UNKNOWN';
      const found = answer?.data?.['writeOutcome'] as { readonly outcome: Fate } | null | undefined;
      return found === null ? 'NOT_RECEIVED' : (found?.outcome ?? 'UNKNOWN');
    },

    ask,
    close: () => agent.destroy(),
  };
}

const writeDocument = `mutation ($id: ID!, $key: String, $fields: JSONObject) {
  write: callConnectorMethod(accountConnectorId: $id, method: "Create Contact", fields: $fields, idempotencyKey: $key)
}`;
const readDocument = `query ($id: ID!) {
  accountConnector(id: $id) { call(method: "Get Contact", parameters: { ContactId: "1001" }) { body } }
}`;
const outcomeDocument = 'query ($key: String!) { writeOutcome(idempotencyKey: $key) { outcome } }';
