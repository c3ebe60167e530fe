/** A customer as this subgraph keeps it: with ids of account connectors, and nothing else of them. */
export interface Customer {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly accountConnector: string;
  readonly accountConnectors: readonly string[];
}

/** The account connectors that the sandbox has for its account demo-acme. */
const installed = ['1873', '1874', '1875', '1876', '1877', '1878', '1879'] as const;
const at = (index: number): string => installed[index % installed.length] ?? '';

/** Fifty whose references all hold. */
const served = Array.from({ length: 50 }, (_, index): Customer => ({
  id: String(index + 1),
  name: `Branch ${index + 1} of Acme`,
  account: 'demo-acme',
  accountConnector: at(index),
  accountConnectors: [at(index), at(index + 1)],
}));

/** The trouble that real data brings. */
const others: readonly Customer[] = [
  {
    id: 'moved-on',
    name: 'Has uninstalled its CRM',
    account: 'demo-acme',
    accountConnector: '999999',
    accountConnectors: ['1873', '999999', '1874'],
  },
  {
    id: 'globex',
    name: 'Globex',
    account: 'demo-globex',
    accountConnector: '2873',
    accountConnectors: ['2873', '2874'],
  },
  {
    id: 'hoarder',
    name: 'Remembers a thousand account connectors',
    account: 'demo-acme',
    accountConnector: '1873',
    accountConnectors: Array.from({ length: 1000 }, (_, index) => String(500_000 + index)),
  },
];

export const customers: readonly Customer[] = [...served, ...others];
