import type { GraphQLSchema } from 'graphql';
import { addAccountConnector } from './account-connector.ts';
import { createBuilder } from './builder.ts';
import { addCallConnectorMethod } from './call-connector-method.ts';
import { addConnector } from './connector.ts';

/** The graph, each noun in reading order. */
export function buildSchema(): GraphQLSchema {
  const builder = createBuilder();
  const connector = addConnector(builder);
  addAccountConnector(builder, connector);
  addCallConnectorMethod(builder);
  return builder.toSchema({ sortSchema: true });
}
