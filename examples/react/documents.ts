import { graphql } from '../generated/gql.ts';

/** What is installed: the first screen. */
export const AccountConnectors = graphql(/* GraphQL */ `
  query AccountConnectors {
    accountConnectors {
      accountId
      id
      name
      authenticated
      connector {
        id
        name
        version
      }
    }
  }
`);

/** Asked apart, because the gateway fetches every icon for itself: the list need not wait for them. */
export const ConnectorIcons = graphql(/* GraphQL */ `
  query ConnectorIcons {
    accountConnectors {
      accountId
      id
      connector {
        id
        icon
      }
    }
  }
`);

export const MethodsOfConnector = graphql(/* GraphQL */ `
  query MethodsOfConnector($accountConnectorId: ID!) {
    accountConnector(id: $accountConnectorId) {
      accountId
      id
      methods {
        uniqueIdentifier
        id
        name
        description
        category
        kind
      }
    }
  }
`);

export const MethodToCall = graphql(/* GraphQL */ `
  query MethodToCall($accountConnectorId: ID!, $method: String!) {
    accountConnector(id: $accountConnectorId) {
      accountId
      id
      method(method: $method) {
        uniqueIdentifier
        id
        name
        description
        category
        kind
        methodType
        endPoint
        warning
        inputSchema
      }
    }
  }
`);

/** Asked apart, because choices are looked up in the third-party app: a form is there before them, and without them. */
export const InputChoices = graphql(/* GraphQL */ `
  query InputChoices($accountConnectorId: ID!, $method: String!) {
    accountConnector(id: $accountConnectorId) {
      accountId
      id
      method(method: $method) {
        uniqueIdentifier
        id
        inputSchema(withChoices: true)
      }
    }
  }
`);

/** Calls a method that only reads. */
export const ReadMethod = graphql(/* GraphQL */ `
  query ReadMethod($connector: ID!, $method: String!, $parameters: JSONObject, $fields: JSONObject) {
    accountConnector(id: $connector) {
      call(method: $method, parameters: $parameters, fields: $fields) {
        records
        body
      }
    }
  }
`);

/** Reads a list over its pages, from a cursor on. */
export const ReadPages = graphql(/* GraphQL */ `
  query ReadPages(
    $connector: ID!
    $method: String!
    $parameters: JSONObject
    $fields: JSONObject
    $first: Int
    $after: String
  ) {
    accountConnector(id: $connector) {
      pages(method: $method, parameters: $parameters, fields: $fields, first: $first, after: $after) {
        nodes
        complete
        reason
        pageInfo {
          endCursor
          hasNextPage
        }
      }
    }
  }
`);

/** Calls a method that may write. */
export const WriteMethod = graphql(/* GraphQL */ `
  mutation WriteMethod($connector: ID!, $method: String!, $parameters: JSONObject, $fields: JSONObject) {
    callConnectorMethod(accountConnectorId: $connector, method: $method, parameters: $parameters, fields: $fields)
  }
`);
