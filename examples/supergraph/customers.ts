import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, parse } from 'graphql';
import { createYoga } from 'graphql-yoga';
import { customers, type Customer } from './directory.ts';
import { serve } from './serve.ts';

const resolvers = {
  Query: {
    customers: (_root: unknown, { first }: { first: number }) => customers.slice(0, first),
    customer: (_root: unknown, { id }: { id: string }) => byId(id),
  },
  Customer: {
    __resolveReference: ({ id }: { id: string }) => byId(id),
    // What other subgraphs resolve is a key on this side, and nothing else.
    account: ({ account }: Customer) => ({ id: account }),
    accountConnector: ({ account, accountConnector }: Customer) => ({ accountId: account, id: accountConnector }),
    accountConnectors: ({ account, accountConnectors }: Customer) =>
      accountConnectors.map((id) => ({ accountId: account, id })),
  },
};

function byId(id: string): Customer | null {
  return customers.find((customer) => customer.id === id) ?? null;
}

function createSchema(): GraphQLSchema {
  const typeDefs = parse(readFileSync(new URL('customers.graphql', import.meta.url), 'utf8'));
  return buildSubgraphSchema({ typeDefs, resolvers });
}

const { values } = parseArgs({ options: { port: { type: 'string', default: '4001' } } });
const yoga = createYoga({ schema: createSchema(), graphiql: false, landingPage: false, logging: false });
await serve((request, response) => void yoga(request, response), Number(values.port));
