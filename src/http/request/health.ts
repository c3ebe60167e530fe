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

export function createReadiness(check: () => Promise<void>): Readiness {
  let isRetired = false;
  return {
    async check() {
      if (isRetired) throw new GatewayError('UPSTREAM_UNAVAILABLE', 'The gateway is shutting down.');
      await check();
    },
    retire: () => {
      isRetired = true;
    },
  };
}

/** `/health`: the process lives. `/ready`: it can do its work, or 503 and the code of what is in its way. */
export function health(readiness: Pick<Readiness, 'check'>): Rule {
  return {
    name: 'health',
    onRequest({ method, url: { pathname } }) {
      if (pathname !== '/health' && pathname !== '/ready') return undefined;
      if (method !== 'GET' && method !== 'HEAD') {
        throw refusal(405, 'BAD_REQUEST', 'Health is asked by GET or HEAD.', {}, { allow: 'GET, HEAD' });
      }
      if (pathname === '/health') return ok;
      return readiness.check().then(() => ok, unavailable);
    },
  };
}

const json = { 'content-type': 'application/json' };

const ok: Answer = { status: 200, headers: json, body: JSON.stringify({ status: 'ok' }) };

function unavailable(error: unknown): Answer {
  const found = (error as { code?: unknown } | undefined)?.code;
  const code = typeof found === 'string' ? found : 'INTERNAL_SERVER_ERROR';
  return { status: 503, headers: json, body: JSON.stringify({ status: 'unavailable', code }) };
}
