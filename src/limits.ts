/** What a limit protects; a heading of `docs/limits.md` each. */
export type LimitGroup = 'request' | 'answer' | 'connection' | 'upstream' | 'ledger' | 'callers' | 'file';

export interface Limit {
  readonly group: LimitGroup;
  /** What is counted, in the plural. */
  readonly unit: string;
  readonly default: number;
  /** What it limits, and what happens to what is over it; one sentence without a full stop. */
  readonly sentence: string;
  /** The environment variable that sets it, and the most it can be set to; limits without one are set by programs only. */
  readonly variable?: { readonly name: string; readonly most: number };
}

export type LimitName =
  | 'batchOperations'
  | 'documentTokens'
  | 'documentCharacters'
  | 'nameCharacters'
  | 'depth'
  | 'introspectionDepth'
  | 'aliases'
  | 'rootFields'
  | 'directives'
  | 'deferred'
  | 'mutationFields'
  | 'representations'
  | 'argumentCharacters'
  | 'argumentLevels'
  | 'choiceLookups'
  | 'idempotencyKeyCharacters'
  | 'answerCharacters'
  | 'answerLevels'
  | 'pageRecords'
  | 'pages'
  | 'emptyPages'
  | 'cursorKeys'
  | 'cursorCharacters'
  | 'errors'
  | 'fieldErrors'
  | 'errorCharacters'
  | 'headerBytes'
  | 'headersMs'
  | 'requestMs'
  | 'connections'
  | 'bytesInFlight'
  | 'callerBytesInFlight'
  | 'answerMs'
  | 'upstreamConnections'
  | 'accountCalls'
  | 'accountConnectorCalls'
  | 'waitingCalls'
  | 'accountConnectorWaitingCalls'
  | 'turnMs'
  | 'turnsOfCall'
  | 'upstreamTries'
  | 'retryPercent'
  | 'retriesAnyway'
  | 'retryWindowMs'
  | 'breakerFailures'
  | 'breakerOpenMs'
  | 'pauseMs'
  | 'upstreamTokens'
  | 'accountConnectorPages'
  | 'probeCalls'
  | 'knownAccountConnectors'
  | 'knownAccountConnectorMs'
  | 'ledgerSeconds'
  | 'ledgerAnswerBytes'
  | 'ledgerEntries'
  | 'ledgerBytes'
  | 'ledgerAccountEntries'
  | 'ledgerAccountBytes'
  | 'tokenBytes'
  | 'keySetBytes'
  | 'policyBytes'
  | 'manifestBytes'
  | 'catalogBytes'
  | 'catalogConfigBytes'
  | 'scenarioBytes'
  | 'fileLevels'
  | 'fileFaults';

export type Limits = Readonly<Record<LimitName, number>>;

/** Every limit. {@link limits} and the configuration take their defaults from it, `docs/limits.md` its tables. */
export const limitTable: Readonly<Record<LimitName, Limit>> = {
  batchOperations: {
    group: 'request',
    unit: 'operations',
    default: 10,
    sentence: 'operations of one HTTP request; 413 over it',
    variable: { name: 'MAX_BATCH_OPERATIONS', most: 100 },
  },
  documentTokens: {
    group: 'request',
    unit: 'tokens',
    default: 2000,
    sentence: 'lexical tokens of a document, counted before it is parsed',
    variable: { name: 'MAX_DOCUMENT_TOKENS', most: 100_000 },
  },
  documentCharacters: {
    group: 'request',
    unit: 'characters',
    default: 300_000,
    sentence: 'characters of a document, comments and white space among them',
    variable: { name: 'MAX_DOCUMENT_CHARACTERS', most: 10_000_000 },
  },
  nameCharacters: {
    group: 'request',
    unit: 'characters',
    default: 200,
    sentence: 'characters of a name in a document: an alias is repeated in the answer, for every record of a list',
  },
  depth: {
    group: 'request',
    unit: 'levels',
    default: 12,
    sentence: 'fields within fields',
    variable: { name: 'MAX_DEPTH', most: 100 },
  },
  introspectionDepth: {
    group: 'request',
    unit: 'levels',
    default: 20,
    sentence: 'fields within fields below `__schema` and `__type`',
  },
  aliases: {
    group: 'request',
    unit: 'fields',
    default: 50,
    sentence: 'aliased fields, `__typename` too; fragments are counted wherever they are spread',
    variable: { name: 'MAX_ALIASES', most: 10_000 },
  },
  rootFields: {
    group: 'request',
    unit: 'fields',
    default: 50,
    sentence: 'fields at the top of an operation',
    variable: { name: 'MAX_ROOT_FIELDS', most: 10_000 },
  },
  directives: { group: 'request', unit: 'directives', default: 10, sentence: 'directives in one place' },
  deferred: {
    group: 'request',
    unit: 'fragments',
    default: 10,
    sentence:
      'fragments with `@defer`, counted wherever they are spread: each is a part of the answer for every record',
  },
  mutationFields: {
    group: 'request',
    unit: 'fields',
    default: 10,
    sentence: 'mutation fields over all operations of one HTTP request; a request with more sends nothing',
    variable: { name: 'MAX_MUTATION_FIELDS', most: 1000 },
  },
  representations: {
    group: 'request',
    unit: 'references',
    default: 500,
    sentence: 'references of other subgraphs (`_entities`) over all operations of one HTTP request',
    variable: { name: 'MAX_REPRESENTATIONS', most: 100_000 },
  },
  argumentCharacters: {
    group: 'request',
    unit: 'characters',
    default: 256_000,
    sentence: 'characters of a JSON argument',
  },
  argumentLevels: { group: 'request', unit: 'levels', default: 32, sentence: 'levels of a JSON argument' },
  choiceLookups: {
    group: 'request',
    unit: 'triggers',
    default: 20,
    sentence:
      'triggers that are asked for the choices of one `inputSchema(withChoices: true)`; its `$comment` names those left out',
  },
  idempotencyKeyCharacters: {
    group: 'request',
    unit: 'characters',
    default: 255,
    sentence: 'visible characters of an [idempotency key](idempotency.md)',
  },
  answerCharacters: {
    group: 'answer',
    unit: 'characters',
    default: 50_000_000,
    sentence:
      'what the queries of a request may answer, roughly, counted while the answer is made; a query over it at more places than errors are shown is answered with that error alone. The same for its mutations, with the outcome UNCERTAIN',
    variable: { name: 'MAX_ANSWER_CHARACTERS', most: 1_000_000_000 },
  },
  answerLevels: {
    group: 'answer',
    unit: 'levels',
    default: 1000,
    sentence: 'levels of JSON in an answer of a third-party app; `UPSTREAM_INVALID` at the field of the call over it',
  },
  pageRecords: {
    group: 'answer',
    unit: 'records',
    default: 10_000,
    sentence: '`first` of [`pages`](pages.md); 1000 records are given where it is left out',
    variable: { name: 'MAX_PAGE_RECORDS', most: 1_000_000 },
  },
  pages: {
    group: 'answer',
    unit: 'pages',
    default: 40,
    sentence: '`maxPages` of [`pages`](pages.md); reading stops there with a cursor to go on from',
    variable: { name: 'MAX_PAGES', most: 10_000 },
  },
  emptyPages: {
    group: 'answer',
    unit: 'pages',
    default: 2,
    sentence: 'empty pages in a row that end a list whose application tells no end',
  },
  cursorKeys: {
    group: 'answer',
    unit: 'ids',
    default: 200,
    sentence: 'ids of the newest records that a cursor of [`pages`](pages.md) remembers, to know them again',
  },
  cursorCharacters: {
    group: 'answer',
    unit: 'characters',
    default: 32_768,
    sentence: 'characters of a cursor of [`pages`](pages.md); a longer `after` is refused unread',
  },
  errors: {
    group: 'answer',
    unit: 'errors',
    default: 20,
    sentence: 'errors of a request that is refused; further ones are left out',
  },
  fieldErrors: {
    group: 'answer',
    unit: 'errors',
    default: 500,
    sentence:
      'errors of fields in the answer of one operation, over all of its parts; where some are left out, one more says how many',
  },
  errorCharacters: {
    group: 'answer',
    unit: 'characters',
    default: 200,
    sentence: 'characters in one place of an error that quotes what was sent',
  },
  headerBytes: {
    group: 'connection',
    unit: 'bytes',
    default: 16_384,
    sentence: 'the headers of a request; 431 over it',
  },
  headersMs: {
    group: 'connection',
    unit: 'milliseconds',
    default: 10_000,
    sentence: 'the time to send the headers; 408 over it',
  },
  requestMs: {
    group: 'connection',
    unit: 'milliseconds',
    default: 15_000,
    sentence: 'the time to send the whole request; 408 over it',
  },
  connections: {
    group: 'connection',
    unit: 'connections',
    default: 10_000,
    sentence: 'open connections of callers; further ones are closed at once',
    variable: { name: 'MAX_CONNECTIONS', most: 1_000_000 },
  },
  answerMs: {
    group: 'connection',
    unit: 'milliseconds',
    default: 30_000,
    sentence: 'the time to take an answer, after the deadline of its request; the connection is closed after it',
    variable: { name: 'ANSWER_MS', most: 3_600_000 },
  },
  bytesInFlight: {
    group: 'upstream',
    unit: 'bytes',
    default: 256_000_000,
    sentence:
      'answers of third-party apps that are in memory until their callers have taken them; over it no call is sent (`UPSTREAM_UNAVAILABLE`)',
    variable: { name: 'MAX_BYTES_IN_FLIGHT', most: 100_000_000_000 },
  },
  callerBytesInFlight: {
    group: 'upstream',
    unit: 'bytes',
    default: 64_000_000,
    sentence: 'the same of one caller for one account; over it none of its calls is sent (`RATE_LIMITED`)',
    variable: { name: 'MAX_CALLER_BYTES_IN_FLIGHT', most: 100_000_000_000 },
  },
  upstreamConnections: {
    group: 'upstream',
    unit: 'connections',
    default: 256,
    sentence: 'open connections to Cyclr; further calls wait for one',
    variable: { name: 'UPSTREAM_CONNECTIONS', most: 10_000 },
  },
  accountCalls: {
    group: 'upstream',
    unit: 'calls',
    default: 64,
    sentence: 'calls of one account that are on their way to Cyclr at the same time; further ones wait for a turn',
    variable: { name: 'MAX_ACCOUNT_CALLS', most: 10_000 },
  },
  accountConnectorCalls: {
    group: 'upstream',
    unit: 'calls',
    default: 32,
    sentence:
      'calls of one account connector that are on their way to Cyclr at the same time; further ones wait for a turn',
    variable: { name: 'MAX_ACCOUNT_CONNECTOR_CALLS', most: 10_000 },
  },
  waitingCalls: {
    group: 'upstream',
    unit: 'calls',
    default: 4096,
    sentence: 'calls of all accounts that wait for a turn; `UPSTREAM_UNAVAILABLE` over it',
    variable: { name: 'MAX_WAITING_CALLS', most: 1_000_000 },
  },
  accountConnectorWaitingCalls: {
    group: 'upstream',
    unit: 'calls',
    default: 256,
    sentence: 'calls of one account connector that wait for a turn; `RATE_LIMITED` by the gateway over it',
    variable: { name: 'MAX_ACCOUNT_CONNECTOR_WAITING_CALLS', most: 1_000_000 },
  },
  turnMs: {
    group: 'upstream',
    unit: 'milliseconds',
    default: 500,
    sentence: 'the time that one turn stands for: a call of an account connector whose calls take longer costs several',
  },
  turnsOfCall: { group: 'upstream', unit: 'turns', default: 8, sentence: 'turns that one call costs' },
  upstreamTries: {
    group: 'upstream',
    unit: 'tries',
    default: 3,
    sentence: 'tries of one read, the first included',
  },
  retryPercent: {
    group: 'upstream',
    unit: 'per cent',
    default: 10,
    sentence:
      'further tries in a window, as a part of the first tries in it; of the gateway, and of each account connector',
  },
  retriesAnyway: {
    group: 'upstream',
    unit: 'tries',
    default: 5,
    sentence: 'further tries in a window, however few first tries there are',
  },
  retryWindowMs: {
    group: 'upstream',
    unit: 'milliseconds',
    default: 10_000,
    sentence: 'the window in which tries are counted',
  },
  breakerFailures: {
    group: 'upstream',
    unit: 'calls',
    default: 5,
    sentence:
      'calls that fail one after the other, before further ones of the account connector, or of all, are held back',
  },
  breakerOpenMs: {
    group: 'upstream',
    unit: 'milliseconds',
    default: 1000,
    sentence: 'the time for which they are held back, before one is let through to see',
  },
  pauseMs: {
    group: 'upstream',
    unit: 'milliseconds',
    default: 300_000,
    sentence:
      'the longest time for which the calls of an account connector are held back because its application limits its rate',
  },
  upstreamTokens: {
    group: 'upstream',
    unit: 'accounts',
    default: 10_000,
    sentence: 'accounts whose tokens are kept in memory; the one used least recently goes first',
  },
  accountConnectorPages: {
    group: 'upstream',
    unit: 'pages',
    default: 100,
    sentence: "pages of 1000 that are read of an account's connectors; further ones are left out",
  },
  probeCalls: {
    group: 'upstream',
    unit: 'calls',
    default: 500,
    sentence:
      'upstream calls of one [`pull --probe`](typed-connectors.md#how-pages-follow-one-another); the methods that are left are told as not probed',
    variable: { name: 'MAX_PROBE_CALLS', most: 100_000 },
  },
  knownAccountConnectors: {
    group: 'upstream',
    unit: 'account connectors',
    default: 10_000,
    sentence:
      'account connectors of which it is remembered which connector they are of; the one used least recently goes first',
  },
  knownAccountConnectorMs: {
    group: 'upstream',
    unit: 'milliseconds',
    default: 300_000,
    sentence:
      'for which it is remembered which connector an account connector is of, so that a call by name is one upstream call; it is forgotten when a call of it is refused',
    variable: { name: 'ACCOUNT_CONNECTOR_TTL_MS', most: 3_600_000 },
  },
  ledgerSeconds: {
    group: 'ledger',
    unit: 'seconds',
    default: 86_400,
    sentence: 'how long a keyed write is remembered after its last change',
    variable: { name: 'LEDGER_SECONDS', most: 2_592_000 },
  },
  ledgerAnswerBytes: {
    group: 'ledger',
    unit: 'bytes',
    default: 262_144,
    sentence: 'an answer that is kept; of a larger one the outcome and a digest are',
    variable: { name: 'LEDGER_ANSWER_BYTES', most: 8_000_000 },
  },
  ledgerEntries: {
    group: 'ledger',
    unit: 'writes',
    default: 100_000,
    sentence: 'keyed writes of all accounts that are remembered in memory; further ones are refused, and not sent',
    variable: { name: 'LEDGER_ENTRIES', most: 10_000_000 },
  },
  ledgerBytes: {
    group: 'ledger',
    unit: 'bytes',
    default: 64_000_000,
    sentence: 'their answers in memory; the oldest are dropped to their digests first',
    variable: { name: 'LEDGER_BYTES', most: 10_000_000_000 },
  },
  ledgerAccountEntries: {
    group: 'ledger',
    unit: 'writes',
    default: 50_000,
    sentence: 'keyed writes of one account, in memory and in Redis; further ones are refused, and not sent',
    variable: { name: 'LEDGER_ACCOUNT_ENTRIES', most: 10_000_000 },
  },
  ledgerAccountBytes: {
    group: 'ledger',
    unit: 'bytes',
    default: 32_000_000,
    sentence: 'answers of one account, in memory and in Redis; over it answers are kept as their digests',
    variable: { name: 'LEDGER_ACCOUNT_BYTES', most: 10_000_000_000 },
  },
  tokenBytes: { group: 'callers', unit: 'bytes', default: 8192, sentence: "a caller's token; 401 over it" },
  keySetBytes: {
    group: 'callers',
    unit: 'bytes',
    default: 262_144,
    sentence: 'the key set of the identity provider; a larger one cannot be used',
  },
  policyBytes: {
    group: 'file',
    unit: 'bytes',
    default: 1_048_576,
    sentence: 'the [policy](policy.md)',
  },
  manifestBytes: {
    group: 'file',
    unit: 'bytes',
    default: 10_000_000,
    sentence: 'a manifest of [persisted documents](persisted-documents.md)',
  },
  catalogBytes: {
    group: 'file',
    unit: 'bytes',
    default: 10_000_000,
    sentence: 'a catalog of a [typed connector](typed-connectors.md)',
  },
  catalogConfigBytes: { group: 'file', unit: 'bytes', default: 1_000_000, sentence: '`connectors.config.json`' },
  scenarioBytes: {
    group: 'file',
    unit: 'bytes',
    default: 20_000_000,
    sentence: 'a [scenario](sandbox.md#what-it-holds) of the sandbox, or a method listing that becomes one',
  },
  fileLevels: {
    group: 'file',
    unit: 'levels',
    default: 100,
    sentence: 'levels of lists and objects within each other, in any of them',
  },
  fileFaults: {
    group: 'file',
    unit: 'faults',
    default: 50,
    sentence: 'faults of a file that its error shows; the rest is counted',
  },
};

/** The defaults of all limits. */
export const limits: Limits = Object.fromEntries(
  Object.entries(limitTable).map(([name, limit]) => [name, limit.default]),
) as Limits;
