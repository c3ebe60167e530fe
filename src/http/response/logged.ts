import { GraphQLError } from 'graphql';
import { GatewayError } from '../../errors.ts';
import { faultOf, type Log } from '../../telemetry/log.ts';
import type { Exchange } from '../exchange.ts';
import type { Rule } from '../rule.ts';
import { originOf } from './errors.ts';

const mostCodes = 20;
const longestName = 100;
const knownPaths: ReadonlySet<string> = new Set(['/', '/graphql', '/health', '/ready']);

/** Writes one line for a request when it has ended, and one for each error that has a cause inside the gateway. */
export function logged(log: Log): Rule {
  return {
    name: 'logged',
    onExecute({ operationNames }, _document, operation) {
      operationNames.push(operation?.name?.value.slice(0, longestName) ?? `(${operation?.operation ?? 'unnamed'})`);
    },
    onErrors(errors, exchange) {
      for (const error of errors) {
        const { code, reason } = error.extensions;
        exchange.codes.push(String(code));
        if (code === 'UNAUTHENTICATED' && typeof reason === 'string') exchange.fault = reason;
        logFault(log, originOf(error), exchange.id);
      }
      return errors;
    },
    onEnd: (exchange) => logRequest(log, exchange),
  };
}

function logRequest(log: Log, exchange: Exchange): void {
  const { id, method, url, status, ms, subject, operationNames, codes, fault } = exchange;
  log.request({
    requestId: id,
    method,
    // A path that a caller made up is not logged.
    path: knownPaths.has(url.pathname) ? url.pathname : '(other)',
    status,
    ms: Math.round(ms * 10) / 10,
    ...(subject !== null && { subject }),
    ...(exchange.isAdmitted && { account: exchange.account }),
    ...(operationNames.length > 0 && {
      operations: operationNames,
      upstreamCalls: exchange.budget.upstreamCalls,
    }),
    ...(codes.length > 0 && { codes: codes.slice(0, mostCodes) }),
    ...(fault !== undefined && { reason: fault }),
  });
}

/** Logs what is behind an error: the cause of a `GatewayError`, and every bug. */
function logFault(log: Log, origin: unknown, requestId: string): void {
  if (origin instanceof GraphQLError) return;
  if (!(origin instanceof GatewayError)) log.bug({ requestId, ...faultOf(origin) });
  else if (origin.cause !== undefined)
    log.warning('failed', { requestId, code: origin.code, ...faultOf(origin.cause) });
}
