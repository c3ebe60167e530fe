import type { Json } from '../../json.ts';
import { compareKeys, type KeyOf, markOf, marks } from './keys.ts';
import { firstPage, type Paging, type Position } from './paging.ts';

/** What a list has shown that speaks against its being complete. */
export type Doubt =
  /** Rows came again: something was inserted, or the order is not the same twice. */
  | 'REPEATED'
  /** The app's total changed. */
  | 'TOTAL'
  /** Reading began behind the first record. */
  | 'MIDDLE'
  /** It began at page 1, and nobody knows whether there is a page 0. */
  | 'START'
  /** Records without an id. */
  | 'KEYLESS'
  /** A page of another size before the last one. */
  | 'UNEVEN'
  /** An empty page before others. */
  | 'EMPTY'
  /** The app refuses a page with 404. */
  | 'REFUSED';

/** What is known of a list up to a place in it: plain JSON, because a cursor carries it. */
export interface Chain {
  /** Of the page that is asked next. */
  readonly position: Position;
  /** Rows of that page that were given before. */
  readonly skip: number;
  /** The page may be the first one again: nobody knows yet whether pages count from 0 or 1. */
  readonly isFirstAgain?: boolean | undefined;
  readonly pages: number;
  readonly given: number;
  readonly paging?: Paging | undefined;
  /** Where records have their ids; undefined until there was a record, null where they have none. */
  readonly key?: string | null | undefined;
  /** Of the page that was asked last: its number, or its offset. */
  readonly number?: number | undefined;
  /** Of the ids so far; NONE where there is no order. */
  readonly order?: 'UP' | 'DOWN' | 'NONE' | undefined;
  readonly last?: string | undefined;
  /** The id before the last one. */
  readonly prior?: string | undefined;
  /** The page is asked to come behind `prior`: an honest one has the last record, and no other. */
  readonly isCheck?: boolean | undefined;
  /** Marks of the newest ids, one behind the other. */
  readonly marks: string;
  readonly total?: number | undefined;
  /** Every page so far told its own size as the total. */
  readonly isPageCount?: boolean | undefined;
  /** Of the page before. */
  readonly digest?: string | undefined;
  /** Of a page further back, which is met again where pages go in a circle. */
  readonly landmark?: string | undefined;
  readonly landmarkAt: number;
  /** Empty pages up to here, one after the other. */
  readonly empty: number;
  /** Rows of the largest page. */
  readonly size: number;
  readonly isShort?: boolean | undefined;
  readonly sawNext?: boolean | undefined;
  /** Where next URLs point. */
  readonly host?: string | undefined;
  readonly doubts: readonly Doubt[];
}

export const newChain: Chain = {
  position: firstPage,
  skip: 0,
  pages: 0,
  given: 0,
  marks: '',
  landmarkAt: 1,
  empty: 0,
  size: 0,
  doubts: [],
};

export function withDoubt(chain: Chain, doubt: Doubt): Chain {
  return chain.doubts.includes(doubt) ? chain : { ...chain, doubts: [...chain.doubts, doubt] };
}

/** The ids that a reading remembers: all of its own, and of those before it the marks of the newest. */
export class Memory {
  readonly #seen = new Set<string>();
  readonly #before: ReadonlySet<string>;
  #newest: string[] = [];

  constructor({ marks: text }: Pick<Chain, 'marks'>) {
    this.#before = new Set(splitMarks(text));
  }

  has(key: string): boolean {
    return this.#seen.has(key) || (this.#before.size > 0 && this.#before.has(markOf(key)));
  }

  add(key: string): void {
    this.#seen.add(key);
    this.#newest.push(key);
  }

  /** The marks of the newest `most` ids, of the first `count` that were added. */
  marks(most: number, count: number = this.#newest.length): string {
    const own = this.#newest.slice(Math.max(0, count - most), count).map(markOf);
    const left = most - own.length;
    return [...(left > 0 ? [...this.#before].slice(-left) : []), ...own].join('');
  }

  get size(): number {
    return this.#newest.length;
  }
}

function splitMarks(text: string): readonly string[] {
  return Array.from({ length: countMarks(text) }, (_one, index) => text.slice(index * marks, (index + 1) * marks));
}

export function countMarks(text: string): number {
  return Math.floor(text.length / marks);
}

/** The order of ids after one more. */
export function orderAfter({ order, last }: Pick<Chain, 'order' | 'last'>, key: string): Chain['order'] {
  if (last === undefined || order === 'NONE') return order;
  const found = compareKeys(last, key) < 0 ? 'UP' : 'DOWN';
  return order === undefined || order === found ? found : 'NONE';
}

/** A row of a page, and whether an earlier row has the same id. */
export interface Row {
  readonly record: Json;
  readonly key: string | undefined;
  readonly isRepeated: boolean;
}

/** The rows of a page in the light of those before. An id that continues their order is none of them. */
export function rowsOf(
  records: readonly Json[],
  keyOf: KeyOf | undefined,
  memory: Memory,
  { order, last: before }: Pick<Chain, 'order' | 'last'>,
): readonly Row[] {
  const onPage = new Set<string>();
  let last = before;
  return records.map((record) => {
    const key = keyOf?.(record);
    if (key === undefined) return { record, key, isRepeated: false };
    const isFurther = last !== undefined && order !== 'NONE' && orderAfter({ order, last }, key) === order;
    if (isFurther) last = key;
    const isRepeated = !isFurther && (memory.has(key) || onPage.has(key));
    onPage.add(key);
    return { record, key, isRepeated };
  });
}
