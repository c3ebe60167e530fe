import type { AuditedCall } from '../../context.ts';
import type { BreakerListener } from '../../cyclr/breakers.ts';
import { GatewayError } from '../../errors.ts';
import type { Log } from '../../telemetry/log.ts';

/** Writes the line of a call: who, for which account, what, and how it ended; of one that was denied, by which rule. */
export function logCall(log: Log, { call, error, ms, isReplayed, denial, ...of }: AuditedCall): void {
  const { accountConnectorId, method, kind, known } = call;
  const { caller, requestId, account } = of;
  log.call({
    requestId,
    subject: caller.subject,
    account,
    accountConnectorId,
    connector: known?.accountConnector.connector.name ?? null,
    method: method ?? null,
    methodName: known?.method.name ?? null,
    kind: kind ?? null,
    outcome: outcomeOf(error),
    ...(kind === 'WRITE' && error instanceof GatewayError && { effect: error.outcome }),
    ...(denial && { rule: denial.rule?.name ?? null, roles: caller.roles }),
    ...(isReplayed === true && { replayed: true }),
    ms: Math.round(ms * 10) / 10,
  });
}

function outcomeOf(error: unknown): string {
  if (error === undefined) return 'OK';
  return error instanceof GatewayError ? error.code : 'INTERNAL_SERVER_ERROR';
}

/** Writes a line of the log for every change of a breaker. */
export function logBreaker(log: Pick<Log, 'breaker'>): BreakerListener {
  return ({ account, accountConnectorId }, state) =>
    log.breaker({
      breaker: account === undefined ? 'Cyclr' : 'account connector',
      state,
      account,
      accountConnectorId,
    });
}
