import type { Location } from '../../connectors/location.ts';
import { readRecords } from '../../connectors/records.ts';
import type { Json } from '../../json.ts';
import type { Limits } from '../../limits.ts';
import type { Calls, CountAnswer, Stated } from '../call.ts';
import type { PlannedCall } from '../plan.ts';
import type { CallResponse } from '../response.ts';
import { checkCut } from '../stated.ts';
import { type AskedPages, checkAsked } from './asked.ts';
import type { Cursors } from './cursor.ts';
import { createDeadline } from './deadline.ts';
import { follow, type Followed } from './follow.ts';
import { baseOf, identityOf, startOf, withPosition } from './list.ts';

/** Reads lists over as many pages as it takes. */
export interface Pages {
  /**
   * Reads the records of a list, page by page.
   *
   * @param recordsOf the records of one answer. @default as `records` of a call gives them
   * @throws GatewayError what the call of the first page fails with, and `BAD_USER_INPUT` for bounds and cursors that do not fit
   */
  read(
    stated: Stated,
    asked: AskedPages,
    recordsOf?: (response: CallResponse) => readonly Json[],
  ): Promise<RecordPages>;
}

export interface RecordPages extends Omit<Followed, 'next' | 'chainAt'> {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** Where to go on from; undefined where nothing was read. */
  endCursor(): string | undefined;
  /** Where to go on from behind a node. */
  cursorAt(index: number): string;
}

export interface PagesOptions {
  readonly account: string;
  readonly calls: Pick<Calls, 'read' | 'planRead'>;
  readonly cursors: Cursors;
  readonly countAnswer: CountAnswer;
  /** When the request must have ended, in milliseconds since the epoch. */
  readonly endsAt: number;
  readonly limits: PageLimits;
}

export type PageLimits = Pick<Limits, 'pageRecords' | 'pages' | 'emptyPages' | 'cursorKeys'>;

export function createPages({ account, calls, cursors, countAnswer, endsAt, limits }: PagesOptions): Pages {
  return {
    async read(stated, asked, recordsOf) {
      const { first, after, maxPages } = checkAsked(asked, limits);
      const { select, ...call } = typeof stated === 'function' ? stated() : stated;
      const cut = checkCut({ select, recordsAt: call.recordsAt });
      const opened = after === undefined ? undefined : cursors.open(after);
      opened?.assertOf({ account, accountConnector: call.accountConnectorId });
      const planned = await calls.planRead({ ...call, select });
      const { method } = planned.known;
      const list = identityOf(account, planned, call.recordsAt);
      const base = baseOf(planned, call);
      const start = opened?.placeIn(list) ?? startOf(planned);
      const toRecords = recordsOf ?? rawRecords(planned, cut.at);

      const ask = async (position: Parameters<typeof withPosition>[1]) => {
        const response = await calls.read(withPosition(base, position));
        const records = toRecords(response);
        return { records, body: response.read((body) => body), link: response.link };
      };
      const { next, chainAt, nodes, ...followed } = await follow(start, {
        facts: { method, rule: planned.rules.paging },
        endPoint: method.endPoint,
        ask,
        first,
        maxPages,
        ...createDeadline(endsAt),
        emptyPages: limits.emptyPages,
        cursorKeys: limits.cursorKeys,
        now: () => performance.now(),
      });
      const given = cut.select === undefined ? nodes : nodes.map(cut.select);
      if (recordsOf === undefined) countAnswer(roughLength(given), 'QUERY');
      const cursorAt = (index: number) => cursors.seal(chainAt(index), list);
      return {
        ...followed,
        nodes: given,
        hasNextPage: next !== undefined,
        hasPreviousPage: after !== undefined,
        endCursor: () =>
          next !== undefined ? cursors.seal(next, list) : nodes.length > 0 ? cursorAt(nodes.length - 1) : after,
        cursorAt,
      };
    },
  };
}

/** Reads the records of an answer, uncounted. */
export function rawRecords(
  { known, rules }: PlannedCall,
  at: Location | undefined = rules.recordsAt,
): (response: CallResponse) => readonly Json[] {
  const fields = known?.method.responseFields ?? [];
  return (response) => response.read((body) => readRecords(body, fields, at));
}

/** Of so many records the length is measured; those between them are taken for as long. */
const measured = 10;

/** In characters. */
function roughLength(records: readonly Json[]): number {
  const step = Math.max(1, Math.floor(records.length / measured));
  const sample = records.filter((_one, index) => index % step === 0);
  const length = sample.reduce<number>((sum, record) => sum + JSON.stringify(record).length, 0);
  return sample.length === 0 ? 0 : (length / sample.length) * records.length;
}
