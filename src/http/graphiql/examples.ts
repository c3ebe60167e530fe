/** A tab of GraphiQL that works as it stands. */
export interface Example {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The tabs of GraphiQL, in the order a newcomer wants them; each works as it stands on the sandbox. */
export const examples: readonly Example[] = [
  {
    query: `# 1. The first call: press the pink button.
#    The other tabs go on from here.
mutation SearchContacts {
  callConnectorMethod(
    accountConnectorId: "1873"
    method: "Search Contacts"
    parameters: { activeOnly: true }
    fields: { LastName: "Doe" }
  )
}
`,
  },
  {
    query: `# 2. The same application with types: pulled into a
#    catalog, its methods are fields.
query Stores {
  accountConnector(id: "1874") {
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
`,
  },
  {
    query: `# 3. The same call in numbers: one upstream call.
#    Numbers change with every release of a
#    connector; names rarely do.
mutation SearchContactsByNumber($parameters: JSONObject, $fields: JSONObject) {
  callConnectorMethod(
    accountConnectorId: "1873"
    method: "6f1f4a52-3c0e-4d37-9b1a-0f7d2a9c5e11"
    parameters: $parameters
    fields: $fields
  )
}
`,
    variables: { parameters: { '400123': 'true' }, fields: { '24718360': 'Doe' } },
  },
  {
    query: `# 4. What can be called? Start here with an
#    account of your own.
query AccountConnectors {
  accountConnectors {
    id
    name
    authenticated
    connector {
      name
      version
      categories
    }
  }
}
`,
  },
  {
    query: `# 5. Finding a method, its inputs, their choices.
query FindMethod {
  accountConnector(id: "1873") {
    methods(search: "contact", kind: WRITE) {
      name
      description
      parameters {
        name
        targetName
        optional
      }
      requestFields {
        name
        location
        optional
        values
        options {
          name
          value
        }
      }
    }
  }
}
`,
  },
  {
    query: `# 6. Reading as a query. Identical reads are sent
#    once, and only what is selected is kept.
query Newsletter {
  accountConnector(id: "1874") {
    stores: call(method: "List Stores", parameters: { count: 1 }) {
      records(select: ["name", "platform"])
      body
    }
    customers: call(method: "List Customers", parameters: { store_id: "store_001" }) {
      records(select: ["email_address", "address.city"])
    }
  }
}
`,
  },
  {
    query: `# 7. What exactly would be sent? Nothing is.
query Explain {
  accountConnector(id: "1873") {
    explain(method: "Create Contact", fields: { FirstName: "Mary", LastName: "Moe" }) {
      kind
      httpMethod
      path
      body
      connectorRelease
      resolved
    }
  }
}
`,
  },
  {
    query: `# 8. Errors say what to do, everything at once.
query Errors {
  misspelt: accountConnector(id: "1873") {
    call(method: "Search Contacts", parameters: { activOnly: true }, fields: { Lastnam: "Doe" }) {
      records
    }
  }
  disconnected: accountConnector(id: "1879") {
    call(method: "List Contacts") {
      records
    }
  }
  writes: accountConnector(id: "1873") {
    call(method: "Create Contact", fields: { LastName: "Moe" }) {
      records
    }
  }
}
`,
  },
  {
    query: `# 9. The catalogue of connectors.
query Catalogue {
  connectors(first: 5, category: "CRM") {
    nodes {
      id
      name
      version
      description
      icon
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`,
  },
  {
    query: `# 10. What is slow comes later (@defer): the answer
#     is in parts, and GraphiQL puts them together.
query SlowPart {
  accountConnector(id: "1873") {
    name
    ... @defer {
      call(method: "List Contacts") {
        records(first: 2)
      }
    }
  }
}
`,
  },
  {
    query: `# 11. For another account: the header below, under
#     "Headers". With tokens, it must be one of the token's.
query OtherAccount {
  account {
    id
    accountConnectors {
      name
    }
  }
}
`,
    headers: { 'X-Cyclr-Account': 'demo-globex' },
  },
];
