import type { Wire } from './lossy-proxy.ts';

/** What goes wrong for a while. */
export interface Phase {
  readonly name: string;
  /** A fault of the sandbox. */
  readonly fault?: Readonly<Record<string, unknown>>;
  readonly wire?: Wire;
  readonly does?: 'KILL_REPLICA' | 'RESTART_REDIS' | 'RELEASE';
  /** Nothing gets through: what is sent to Cyclr is counted. */
  readonly isOutage?: boolean;
}

const on = '/methods/';
const often = { on, chance: 0.3 };

export const phases: readonly Phase[] = [
  { name: 'nothing' },
  { name: 'answers are late', fault: { fault: 'latency', ms: 400, ...often } },
  { name: 'calls hang', fault: { fault: 'hang', ...often } },
  { name: 'the connection is cut before the work', fault: { fault: 'reset', ...often } },
  { name: 'the connection is cut after the work', fault: { fault: 'reset', applied: true, ...often } },
  { name: 'answers are cut', fault: { fault: 'truncated', ...often } },
  { name: 'answers are cut at every byte', wire: { kind: 'CUT_WITHIN', mostBytes: 700 } },
  { name: 'answers are no JSON', fault: { fault: 'broken-json', ...often } },
  { name: 'answers are empty', fault: { fault: 'empty', ...often } },
  { name: 'pages of a proxy', fault: { fault: 'html', status: 502, ...often } },
  { name: 'pages after the work', fault: { fault: 'html', status: 502, applied: true, ...often } },
  { name: 'Cyclr limits its rate', fault: { fault: 'rate-limited', retryAfter: '1', ...often } },
  { name: 'an application limits its rate', fault: { fault: 'rate-limited', by: 'app', retryAfter: '1', ...often } },
  { name: 'an application refuses', fault: { fault: 'app-refuses', status: 422, ...often } },
  { name: 'tokens end', fault: { fault: 'unauthorized', ...often } },
  { name: 'no tokens are given', fault: { fault: 'html', status: 503, on: '/oauth/token' } },
  { name: 'a new release', does: 'RELEASE' },
  { name: 'Cyclr drops everything', wire: { kind: 'CUT_BEFORE' }, isOutage: true },
  { name: 'Cyclr is gone', wire: { kind: 'CLOSED' } },
  { name: 'a replica is killed', does: 'KILL_REPLICA' },
  { name: 'Redis is restarted', does: 'RESTART_REDIS' },
];
