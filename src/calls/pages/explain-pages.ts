import type { PagingStyle } from '../../connectors/paging-rule.ts';
import type { Limits } from '../../limits.ts';
import type { PlannedCall } from '../plan.ts';
import { countOf } from './envelope.ts';
import { findPaging } from './find-paging.ts';
import { sizeOf } from './list.ts';

/** What is known, before it is asked, of reading a list over its pages. */
export interface PagesExplained {
  /** Undefined where names tell nothing; the first answer may. */
  readonly style: PagingStyle | undefined;
  /** The input that takes the place in the list. */
  readonly place: string | undefined;
  /** The input that takes the size of a page. */
  readonly size: string | undefined;
  readonly pageSize: number | undefined;
  /** Upstream calls of a full read; undefined where that is not known. */
  readonly calls: number | undefined;
  readonly note: string;
}

/** Undefined for a method that may write. */
export function explainPages(planned: PlannedCall, limits: Pick<Limits, 'pages'>): PagesExplained | undefined {
  const { known, kind, rules } = planned;
  if (known === undefined || kind !== 'READ') return undefined;
  const { style, input } = findPaging(known.method, rules.paging, { body: undefined, link: undefined, records: 0 });
  const { size, value } = sizeOf({ ...planned, known });
  const pageSize = countOf(value) ?? (size === undefined ? undefined : rules.paging?.pageSize);
  const calls = style === 'NONE' ? 1 : undefined;
  return { style, place: input?.name, size: size?.name, pageSize, calls, note: noteOn(style, pageSize, limits.pages) };
}

function noteOn(style: PagingStyle | undefined, pageSize: number | undefined, mostPages: number): string {
  if (style === 'NONE') return 'One call answers with everything.';
  if (style === undefined) return 'The inputs tell nothing of pages. One call shows what the answer tells.';
  const each = pageSize === undefined ? 'Every page' : `Every page of ${pageSize} records`;
  const toProve = style === 'PAGE' || style === 'OFFSET' ? ', and up to three more prove the end' : '';
  return `${each} is one upstream call${toProve}; at most ${mostPages} of one "pages". How many records there are is not known before.`;
}
