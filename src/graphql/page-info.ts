import type { Builder, ObjectRef } from './builder.ts';

/** Where a part of a list stands in it. A cursor is made when somebody asks for it. */
export interface PagePlace {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: () => string | undefined;
  readonly endCursor: () => string | undefined;
}

export function addPageInfo(builder: Builder): ObjectRef<PagePlace> {
  return builder.objectRef<PagePlace>('PageInfo').implement({
    description: 'Whether there is more, and where it begins.',
    fields: (t) => ({
      hasNextPage: t.exposeBoolean('hasNextPage'),
      hasPreviousPage: t.exposeBoolean('hasPreviousPage'),
      startCursor: t.string({ nullable: true, resolve: ({ startCursor }) => startCursor() ?? null }),
      endCursor: t.string({ nullable: true, resolve: ({ endCursor }) => endCursor() ?? null }),
    }),
  });
}
