import type { Scenario, ScenarioMethod } from '../../src/sandbox/server.ts';

/** Accounts that have everything under the same ids; what belongs to one says so, with its {@link markOf}. */
export const accounts = ['acme', 'globex', 'initech'] as const;
export type Account = (typeof accounts)[number];

/** The account connectors of every account, by their ids. */
export const accountConnectors = {
  1: { connector: 'Books', collection: 'entries' },
  2: { connector: 'Notes', collection: 'notes' },
} as const;
export type AccountConnectorId = keyof typeof accountConnectors;

export const connectors = Object.values(accountConnectors).map(({ connector }) => connector);

/** Of each connector; the first is live. */
const releases = 3;

interface Method {
  readonly id: number;
  readonly identifier: string;
  readonly name: string;
  /** Of an input: its name, and its number in the first release. */
  readonly numbers: Readonly<Record<string, number>>;
}

export interface WriteMethod extends Method {
  /** Where rows stand in its fields; without it a call writes one record. */
  readonly rows?: string;
  /** Whether its answer has the records that it made. */
  readonly showsRecords: boolean;
}

function identifier(digits: string): string {
  return `6f1f4a52-3c0e-4d37-9b1a-0f7d2a9c${digits}`;
}

export const readMethods: Readonly<Record<AccountConnectorId, Readonly<Record<'list' | 'get', Method>>>> = {
  1: {
    list: { id: 101, identifier: identifier('1001'), name: 'List Entries', numbers: {} },
    get: { id: 102, identifier: identifier('1002'), name: 'Get Entry', numbers: { EntryId: 1021 } },
  },
  2: {
    list: { id: 201, identifier: identifier('2001'), name: 'List Notes', numbers: {} },
    get: { id: 202, identifier: identifier('2002'), name: 'Get Note', numbers: { NoteId: 2021 } },
  },
};

export const writeMethods: Readonly<Record<AccountConnectorId, readonly WriteMethod[]>> = {
  1: [
    {
      id: 103,
      identifier: identifier('1003'),
      name: 'Create Entry',
      numbers: { token: 1031, owner: 1032, amount: 1033 },
      showsRecords: true,
    },
    {
      id: 104,
      identifier: identifier('1004'),
      name: 'Create Entries',
      numbers: { token: 1041, owner: 1042, amount: 1043 },
      rows: 'rows',
      showsRecords: true,
    },
  ],
  2: [
    {
      id: 203,
      identifier: identifier('2003'),
      name: 'Create Note',
      numbers: { token: 2031, owner: 2032, amount: 2033 },
      showsRecords: true,
    },
    {
      id: 204,
      identifier: identifier('2004'),
      name: 'Create Note Quietly',
      numbers: { token: 2041, owner: 2042, amount: 2043 },
      showsRecords: false,
    },
  ],
};

/** What stands in everything of an account connector, and in nothing else. */
export function markOf(account: Account, id: AccountConnectorId): string {
  return `of-${account}-${id}`;
}

/** Records whose tokens are no writes'. */
export const standing = 'standing';

export const scenario: Scenario = {
  connectors: [
    {
      Name: 'Books',
      AuthType: 'OAuth2',
      Releases: releasesFrom(5000),
      methods: [
        list(readMethods[1].list, { kind: 'list', of: 'entries', at: 'records' }, '[records]'),
        get(readMethods[1].get, 'EntryId', 'entries'),
        create(writeMethods[1][0], { kind: 'insert', of: 'entries', needs: ['amount'] }, ''),
        create(
          writeMethods[1][1],
          { kind: 'insert', of: 'entries', needs: ['amount'], from: 'rows', at: 'created' },
          '[created].',
        ),
      ],
    },
    {
      Name: 'Notes',
      AuthType: 'ApiKey',
      Releases: releasesFrom(6000),
      refusal: { error: { type: '{{Code}}', message: '{{Message}}' } },
      methods: [
        list(readMethods[2].list, { kind: 'list', of: 'notes' }, '[]'),
        get(readMethods[2].get, 'NoteId', 'notes'),
        create(writeMethods[2][0], { kind: 'insert', of: 'notes', needs: ['amount'] }, ''),
        create(writeMethods[2][1], { kind: 'insert', of: 'notes', needs: ['amount'], says: 'no-content' }, ''),
      ],
    },
  ],
  accounts: accounts.map((account) => ({
    Id: account,
    Name: account,
    accountConnectors: ([1, 2] as const).map((id) => ({
      Id: id,
      Name: markOf(account, id),
      connector: accountConnectors[id].connector,
      AuthValue: 'x',
      records: {
        [accountConnectors[id].collection]: [1, 2, 3].map((number) => ({
          Id: number,
          token: `${standing}.${number}`,
          owner: markOf(account, id),
        })),
      },
    })),
  })),
};

function releasesFrom(first: number) {
  return Array.from({ length: releases }, (_, at) => ({
    Id: first + at,
    ...(at > 0 && {
      upcoming: true,
      ids: { methods: first + at * 100, parameters: first * 10 + at * 100, fields: first * 100 + at * 100 },
    }),
  }));
}

type Answer = NonNullable<ScenarioMethod['answer']>;

function list(method: Method, answer: Answer, at: string): ScenarioMethod {
  return { ...named(method), ResponseFields: shown(`${at}.`), answer };
}

function get(method: Method, by: string, of: string): ScenarioMethod {
  return {
    ...named(method),
    Parameters: [{ Id: method.numbers[by] ?? 0, Name: by, TargetName: by, TargetType: 'QueryString' }],
    ResponseFields: shown(''),
    answer: { kind: 'get', of, by: { parameter: by } },
  };
}

function create(method: WriteMethod | undefined, answer: Answer, at: string): ScenarioMethod {
  if (method === undefined) throw new Error('There is no such method.');
  const { numbers, rows } = method;
  return {
    ...named(method),
    RequestFields: Object.entries(numbers).map(([Name, Id]) => ({
      Id,
      Name,
      Location: rows === undefined ? Name : `[${rows}].${Name}`,
      IsOptional: true,
    })),
    ResponseFields: method.showsRecords ? shown(at) : [],
    answer,
  };
}

function named({ id, identifier: MethodUniqueIdentifier, name: Name }: Method) {
  return { Id: id, MethodUniqueIdentifier, Name, MethodType: 'Action' as const };
}

function shown(before: string) {
  return ['Id', 'token', 'owner'].map((key) => ({ Name: key, Location: `${before}${key}` }));
}
