import { GatewayError } from '../../errors.ts';
import { refusal } from '../refusal.ts';
import type { Answer, Rule } from '../rule.ts';

/** Whether the gateway should be sent requests now. */
export interface Readiness {
  /** Rejects with what is in the way. */
  check(): Promise<void>;
  /** From now on the gateway is not ready. */
  retire(): void;
}

/** Of a gateway that is ready once its upstream has answered; or, where it asks always, while it answers. */
export function createReadiness(
  askUpstream: () => Promise<void>,
  { asksAlways = false }: { readonly asksAlways?: boolean } = {},
): Readiness {
  let isRetired = false;
  let hasAnswered = false;
  return {
    async check() {
      if (isRetired) throw new GatewayError('UPSTREAM_UNAVAILABLE', 'The gateway is shutting down.');
      if (hasAnswered && !asksAlways) return;
      await askUpstream();
      hasAnswered = true;
    },
    retire: () => {
      isRetired = true;
    },
  };
}

/** What is told of a gateway that is ready. */
export interface HealthFacts {
  /** What is held back because it does not answer. */
  readonly breakers: { readonly cyclr: string; readonly accountConnectors: number };
  /** Upstream calls that are on their way, and that wait for a turn. */
  readonly calls: { readonly active: number; readonly waiting: number };
  /** Of answers that their callers have not taken yet. */
  readonly bytesInFlight: number;
}

/**
 * `/health`: the process lives. `/ready`: it can do its work, and how much it does and holds back at present; or 503 and
 * the code of what is in its way.
 */
export function health(readiness: Pick<Readiness, 'check'>, facts: () => HealthFacts): Rule {
  return {
    name: 'health',
    onRequest({ method, url: { pathname } }) {
      if (pathname !== '/health' && pathname !== '/ready') return undefined;
      if (method !== 'GET' && method !== 'HEAD') {
        throw refusal(405, 'BAD_REQUEST', 'Health is asked by GET or HEAD.', {}, { allow: 'GET, HEAD' });
      }
      if (pathname === '/health') return ok();
      return readiness.check().then(() => ok(facts()), unavailable);
    },
  };
}

const json = { 'content-type': 'application/json' };

function ok(facts?: HealthFacts): Answer {
  return { status: 200, headers: json, body: JSON.stringify({ status: 'ok', ...facts }) };
}

function unavailable(error: unknown): Answer {
  const found = (error as { code?: unknown } | undefined)?.code;
  const code = typeof found === 'string' ? found : 'INTERNAL_SERVER_ERROR';
  return { status: 503, headers: json, body: JSON.stringify({ status: 'unavailable', code }) };
}
