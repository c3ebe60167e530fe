import type { Example } from './graphiql.ts';

/** The tabs of GraphiQL; each works as it stands on the sandbox. */
export const examples: readonly Example[] = [
  {
    query: `# Press the pink button, or Ctrl+Enter: two contacts of the sandbox's CRM answer.
mutation SearchContacts {
  callConnectorMethod(
    accountConnectorId: "1873"
    method: "6f1f4a52-3c0e-4d37-9b1a-0f7d2a9c5e11"
    parameters: { "400123": "true" }
    fields: { "24718360": "Doe" }
  )
}
`,
  },
];
