/** What the example clients ask; the build types it, and writes it into the manifest of persisted documents. */
import { graphql } from './generated/gql.ts';

/** Typed connectors: completion, selection, and types of every record. */
export const Stores = graphql(/* GraphQL */ `
  query Stores($id: ID!) {
    accountConnector(id: $id) {
      accountId
      id
      name
      mailChimp {
        listStores(count: 10) {
          id
          name
          currencyCode
        }
      }
    }
  }
`);

/** Any method of any connector, by name. */
export const SearchContacts = graphql(/* GraphQL */ `
  mutation SearchContacts($id: ID!, $lastName: String!) {
    callConnectorMethod(
      accountConnectorId: $id
      method: "Search Contacts"
      parameters: { activeOnly: true }
      fields: { LastName: $lastName }
      select: ["Id", "Name", "Email"]
    )
  }
`);

/** What is installed; a normalised cache keeps each once, wherever it was read. */
export const Installed = graphql(/* GraphQL */ `
  query Installed {
    accountConnectors {
      accountId
      id
      name
      authenticated
    }
  }
`);

/** A read as a query: retried, cached, cancelled. */
export const Contacts = graphql(/* GraphQL */ `
  query Contacts($id: ID!) {
    accountConnector(id: $id) {
      accountId
      id
      call(method: "List Contacts") {
        records(first: 3, select: ["Id", "Name"])
      }
    }
  }
`);

/** What is quick at once, what is slow when it is there. */
export const SlowContacts = graphql(/* GraphQL */ `
  query SlowContacts($id: ID!) {
    accountConnector(id: $id) {
      accountId
      id
      name
      ... @defer(label: "contacts") {
        call(method: "List Contacts") {
          records(first: 3, select: ["Id", "Name"])
        }
      }
    }
  }
`);

export const CreateContact = graphql(/* GraphQL */ `
  mutation CreateContact($id: ID!, $lastName: String!) {
    northwindCrmCreateContact(accountConnectorId: $id, input: { lastName: $lastName }) {
      json
    }
  }
`);
