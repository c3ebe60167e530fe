import { GatewayError } from '../../errors.ts';
import type { AccountConnectorId } from '../../ids.ts';
import type { Planner } from '../plan.ts';
import { createResponse } from '../response.ts';
import type { SendCall } from '../send.ts';
import { type Findings, matching } from './findings.ts';
import type { Look } from './look.ts';

export interface Finder {
  /** Reads in the third-party app, as the caller may. @throws GatewayError what the read fails with */
  find(of: AccountConnectorId, look: Look): Promise<Findings>;
}

export interface FinderOptions {
  readonly planner: Pick<Planner, 'plan'>;
  readonly send: SendCall;
  /** Told of reads that fail because the rule is wrong. */
  readonly onFault: (look: Look, failure: GatewayError) => void;
}

export function createFinder({ planner, send, onFault }: FinderOptions): Finder {
  return {
    async find(accountConnectorId, look) {
      const { read: method, parameters, fields, pageRecords } = look;
      try {
        const planned = await planner.plan({ accountConnectorId, method, parameters, fields, mergeFields: {} }, 'READ');
        const answer = await send(planned);
        const cut = { select: undefined, at: undefined };
        const read = createResponse({ answer, planned, cut, count: () => undefined, toFailure: (error) => error });
        const records = read.records();
        return { matches: matching(records, look), isWhole: records.length < pageRecords };
      } catch (error) {
        if (error instanceof GatewayError && faultsOfRule.has(error.code)) onFault(look, error);
        throw error;
      }
    },
  };
}

const faultsOfRule: ReadonlySet<string> = new Set([
  'BAD_USER_INPUT',
  'METHOD_AMBIGUOUS',
  'METHOD_NOT_FOUND',
  'METHOD_NOT_READABLE',
]);
