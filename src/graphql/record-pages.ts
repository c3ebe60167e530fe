import { type GraphQLResolveInfo, responsePathAsArray } from 'graphql';
import type { Context } from '../context.ts';
import type { AskedPages } from '../calls/pages/asked.ts';
import { standardRecords } from '../calls/pages/asked.ts';
import type { RecordPages } from '../calls/pages/pages.ts';
import type { Completeness, Stopped } from '../calls/pages/verdict.ts';
import type { Json } from '../json.ts';
import { limits } from '../limits.ts';
import type { ArgBuilder, Builder, EnumRef, ObjectRef, OptionalArg } from './builder.ts';
import type { PagePlace } from './page-info.ts';

/** What all lists of records that are read over pages have in common. */
export interface PagesRefs {
  readonly pageInfo: ObjectRef<PagePlace>;
  readonly complete: EnumRef<Completeness>;
  readonly stopped: EnumRef<Stopped>;
}

export function addPagesEnums(builder: Builder): Pick<PagesRefs, 'complete' | 'stopped'> {
  return {
    complete: builder.enumType('Completeness', {
      description: 'Whether the records, with those before the cursor, are all of the list.',
      values: {
        YES: { description: 'It is proven: none is missing, and none is there twice.' },
        NO: { description: 'There is more, or something is known to be missing.' },
        UNKNOWN: { description: 'Nobody can tell. One page of an unknown style is never called all.' },
      },
    }),
    stopped: builder.enumType('PagesStopped', {
      description: 'Why reading ended.',
      values: {
        END: { description: 'Nothing further can be asked for.' },
        LIMIT: { description: '`first`, `maxPages` or a limit of the request was reached.' },
        DEADLINE: { description: 'Another page would not have come in time.' },
        ERROR: { description: 'A page failed; `errors` says how. `endCursor` asks for it again.' },
        LOOP: { description: 'The same page came again.' },
        CHANGED: { description: 'The end was reached, and the list had changed while it was read.' },
      },
    }),
  };
}

/** A record at its place in a list. */
export interface Edge {
  readonly node: Json;
  readonly cursor: () => string;
}

export function edgesOf(pages: RecordPages): readonly Edge[] {
  return pages.nodes.map((node, index) => ({ node, cursor: () => pages.cursorAt(index) }));
}

export function addRecordPages(builder: Builder, refs: PagesRefs): ObjectRef<RecordPages> {
  const edge = builder.objectRef<Edge>('RecordEdge').implement({
    description: 'A record at its place in a list.',
    fields: (t) => ({
      node: t.field({ type: 'JSON', resolve: ({ node }) => node }),
      cursor: t.string({ description: 'Where to go on from, as `after`.', resolve: ({ cursor }) => cursor() }),
    }),
  });
  const ref = builder.objectRef<RecordPages>('RecordPages').implement({
    description: 'Records of a list over any number of upstream pages, and whether that is all of them.',
    fields: (t) => ({
      nodes: t.field({
        type: ['JSON'],
        description: 'The records, as they came. One that has an id is never given twice.',
        resolve: ({ nodes }) => [...nodes],
      }),
      edges: t.field({
        type: [edge],
        description: 'The same records, each with its cursor.',
        resolve: (pages) => [...edgesOf(pages)],
      }),
    }),
  });
  addPagesFields(builder, ref, refs);
  return ref;
}

/** Adds the fields that say whether a list is all. */
export function addPagesFields(
  builder: Builder,
  ref: ObjectRef<RecordPages>,
  { pageInfo, complete, stopped }: PagesRefs,
): void {
  builder.objectFields(ref, (t) => ({
    pageInfo: t.field({ type: pageInfo, resolve: placeOf }),
    complete: t.field({
      type: complete,
      description: 'Whether these, with those before `after`, are all records of the list.',
      resolve: (pages) => pages.complete,
    }),
    stopped: t.field({ type: stopped, description: 'Why reading ended.', resolve: (pages) => pages.stopped }),
    reason: t.exposeString('reason', { description: 'How that is known, in a sentence.' }),
    total: t.int({
      nullable: true,
      description: 'How many records there are, as the application says. Null where it does not say.',
      resolve: ({ total }) => (total === undefined || total > 2_147_483_647 ? null : total),
    }),
  }));
}

function placeOf(pages: RecordPages): PagePlace {
  const { hasNextPage, hasPreviousPage, nodes } = pages;
  return {
    hasNextPage,
    hasPreviousPage,
    startCursor: () => (nodes.length === 0 ? undefined : pages.cursorAt(0)),
    endCursor: () => pages.endCursor(),
  };
}

/** The arguments that bound a list. */
export function pagesArguments(arg: ArgBuilder): {
  readonly first: OptionalArg<number>;
  readonly after: OptionalArg<string>;
  readonly maxPages: OptionalArg<number>;
} {
  return {
    first: arg.int({
      description: `How many records at most: from 1 to ${limits.pageRecords} unless the limit is set otherwise. ${standardRecords} where it is left out.`,
    }),
    after: arg.string({
      description: 'A cursor: the records that come after it. It fits the same call with the same inputs only.',
    }),
    maxPages: arg.int({ description: 'How many upstream pages at most.' }),
  };
}

/** Reads a list, and tells the failure of the page that ended it among the errors. */
export async function readPages(
  read: (asked: AskedPages) => Promise<RecordPages>,
  asked: AskedPages,
  { failures }: Pick<Context, 'failures'>,
  info: GraphQLResolveInfo,
): Promise<RecordPages> {
  const { first, after, maxPages } = asked;
  const pages = await read({ first, after, maxPages });
  if (pages.error !== undefined) failures.push({ error: pages.error, path: responsePathAsArray(info.path) });
  return pages;
}
