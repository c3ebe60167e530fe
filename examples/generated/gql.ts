/* eslint-disable */
import * as types from './graphql.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query Stores($id: ID!) {\n    accountConnector(id: $id) {\n      accountId\n      id\n      name\n      mailChimp {\n        listStores(count: 10) {\n          id\n          name\n          currencyCode\n        }\n      }\n    }\n  }\n": typeof types.StoresDocument,
    "\n  mutation SearchContacts($id: ID!, $lastName: String!) {\n    callConnectorMethod(\n      accountConnectorId: $id\n      method: \"Search Contacts\"\n      parameters: { activeOnly: true }\n      fields: { LastName: $lastName }\n      select: [\"Id\", \"Name\", \"Email\"]\n    )\n  }\n": typeof types.SearchContactsDocument,
    "\n  query Installed {\n    accountConnectors {\n      accountId\n      id\n      name\n      authenticated\n    }\n  }\n": typeof types.InstalledDocument,
    "\n  query Contacts($id: ID!) {\n    accountConnector(id: $id) {\n      accountId\n      id\n      call(method: \"List Contacts\") {\n        records(first: 3, select: [\"Id\", \"Name\"])\n      }\n    }\n  }\n": typeof types.ContactsDocument,
    "\n  query SlowContacts($id: ID!) {\n    accountConnector(id: $id) {\n      accountId\n      id\n      name\n      ... @defer(label: \"contacts\") {\n        call(method: \"List Contacts\") {\n          records(first: 3, select: [\"Id\", \"Name\"])\n        }\n      }\n    }\n  }\n": typeof types.SlowContactsDocument,
    "\n  mutation CreateContact($id: ID!, $lastName: String!) {\n    northwindCrmCreateContact(accountConnectorId: $id, input: { lastName: $lastName }) {\n      json\n    }\n  }\n": typeof types.CreateContactDocument,
    "\n  query AccountConnectors {\n    accountConnectors {\n      accountId\n      id\n      name\n      authenticated\n      connector {\n        id\n        name\n        version\n      }\n    }\n  }\n": typeof types.AccountConnectorsDocument,
    "\n  query ConnectorIcons {\n    accountConnectors {\n      accountId\n      id\n      connector {\n        id\n        icon\n      }\n    }\n  }\n": typeof types.ConnectorIconsDocument,
    "\n  query MethodsOfConnector($accountConnectorId: ID!) {\n    accountConnector(id: $accountConnectorId) {\n      accountId\n      id\n      methods {\n        uniqueIdentifier\n        id\n        name\n        description\n        category\n        kind\n      }\n    }\n  }\n": typeof types.MethodsOfConnectorDocument,
    "\n  query MethodToCall($accountConnectorId: ID!, $method: String!) {\n    accountConnector(id: $accountConnectorId) {\n      accountId\n      id\n      method(method: $method) {\n        uniqueIdentifier\n        id\n        name\n        description\n        category\n        kind\n        methodType\n        endPoint\n        warning\n        inputSchema\n      }\n    }\n  }\n": typeof types.MethodToCallDocument,
    "\n  query InputChoices($accountConnectorId: ID!, $method: String!) {\n    accountConnector(id: $accountConnectorId) {\n      accountId\n      id\n      method(method: $method) {\n        uniqueIdentifier\n        id\n        inputSchema(withChoices: true)\n      }\n    }\n  }\n": typeof types.InputChoicesDocument,
    "\n  query ReadMethod($connector: ID!, $method: String!, $parameters: JSONObject, $fields: JSONObject) {\n    accountConnector(id: $connector) {\n      call(method: $method, parameters: $parameters, fields: $fields) {\n        records\n        body\n      }\n    }\n  }\n": typeof types.ReadMethodDocument,
    "\n  query ReadPages(\n    $connector: ID!\n    $method: String!\n    $parameters: JSONObject\n    $fields: JSONObject\n    $first: Int\n    $after: String\n  ) {\n    accountConnector(id: $connector) {\n      pages(method: $method, parameters: $parameters, fields: $fields, first: $first, after: $after) {\n        nodes\n        complete\n        reason\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n": typeof types.ReadPagesDocument,
    "\n  mutation WriteMethod($connector: ID!, $method: String!, $parameters: JSONObject, $fields: JSONObject) {\n    callConnectorMethod(accountConnectorId: $connector, method: $method, parameters: $parameters, fields: $fields)\n  }\n": typeof types.WriteMethodDocument,
};
const documents: Documents = {
    "\n  query Stores($id: ID!) {\n    accountConnector(id: $id) {\n      accountId\n      id\n      name\n      mailChimp {\n        listStores(count: 10) {\n          id\n          name\n          currencyCode\n        }\n      }\n    }\n  }\n": types.StoresDocument,
    "\n  mutation SearchContacts($id: ID!, $lastName: String!) {\n    callConnectorMethod(\n      accountConnectorId: $id\n      method: \"Search Contacts\"\n      parameters: { activeOnly: true }\n      fields: { LastName: $lastName }\n      select: [\"Id\", \"Name\", \"Email\"]\n    )\n  }\n": types.SearchContactsDocument,
    "\n  query Installed {\n    accountConnectors {\n      accountId\n      id\n      name\n      authenticated\n    }\n  }\n": types.InstalledDocument,
    "\n  query Contacts($id: ID!) {\n    accountConnector(id: $id) {\n      accountId\n      id\n      call(method: \"List Contacts\") {\n        records(first: 3, select: [\"Id\", \"Name\"])\n      }\n    }\n  }\n": types.ContactsDocument,
    "\n  query SlowContacts($id: ID!) {\n    accountConnector(id: $id) {\n      accountId\n      id\n      name\n      ... @defer(label: \"contacts\") {\n        call(method: \"List Contacts\") {\n          records(first: 3, select: [\"Id\", \"Name\"])\n        }\n      }\n    }\n  }\n": types.SlowContactsDocument,
    "\n  mutation CreateContact($id: ID!, $lastName: String!) {\n    northwindCrmCreateContact(accountConnectorId: $id, input: { lastName: $lastName }) {\n      json\n    }\n  }\n": types.CreateContactDocument,
    "\n  query AccountConnectors {\n    accountConnectors {\n      accountId\n      id\n      name\n      authenticated\n      connector {\n        id\n        name\n        version\n      }\n    }\n  }\n": types.AccountConnectorsDocument,
    "\n  query ConnectorIcons {\n    accountConnectors {\n      accountId\n      id\n      connector {\n        id\n        icon\n      }\n    }\n  }\n": types.ConnectorIconsDocument,
    "\n  query MethodsOfConnector($accountConnectorId: ID!) {\n    accountConnector(id: $accountConnectorId) {\n      accountId\n      id\n      methods {\n        uniqueIdentifier\n        id\n        name\n        description\n        category\n        kind\n      }\n    }\n  }\n": types.MethodsOfConnectorDocument,
    "\n  query MethodToCall($accountConnectorId: ID!, $method: String!) {\n    accountConnector(id: $accountConnectorId) {\n      accountId\n      id\n      method(method: $method) {\n        uniqueIdentifier\n        id\n        name\n        description\n        category\n        kind\n        methodType\n        endPoint\n        warning\n        inputSchema\n      }\n    }\n  }\n": types.MethodToCallDocument,
    "\n  query InputChoices($accountConnectorId: ID!, $method: String!) {\n    accountConnector(id: $accountConnectorId) {\n      accountId\n      id\n      method(method: $method) {\n        uniqueIdentifier\n        id\n        inputSchema(withChoices: true)\n      }\n    }\n  }\n": types.InputChoicesDocument,
    "\n  query ReadMethod($connector: ID!, $method: String!, $parameters: JSONObject, $fields: JSONObject) {\n    accountConnector(id: $connector) {\n      call(method: $method, parameters: $parameters, fields: $fields) {\n        records\n        body\n      }\n    }\n  }\n": types.ReadMethodDocument,
    "\n  query ReadPages(\n    $connector: ID!\n    $method: String!\n    $parameters: JSONObject\n    $fields: JSONObject\n    $first: Int\n    $after: String\n  ) {\n    accountConnector(id: $connector) {\n      pages(method: $method, parameters: $parameters, fields: $fields, first: $first, after: $after) {\n        nodes\n        complete\n        reason\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n": types.ReadPagesDocument,
    "\n  mutation WriteMethod($connector: ID!, $method: String!, $parameters: JSONObject, $fields: JSONObject) {\n    callConnectorMethod(accountConnectorId: $connector, method: $method, parameters: $parameters, fields: $fields)\n  }\n": types.WriteMethodDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Stores($id: ID!) {\n    accountConnector(id: $id) {\n      accountId\n      id\n      name\n      mailChimp {\n        listStores(count: 10) {\n          id\n          name\n          currencyCode\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Stores($id: ID!) {\n    accountConnector(id: $id) {\n      accountId\n      id\n      name\n      mailChimp {\n        listStores(count: 10) {\n          id\n          name\n          currencyCode\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SearchContacts($id: ID!, $lastName: String!) {\n    callConnectorMethod(\n      accountConnectorId: $id\n      method: \"Search Contacts\"\n      parameters: { activeOnly: true }\n      fields: { LastName: $lastName }\n      select: [\"Id\", \"Name\", \"Email\"]\n    )\n  }\n"): (typeof documents)["\n  mutation SearchContacts($id: ID!, $lastName: String!) {\n    callConnectorMethod(\n      accountConnectorId: $id\n      method: \"Search Contacts\"\n      parameters: { activeOnly: true }\n      fields: { LastName: $lastName }\n      select: [\"Id\", \"Name\", \"Email\"]\n    )\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Installed {\n    accountConnectors {\n      accountId\n      id\n      name\n      authenticated\n    }\n  }\n"): (typeof documents)["\n  query Installed {\n    accountConnectors {\n      accountId\n      id\n      name\n      authenticated\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Contacts($id: ID!) {\n    accountConnector(id: $id) {\n      accountId\n      id\n      call(method: \"List Contacts\") {\n        records(first: 3, select: [\"Id\", \"Name\"])\n      }\n    }\n  }\n"): (typeof documents)["\n  query Contacts($id: ID!) {\n    accountConnector(id: $id) {\n      accountId\n      id\n      call(method: \"List Contacts\") {\n        records(first: 3, select: [\"Id\", \"Name\"])\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SlowContacts($id: ID!) {\n    accountConnector(id: $id) {\n      accountId\n      id\n      name\n      ... @defer(label: \"contacts\") {\n        call(method: \"List Contacts\") {\n          records(first: 3, select: [\"Id\", \"Name\"])\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query SlowContacts($id: ID!) {\n    accountConnector(id: $id) {\n      accountId\n      id\n      name\n      ... @defer(label: \"contacts\") {\n        call(method: \"List Contacts\") {\n          records(first: 3, select: [\"Id\", \"Name\"])\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateContact($id: ID!, $lastName: String!) {\n    northwindCrmCreateContact(accountConnectorId: $id, input: { lastName: $lastName }) {\n      json\n    }\n  }\n"): (typeof documents)["\n  mutation CreateContact($id: ID!, $lastName: String!) {\n    northwindCrmCreateContact(accountConnectorId: $id, input: { lastName: $lastName }) {\n      json\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AccountConnectors {\n    accountConnectors {\n      accountId\n      id\n      name\n      authenticated\n      connector {\n        id\n        name\n        version\n      }\n    }\n  }\n"): (typeof documents)["\n  query AccountConnectors {\n    accountConnectors {\n      accountId\n      id\n      name\n      authenticated\n      connector {\n        id\n        name\n        version\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ConnectorIcons {\n    accountConnectors {\n      accountId\n      id\n      connector {\n        id\n        icon\n      }\n    }\n  }\n"): (typeof documents)["\n  query ConnectorIcons {\n    accountConnectors {\n      accountId\n      id\n      connector {\n        id\n        icon\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MethodsOfConnector($accountConnectorId: ID!) {\n    accountConnector(id: $accountConnectorId) {\n      accountId\n      id\n      methods {\n        uniqueIdentifier\n        id\n        name\n        description\n        category\n        kind\n      }\n    }\n  }\n"): (typeof documents)["\n  query MethodsOfConnector($accountConnectorId: ID!) {\n    accountConnector(id: $accountConnectorId) {\n      accountId\n      id\n      methods {\n        uniqueIdentifier\n        id\n        name\n        description\n        category\n        kind\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MethodToCall($accountConnectorId: ID!, $method: String!) {\n    accountConnector(id: $accountConnectorId) {\n      accountId\n      id\n      method(method: $method) {\n        uniqueIdentifier\n        id\n        name\n        description\n        category\n        kind\n        methodType\n        endPoint\n        warning\n        inputSchema\n      }\n    }\n  }\n"): (typeof documents)["\n  query MethodToCall($accountConnectorId: ID!, $method: String!) {\n    accountConnector(id: $accountConnectorId) {\n      accountId\n      id\n      method(method: $method) {\n        uniqueIdentifier\n        id\n        name\n        description\n        category\n        kind\n        methodType\n        endPoint\n        warning\n        inputSchema\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query InputChoices($accountConnectorId: ID!, $method: String!) {\n    accountConnector(id: $accountConnectorId) {\n      accountId\n      id\n      method(method: $method) {\n        uniqueIdentifier\n        id\n        inputSchema(withChoices: true)\n      }\n    }\n  }\n"): (typeof documents)["\n  query InputChoices($accountConnectorId: ID!, $method: String!) {\n    accountConnector(id: $accountConnectorId) {\n      accountId\n      id\n      method(method: $method) {\n        uniqueIdentifier\n        id\n        inputSchema(withChoices: true)\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ReadMethod($connector: ID!, $method: String!, $parameters: JSONObject, $fields: JSONObject) {\n    accountConnector(id: $connector) {\n      call(method: $method, parameters: $parameters, fields: $fields) {\n        records\n        body\n      }\n    }\n  }\n"): (typeof documents)["\n  query ReadMethod($connector: ID!, $method: String!, $parameters: JSONObject, $fields: JSONObject) {\n    accountConnector(id: $connector) {\n      call(method: $method, parameters: $parameters, fields: $fields) {\n        records\n        body\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ReadPages(\n    $connector: ID!\n    $method: String!\n    $parameters: JSONObject\n    $fields: JSONObject\n    $first: Int\n    $after: String\n  ) {\n    accountConnector(id: $connector) {\n      pages(method: $method, parameters: $parameters, fields: $fields, first: $first, after: $after) {\n        nodes\n        complete\n        reason\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query ReadPages(\n    $connector: ID!\n    $method: String!\n    $parameters: JSONObject\n    $fields: JSONObject\n    $first: Int\n    $after: String\n  ) {\n    accountConnector(id: $connector) {\n      pages(method: $method, parameters: $parameters, fields: $fields, first: $first, after: $after) {\n        nodes\n        complete\n        reason\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WriteMethod($connector: ID!, $method: String!, $parameters: JSONObject, $fields: JSONObject) {\n    callConnectorMethod(accountConnectorId: $connector, method: $method, parameters: $parameters, fields: $fields)\n  }\n"): (typeof documents)["\n  mutation WriteMethod($connector: ID!, $method: String!, $parameters: JSONObject, $fields: JSONObject) {\n    callConnectorMethod(accountConnectorId: $connector, method: $method, parameters: $parameters, fields: $fields)\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;