/**
 * A GraphQL server with nothing on, in front of the same upstream: `node peer.mjs yoga` or `mercurius`. It has what the
 * works S, M, L, D and Q ask, and no tokens, policy, limits, errors, names or log.
 */
import { createServer } from 'node:http';
import Fastify from 'fastify';
import { GraphQLScalarType } from 'graphql';
import { createSchema, createYoga } from 'graphql-yoga';
import mercurius from 'mercurius';
import { Pool } from 'undici';

const { UPSTREAM, TOKEN, ACCOUNT } = process.env;
const pool = new Pool(UPSTREAM, { connections: 128 });
const headers = { authorization: `Bearer ${TOKEN}`, 'x-cyclr-account': ACCOUNT, 'content-type': 'application/json' };

const typeDefs = `
  scalar JSON
  scalar JSONObject
  type Query { accountConnector(id: ID!): AccountConnector }
  type AccountConnector { call(method: String!, parameters: JSONObject, fields: JSONObject): ConnectorResponse }
  type ConnectorResponse { records: [JSON!]! }
  type Mutation {
    callConnectorMethod(accountConnectorId: ID!, method: String!, parameters: JSONObject, fields: JSONObject): [JSON!]
  }
`;

async function call(id, { method, parameters, fields }) {
  const path = `/v1.0/account/connectors/${id}/methods/${method}`;
  const body = JSON.stringify({ Parameters: parameters, Fields: fields, Mergefields: {} });
  const response = await pool.request({ method: 'POST', path, headers, body });
  return await response.body.json();
}

const resolvers = {
  JSON: new GraphQLScalarType({ name: 'JSON' }),
  JSONObject: new GraphQLScalarType({ name: 'JSONObject' }),
  Query: { accountConnector: (_root, { id }) => ({ id }) },
  AccountConnector: { call: ({ id }, given) => call(id, given) },
  Mutation: {
    callConnectorMethod: async (_root, { accountConnectorId, ...given }) =>
      (await call(accountConnectorId, given)).records,
  },
};

async function listen() {
  if (process.argv[2] === 'mercurius') {
    const app = Fastify();
    app.register(mercurius, { schema: typeDefs, resolvers, path: '/graphql' });
    return app.listen({ port: 0, host: '127.0.0.1' });
  }
  const yoga = createYoga({ schema: createSchema({ typeDefs, resolvers }), logging: false });
  const server = createServer((request, response) => void yoga(request, response));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${server.address().port}`;
}

process.stdout.write(`${await listen()}\n`);
