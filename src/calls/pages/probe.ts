import type { CatalogPaging } from '../../catalog/catalog.ts';
import type { ConnectorMethod } from '../../connectors/method.ts';
import type { Json } from '../../json.ts';
import type { Limits } from '../../limits.ts';
import type { Calls } from '../call.ts';
import type { StatedCall } from '../stated.ts';
import { findPaging } from './find-paging.ts';
import { pagingInputsOf } from './input-names.ts';
import { digestOf, findKey, keyReader } from './keys.ts';
import { type Pages, rawRecords, type RecordPages } from './pages.ts';
import type { PagingInput } from './paging.ts';

/** What two pages of a list showed. */
export type Probed =
  /** Without a style where page 2 was not another page. */
  | { readonly kind: 'SEEN'; readonly paging: CatalogPaging }
  /** Nothing follows from what came. `why` is a part of a sentence. */
  | { readonly kind: 'OPEN'; readonly why: string };

export interface ProbeOptions {
  readonly calls: Pick<Calls, 'planRead'>;
  readonly pages: Pages;
  readonly limits: Pick<Limits, 'pageRecords' | 'pages'>;
}

/** Records that are asked for of a page. */
const size = 5;

/**
 * Reads two pages of a list, as every list is read, and compares them.
 *
 * @throws GatewayError what the call of the first page fails with, and `METHOD_NOT_READABLE` for a method that may write
 */
export async function probePages(stated: StatedCall, { calls, pages, limits }: ProbeOptions): Promise<Probed> {
  const planned = await calls.planRead(stated);
  const { method } = planned.known;
  if (planned.kind !== 'READ') throw new TypeError('A probe calls no method that may write.');
  const sizeInput = pagingInputsOf(method).size;
  const call = sizeInput === undefined ? stated : { ...stated, [sizeInput.of]: { [sizeInput.id]: size } };
  // Page 1 may turn out to be the first page again: then the second is the third that is asked for.
  const byNames = findPaging(method, undefined, { body: undefined, link: undefined, records: 0 });
  const maxPages = Math.min(limits.pages, byNames.style === 'PAGE' ? 3 : 2);
  const recordsOf = rawRecords(planned);
  const seen: (readonly Json[])[] = [];
  const read = await pages.read(call, { first: limits.pageRecords, maxPages }, (response) => {
    const records = recordsOf(response);
    seen.push(records);
    return records;
  });
  return compare(read, { seen, method, sizeInput });
}

interface Compared {
  readonly seen: readonly (readonly Json[])[];
  readonly method: Pick<ConnectorMethod, 'name'>;
  readonly sizeInput: PagingInput | undefined;
}

function compare({ paging, stopped, error }: RecordPages, { seen, method, sizeInput }: Compared): Probed {
  const { style, input } = paging ?? {};
  const [first = []] = seen;
  if (first.length === 0) return open('it has no records');
  if (style === undefined || style === 'NONE') return open('neither its inputs nor its answer tell of further pages');
  if (error !== undefined) return open(`page 2 failed: ${error.message}`);
  const at = findKey(first, method.name);
  const keyOf = at && keyReader(at);
  const digest = digestOf(first, keyOf);
  const second = seen.slice(1).find((page) => digestOf(page, keyOf) !== digest);
  const isAgain = stopped === 'LOOP' || (style !== 'PAGE' && seen.length > 1);
  if (second === undefined) {
    if (!isAgain) return open(`it gave one page of ${first.length} records`);
    return { kind: 'SEEN', paging: { evidence: `page 2 was page 1 again, on 2 pages of ${first.length} records` } };
  }
  if (second.length === 0) return open(`it gave one page of ${first.length} records`);
  if (keyOf === undefined) return open('its records have no known id to tell pages apart by');
  const ids = new Set(first.map(keyOf));
  const sizes = on(first.length, second.length);
  if (second.some((record) => ids.has(keyOf(record)))) {
    return { kind: 'SEEN', paging: { evidence: `page 2 had records of page 1, ${sizes}` } };
  }
  return {
    kind: 'SEEN',
    paging: {
      style,
      at: input && pathOf(input),
      size: sizeInput !== undefined && first.length === size ? pathOf(sizeInput) : undefined,
      evidence: `page 2 began with another record than page 1, ${sizes}`,
    },
  };
}

function open(why: string): Probed {
  return { kind: 'OPEN', why };
}

function on(first: number, second: number): string {
  return first === second ? `on 2 pages of ${first} records` : `on pages of ${first} and ${second} records`;
}

function pathOf({ of, name }: PagingInput): string {
  return `${of}.${name}`;
}
