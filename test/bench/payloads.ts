/** What the upstream of the benchmark holds: one account connector with three reads that answer 2, 100 and 10,000 records. */

export const account = 'bench';
export const accountConnectorId = '12345';
export const connectorName = 'Bench';
export const upstreamToken = 'T';

/** By the letter of its work. */
export type Size = 'S' | 'M' | 'L';

export interface BenchMethod {
  readonly name: string;
  readonly identifier: string;
  /** Its field in the graph. */
  readonly field: string;
  readonly records: readonly BenchRecord[];
}

export interface BenchRecord {
  readonly Id: string;
  readonly FirstName: string;
  readonly LastName: string;
  readonly Name: string;
  readonly Email: string;
  readonly Company: string;
  readonly Active: boolean;
  readonly Score: number;
}

export const benchMethods: Readonly<Record<Size, BenchMethod>> = {
  S: methodOf(2, '6f1f4a52-3c0e-4d37-9b1a-0f7d2a9c5e10'),
  M: methodOf(100, '6f1f4a52-3c0e-4d37-9b1a-0f7d2a9c5e11'),
  L: methodOf(10_000, '6f1f4a52-3c0e-4d37-9b1a-0f7d2a9c5e12'),
};

function methodOf(count: number, identifier: string): BenchMethod {
  return {
    name: `Get Contacts ${count}`,
    identifier,
    field: `getContacts${count}`,
    records: Array.from({ length: count }, (_none, index) => recordOf(index)),
  };
}

function recordOf(index: number): BenchRecord {
  const first = ['John', 'Jane', 'Alex', 'Maria', 'Wei', 'Omar', 'Ines', 'Tom'][index % 8] ?? '';
  const last = ['Doe', 'Roe', 'Smith', 'Lopez', 'Chen', 'Haddad', 'Costa', 'Berg'][(index >> 3) % 8] ?? '';
  return {
    Id: String(1001 + index),
    FirstName: first,
    LastName: last,
    Name: `${first} ${last}`,
    Email: `${first}.${last}${index}@example.com`.toLowerCase(),
    Company: 'Example Ltd',
    Active: index % 3 !== 0,
    Score: index % 100,
  };
}

/** The inputs of every call, by their names. */
export const parameters = { listId: '7', pageSize: '100' };
export const fields = { Email: 'johndoe@example.com', FirstName: 'John' };

const parameterIds: Readonly<Record<string, number>> = { listId: 400123, pageSize: 400124 };
const fieldIds: Readonly<Record<string, number>> = { Email: 24718360, FirstName: 24718361 };

export const numberedParameters = numbered(parameters, parameterIds);
export const numberedFields = numbered(fields, fieldIds);

function numbered(given: Readonly<Record<string, unknown>>, ids: Readonly<Record<string, number>>) {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [String(ids[name]), value]));
}

/** As Cyclr lists the methods. */
export const listing = Object.values(benchMethods).map(({ name, identifier, records: [record] }, index) => ({
  Id: 1571282 + index,
  Name: name,
  Category: 'Contacts',
  MethodType: 'Action',
  EndPoint: 'https://example.com/contacts',
  MethodUniqueIdentifier: identifier,
  Parameters: Object.entries(parameterIds).map(([input, Id]) => ({
    ...listed(Id, input),
    TargetType: 'QueryString',
    TargetName: input,
    IsSensitive: false,
  })),
  RequestFields: Object.entries(fieldIds).map(([input, Id]) => ({ ...listed(Id, input), Location: input })),
  ResponseFields: Object.entries(record ?? {}).map(([key, value], at) => ({
    ...listed(30902523 + at, key, typeof value),
    Location: `[records].${key}`,
  })),
}));

function listed(Id: number, Name: string, type = 'string') {
  const DataType = type === 'boolean' ? 'Boolean' : type === 'number' ? 'Integer' : 'Text';
  return { Id, Name, IsOptional: true, DataType, Values: [] };
}

export const accountConnector = {
  Id: Number(accountConnectorId),
  Name: 'Bench',
  Authenticated: true,
  Connector: { Id: 77, Name: connectorName, Version: null, Categories: [], Authentication: [] },
  Properties: [],
  CustomFields: [],
};
