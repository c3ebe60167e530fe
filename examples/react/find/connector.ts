import type { ResultOf } from '@graphql-typed-document-node/core';
import type { AccountConnectors, MethodsOfConnector } from '../documents.ts';

/** An account connector, as the first screen asks for it. */
export type Connector = NonNullable<ResultOf<typeof AccountConnectors>['accountConnectors']>[number];

/** A method, as the list asks for it. */
export type ListedMethod = NonNullable<
  NonNullable<ResultOf<typeof MethodsOfConnector>['accountConnector']>['methods']
>[number];

/** The application that it connects, such as `LedgerBooks v3`. */
export function applicationOf({ connector: { name, version } }: Connector): string {
  return version === null ? name : `${name} ${version}`;
}
