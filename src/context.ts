import { type Caller, resolveAccount } from './auth/caller.ts';
import type { Authenticator } from './auth/authenticate.ts';
import type { RulesOf } from './catalog/rules.ts';
import type { Policy } from './policy/policy.ts';
import type { CallScope, Cyclr } from './cyclr/cyclr.ts';
import type { Listings } from './cyclr/listings.ts';
import { GatewayError } from './errors.ts';
import type { AccountId } from './ids.ts';
import { limits } from './limits.ts';
import { type AccountConnectors, loadAccountConnectors } from './loaders/account-connectors.ts';
import { type Connectors, loadConnectors } from './loaders/connectors.ts';
import { loadMethods, type Methods } from './loaders/methods.ts';
import { type Calls, createCalls } from './calls/call.ts';
import { createPlanner, type Planner, visibleTo } from './calls/plan.ts';
import { createSendCall, type EndedCall } from './calls/send.ts';
import { loadMethodCalls } from './loaders/method-calls.ts';

/** What a resolver may touch: one HTTP request long, and shared by all operations of a batched one. */
export interface Context {
  readonly caller: Caller;
  /** The account the request acts for. */
  readonly account: AccountScope;
  /** Another account's scope. Throws `FORBIDDEN` for one the caller may not act for. */
  accountOf(id: AccountId): AccountScope;
}

/** One account as one request sees it: what is asked twice is fetched once, and nothing of it outlives the request. */
export interface AccountScope {
  readonly id: AccountId;
  /** Rejects with `NOT_FOUND` where there is no such account. */
  assertKnown(): Promise<void>;
  /**
   * Counts what is about to be added to the answer, roughly, in characters, over all accounts: of queries together, and of
   * mutations together. Throws `LIMIT_EXCEEDED`; of a mutation, which has been done, with the outcome UNCERTAIN.
   */
  countAnswer(characters: number, as: 'QUERY' | 'MUTATION'): void;
  readonly accountConnectors: AccountConnectors;
  readonly connectors: Connectors;
  readonly methods: Methods;
  readonly planner: Planner;
  readonly calls: Calls;
}

export interface ContextOptions {
  readonly cyclr: Cyclr;
  readonly listings: Listings;
  readonly rulesOf: RulesOf;
  readonly authenticator: Authenticator;
  readonly policy: Policy;
  /** The whole request, in milliseconds. */
  readonly deadlineMs: number;
  /** Told of every call that was sent to the third-party app, when it has ended. */
  readonly onCall: (call: AuditedCall) => void;
  /** Of one HTTP request, over all of its operations. */
  readonly maxUpstreamCalls: number;
  /** For whom a caller of all accounts acts who names none. */
  readonly defaultAccount: AccountId | undefined;
}

/** A call, and who made it. */
export interface AuditedCall extends EndedCall {
  readonly caller: Caller;
  readonly requestId: string;
  readonly account: AccountId;
}

/** What a request did, for its log line. */
export interface RequestFacts {
  account?: AccountId;
  upstreamCalls: number;
}

export interface Contexts {
  /** The context of an HTTP request: the same one for each of its operations. */
  of(request: Request, requestId: string): Promise<Context>;
  factsOf(request: Request): RequestFacts;
  /** Ends the request's deadline: a write that is still on its way has the time of its try. */
  end(request: Request): void;
}

interface Entry {
  readonly facts: RequestFacts;
  context?: Promise<Context>;
  deadline?: NodeJS.Timeout;
}

/** Keyed by the `Request` object and nothing wider, so that no two requests ever share. */
export function createContexts(options: ContextOptions): Contexts {
  const { authenticator, deadlineMs, defaultAccount, maxUpstreamCalls } = options;
  const entries = new WeakMap<Request, Entry>();

  function entryOf(request: Request): Entry {
    const found = entries.get(request);
    if (found !== undefined) return found;
    const entry: Entry = { facts: { upstreamCalls: 0 } };
    entries.set(request, entry);
    return entry;
  }

  async function createContext(request: Request, requestId: string, entry: Entry): Promise<Context> {
    const caller = await authenticator.authenticate(request.headers);
    const account = resolveAccount(caller, request.headers.get('x-cyclr-account'), defaultAccount);
    entry.facts.account = account;

    const endsAt = Date.now() + deadlineMs;
    const { deadline, reads, writes } = signalsOf(request, deadlineMs);
    entry.deadline = deadline;
    const answered = { QUERY: 0, MUTATION: 0 };
    // One error, however many fields meet it: what is made of each of them costs enough.
    const tooLarge = {
      QUERY: once(() => tooLargeAnAnswer(limits.answerCharacters)),
      MUTATION: once(() => tooLargeAnAnswer(limits.answerCharacters).onTheWay().ofWrite()),
    };
    const tooMany = once(() => tooManyCalls(maxUpstreamCalls));
    const budget = {
      take() {
        if (entry.facts.upstreamCalls >= maxUpstreamCalls) throw tooMany();
        entry.facts.upstreamCalls += 1;
      },
    };
    const countAnswer: AccountScope['countAnswer'] = (characters, as) => {
      answered[as] += characters;
      if (answered[as] > limits.answerCharacters) throw tooLarge[as]();
    };
    const scopes = new Map<AccountId, AccountScope>();
    const scopeOf = (id: AccountId): AccountScope => {
      const found = scopes.get(id);
      if (found !== undefined) return found;
      const scope = { account: id, requestId, signal: reads, endsAt, budget };
      const created = createScope(options, caller, scope, writes, countAnswer);
      scopes.set(id, created);
      return created;
    };

    return {
      caller,
      account: scopeOf(account),
      accountOf: (id) => scopeOf(resolveAccount(caller, id)),
    };
  }

  return {
    of(request, requestId) {
      const entry = entryOf(request);
      entry.context ??= createContext(request, requestId, entry);
      return entry.context;
    },
    factsOf: (request) => entryOf(request).facts,
    end: (request) => clearTimeout(entries.get(request)?.deadline),
  };
}

function createScope(
  { cyclr, listings, rulesOf, policy, onCall }: ContextOptions,
  caller: Caller,
  scope: CallScope,
  writes: AbortSignal,
  countAnswer: AccountScope['countAnswer'],
): AccountScope {
  let known: Promise<void> | undefined;
  const accountConnectors = loadAccountConnectors(cyclr, scope);
  const visible = visibleTo(policy, caller, scope.account);
  const planner = createPlanner({
    scope,
    accountConnectorOf: accountConnectors.byId,
    listings,
    rulesOf,
    visible,
    isOpen: policy.isOpen,
  });
  const send = createSendCall({
    cyclr,
    scope,
    writes,
    planner,
    listings,
    onCall: (call) => onCall({ ...call, caller, requestId: scope.requestId, account: scope.account }),
  });
  return {
    id: scope.account,
    assertKnown: () => (known ??= cyclr.account(scope)),
    countAnswer,
    accountConnectors,
    connectors: loadConnectors(cyclr, scope),
    methods: loadMethods(listings, scope, visible),
    planner,
    calls: createCalls({ planner, send: loadMethodCalls(send), countAnswer }),
  };
}

/** A caller who leaves ends the reads that only this request waits for; a write on its way is never cut off by that. */
function signalsOf(request: Request, deadlineMs: number) {
  const reads = new AbortController();
  const writes = new AbortController();
  const deadline = setTimeout(() => {
    const passed = new GatewayError('TIMEOUT', `The request did not end within its deadline of ${deadlineMs} ms.`);
    reads.abort(passed);
    writes.abort(passed);
  }, deadlineMs);
  deadline.unref();
  request.signal.addEventListener('abort', () => reads.abort(new GatewayError('TIMEOUT', 'The caller left.')), {
    once: true,
  });
  return { deadline, reads: reads.signal, writes: writes.signal };
}

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}

function tooLargeAnAnswer(limit: number): GatewayError {
  const message = `The answer grows beyond ${limit} characters. Ask for less at a time.`;
  return new GatewayError('LIMIT_EXCEEDED', message, { details: { limit } });
}

function tooManyCalls(limit: number): GatewayError {
  const message = `The request needs more than ${limit} upstream calls, and may make ${limit}. Ask for less at a time.`;
  return new GatewayError('LIMIT_EXCEEDED', message, { details: { limit } });
}
