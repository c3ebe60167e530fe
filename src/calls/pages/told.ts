import type { Json } from '../../json.ts';
import { countOf, tokenOf, truthOf, valueAt } from './envelope.ts';
import { nextLink } from './links.ts';
import type { Paging } from './paging.ts';

/** What an answer tells of its place in the list. */
export interface Told {
  /** The next cursor or URL. */
  readonly next: Json | undefined;
  /** The answer has a place for it, which may say that there is none. */
  readonly hasPlace: boolean;
  readonly more: boolean | undefined;
  readonly total: number | undefined;
}

export function toldBy(paging: Paging, body: Json | undefined, link: string | undefined): Told {
  const place = paging.next && valueAt(body, paging.next);
  const isLink = paging.style === 'LINK_HEADER';
  const flag = paging.more && truthOf(valueAt(body, paging.more.at));
  return {
    next: isLink ? nextLink(link) : tokenOf(place),
    hasPlace: isLink ? link !== undefined : place !== undefined,
    more: flag === undefined ? undefined : flag !== paging.more?.saysLast,
    total: paging.total && countOf(valueAt(body, paging.total)),
  };
}
