import type { GraphQLSchema } from 'graphql';
import { addAccountConnector } from './account-connector.ts';
import { addAccount } from './account.ts';
import { createBuilder } from './builder.ts';
import { addCallConnectorMethod } from './call-connector-method.ts';
import { addConnectorConnection } from './connector-connection.ts';
import { addConnectorMethod, addMethodKind } from './connector-method.ts';
import { addConnector } from './connector.ts';
import { addMethodInputs } from './method-input.ts';

/** The graph, each noun in reading order. */
export function buildSchema(): GraphQLSchema {
  const builder = createBuilder();
  const kind = addMethodKind(builder);
  const method = addConnectorMethod(builder, kind, addMethodInputs(builder));
  const connector = addConnector(builder, method, kind);
  addConnectorConnection(builder, connector);
  addAccount(builder, addAccountConnector(builder, { connector, method, kind }));
  addCallConnectorMethod(builder);
  return builder.toSchema({ sortSchema: true });
}
