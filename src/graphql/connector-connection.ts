import type { AccountScope } from '../context.ts';
import { badUserInput, GatewayError } from '../errors.ts';
import type { Builder, ObjectRef } from './builder.ts';
import type { ConnectorNode } from './connector.ts';
import type { PagePlace } from './page-info.ts';

const standardFirst = 50;
const mostFirst = 500;
/** Of one upstream page. */
const pageSize = 100;

interface Window {
  readonly nodes: readonly ConnectorNode[];
  readonly offset: number;
  readonly hasNextPage: boolean;
}

/** The catalogue as a Relay connection, over Cyclr's pages. */
export function addConnectorConnection(
  builder: Builder,
  connector: ObjectRef<ConnectorNode>,
  pageInfo: ObjectRef<PagePlace>,
): void {
  const edge = builder.objectRef<{ readonly node: ConnectorNode; readonly cursor: string }>('ConnectorEdge').implement({
    description: 'A connector at its place in a connection.',
    fields: (t) => ({
      node: t.field({ type: connector, resolve: ({ node }) => node }),
      cursor: t.exposeString('cursor', { description: 'Where to go on from, as `after`.' }),
    }),
  });
  const connection = builder.objectRef<Window>('ConnectorConnection').implement({
    description: 'A part of the catalogue of connectors.',
    fields: (t) => ({
      edges: t.field({
        type: [edge],
        resolve: ({ nodes, offset }) => nodes.map((node, index) => ({ node, cursor: toCursor(offset + index) })),
      }),
      nodes: t.field({ type: [connector], resolve: ({ nodes }) => [...nodes] }),
      pageInfo: t.field({ type: pageInfo, resolve: placeOf }),
    }),
  });

  builder.queryField('connectors', (t) =>
    t.field({
      type: connection,
      nullable: true,
      description: 'The catalogue of connectors; upstream pages are fetched as needed.',
      args: {
        search: t.arg.string({ description: 'Only those whose name has this in it.' }),
        category: t.arg.string({ description: 'Only those of this category, such as "CRM".' }),
        includeCustom: t.arg.boolean({ description: 'Also connectors of the partner’s own.', defaultValue: false }),
        first: t.arg.int({ description: `How many at most: up to ${mostFirst}.`, defaultValue: standardFirst }),
        after: t.arg.string({ description: 'A cursor: those that come after it.' }),
      },
      resolve: (_root, { search, category, includeCustom, first, after }, { account }) =>
        readWindow(account, {
          search: search ?? undefined,
          category: category ?? undefined,
          includeCustom: includeCustom ?? false,
          first: checkedFirst(first ?? standardFirst),
          offset: after === null || after === undefined ? 0 : fromCursor(after) + 1,
        }),
    }),
  );
}

function placeOf({ nodes, offset, hasNextPage }: Window): PagePlace {
  const at = (index: number) => (nodes.length === 0 ? undefined : toCursor(offset + index));
  return {
    hasNextPage,
    hasPreviousPage: offset > 0,
    startCursor: () => at(0),
    endCursor: () => at(nodes.length - 1),
  };
}

interface Asked {
  readonly search: string | undefined;
  readonly category: string | undefined;
  readonly includeCustom: boolean;
  readonly first: number;
  readonly offset: number;
}

async function readWindow(account: AccountScope, { first, offset, ...filter }: Asked): Promise<Window> {
  const nodes: ConnectorNode[] = [];
  // One more than asked for tells whether there is more.
  for (let page = Math.floor(offset / pageSize) + 1; nodes.length <= first; page++) {
    const connectors = await account.connectors.page({ ...filter, page, pageSize });
    const skipped = Math.max(0, offset - (page - 1) * pageSize);
    nodes.push(...connectors.slice(skipped).map((connector) => ({ connector, account })));
    if (connectors.length < pageSize) break;
  }
  return { nodes: nodes.slice(0, first), offset, hasNextPage: nodes.length > first };
}

function checkedFirst(first: number): number {
  if (first >= 0 && first <= mostFirst) return first;
  throw new GatewayError('LIMIT_EXCEEDED', `"first" must be between 0 and ${mostFirst}; got ${first}.`, {
    details: { limit: mostFirst, found: first },
  });
}

function toCursor(index: number): string {
  return Buffer.from(`connector:${index}`).toString('base64url');
}

function fromCursor(cursor: string): number {
  const [, index] = /^connector:(\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (index !== undefined) return Number(index);
  const message = '"after" must be a cursor that "connectors" gave.';
  throw badUserInput('The connectors cannot be listed', [{ path: ['after'], message, suggestions: [] }]);
}
