import { type Caller, resolveAccount } from './auth/caller.ts';
import type { RulesOf } from './catalog/rules.ts';
import type { Decision, Policy } from './policy/policy.ts';
import { type AccountConnectorMemory, createAccountConnectorMemory } from './cyclr/account-connector-memory.ts';
import type { CallScope, Cyclr } from './cyclr/cyclr.ts';
import type { CallBudget } from './cyclr/send.ts';
import type { Listings } from './cyclr/listings.ts';
import { GatewayError } from './errors.ts';
import type { AccountId } from './ids.ts';
import type { JsonObject } from './json.ts';
import type { Limits } from './limits.ts';
import type { Signal } from './signal.ts';
import { type AccountConnectors, loadAccountConnectors } from './loaders/account-connectors.ts';
import { type Connectors, loadConnectors } from './loaders/connectors.ts';
import { loadMethods, type Methods } from './loaders/methods.ts';
import { type Calls, createCalls } from './calls/call.ts';
import { InFlight } from './calls/in-flight.ts';
import type { Completions } from './calls/ledger/completions.ts';
import { createKeyedCalls, type KeyedCalls } from './calls/ledger/keyed.ts';
import type { EntryId } from './calls/ledger/entry.ts';
import { entryIdsOf, type KeyedCall } from './calls/ledger/key.ts';
import type { Ledger } from './calls/ledger/ledger.ts';
import { createWriteOutcomes, type WriteOutcomes } from './calls/ledger/outcome.ts';
import type { Sent } from './calls/ledger/replay.ts';
import { createFinder } from './calls/reconcile/finder.ts';
import type { Look } from './calls/reconcile/look.ts';
import type { Cursors } from './calls/pages/cursor.ts';
import { createPages, type PageLimits, type Pages } from './calls/pages/pages.ts';
import { createResolver, type Resolver } from './calls/reconcile/resolver.ts';
import { createPlanner, decisionOn, type PlannedCall, type Planner, type Visible, visibleTo } from './calls/plan.ts';
import { createSendCall, type EndedCall, type SendCall } from './calls/send.ts';
import { loadMethodCalls } from './loaders/method-calls.ts';
import type { ShownRequest } from './sandbox/server.ts';
import type { Embedded } from './upstream.ts';

/** What resolvers use. It lives as long as its HTTP request, and all operations of a batch share it. */
export interface Context {
  readonly caller: Caller;
  /** The account the request acts for. */
  readonly account: AccountScope;
  /** Of the request's one write, by its header; undefined where the request has none. */
  readonly idempotencyKey: string | undefined;
  /** What of this operation's answer was answered from the ledger. A server gives each operation a list of its own. */
  readonly replays: Replay[];
  /** Failures of fields that answer all the same, such as of the page that ended a list. Of each operation its own. */
  readonly failures: FieldFailure[];
  /** Lists of this operation's answer that are put in when it is executed. Used only where {@link Context.splices}. */
  readonly plainLists: PlainList[];
  /** Another account's scope. @throws GatewayError `FORBIDDEN` for one that the caller may not act for */
  accountOf(id: AccountId): AccountScope;
  /** See {@link RequestBudget.countReferences}. */
  countReferences(count: number): void;
  /** See {@link RequestScope.left}. */
  readonly left: Signal;
  /** See {@link RequestScope.splices}. */
  readonly splices: boolean;
}

/** A write that was not sent again. */
export interface Replay {
  /** Of its field in the answer. */
  readonly path: readonly (string | number)[];
  readonly replayed: true;
  /** What became of the write. */
  readonly outcome: string;
}

/** A failure that is told among the errors and takes nothing from the answer. */
export interface FieldFailure {
  readonly error: GatewayError;
  /** Of its field in the answer. */
  readonly path: readonly (string | number)[];
}

/** A list that stands in an answer in the place of an empty one. */
export interface PlainList {
  /** Of its field in the answer. */
  readonly path: readonly (string | number)[];
  readonly list: readonly object[];
}

/** One account as one request sees it. What is asked for twice is fetched once, and forgotten with the request. */
export interface AccountScope {
  readonly id: AccountId;
  /** Rejects with `NOT_FOUND` where there is no such account. */
  assertKnown(): Promise<void>;
  /**
   * Counts what is about to be added to the answer, roughly, in characters, over all accounts: of queries together, and of
   * mutations together.
   *
   * @throws GatewayError `LIMIT_EXCEEDED`; of a mutation, which was sent before, with the outcome `UNCERTAIN`
   */
  countAnswer(characters: number, as: 'QUERY' | 'MUTATION'): void;
  readonly accountConnectors: AccountConnectors;
  readonly connectors: Connectors;
  readonly methods: Methods;
  readonly planner: Planner;
  readonly calls: Calls;
  readonly pages: Pages;
  /** See {@link Embedded.appRequestOf}; undefined in front of Cyclr. */
  readonly appRequestOf: ((call: { readonly path: string; readonly body: JsonObject }) => ShownRequest) | undefined;
  readonly writeOutcomes: WriteOutcomes;
}

/** The request that a context is made for: who calls, until when, and what it may cost. */
export interface RequestScope {
  readonly id: string;
  readonly caller: Caller;
  /** The account the request acts for. */
  readonly account: AccountId;
  /** Of the header `Idempotency-Key`. */
  readonly idempotencyKey: string | undefined;
  /** Aborted when the caller leaves and when the deadline passes; its reason is a `GatewayError`. */
  readonly reads: Signal;
  /** Aborted when the deadline passes and not before: a caller who leaves does not cut off a write that was sent. */
  readonly writes: Signal;
  /** Aborted when the caller leaves: no further mutation field begins. */
  readonly left: Signal;
  /** When the deadline passes, in milliseconds since the epoch. */
  readonly endsAt: number;
  readonly budget: RequestBudget;
  /** Whether the answer is written by `stringifyPieces`, so that records nobody looks into can be bytes in it. */
  readonly splices: boolean;
}

/** What a request may cost, over all of its operations and accounts. */
export interface RequestBudget extends CallBudget {
  /** See {@link AccountScope.countAnswer}. */
  countAnswer(characters: number, as: 'QUERY' | 'MUTATION'): void;
  /** Counts references of other subgraphs that are about to be resolved. @throws GatewayError `LIMIT_EXCEEDED` */
  countReferences(count: number): void;
}

export interface ContextOptions {
  readonly cyclr: Cyclr;
  readonly listings: Listings;
  readonly rulesOf: RulesOf;
  readonly policy: Policy;
  readonly ledger: Ledger;
  readonly completions: Completions;
  readonly cursors: Cursors;
  readonly limits: PageLimits &
    Pick<Limits, 'ledgerAnswerBytes' | 'knownAccountConnectors' | 'knownAccountConnectorMs'>;
  /** Told of every call when it has ended: sent to the third-party app, answered from the ledger, or refused. */
  readonly onCall: (call: AuditedCall) => void;
  /** Told of reads that look for writes and cannot be made as their rule says. */
  readonly onWrongLook: (look: Look, failure: GatewayError, requestId: string) => void;
  /** Undefined in front of Cyclr. */
  readonly appRequestOf: Embedded['appRequestOf'] | undefined;
}

/** A call, and who made it. */
export interface AuditedCall extends EndedCall {
  readonly caller: Caller;
  readonly requestId: string;
  readonly account: AccountId;
  /** What the policy said of a call that it did not allow. */
  readonly denial?: Decision | undefined;
}

export interface Contexts {
  /** A new context. Its loaders remember what they fetched, so a request must keep it for itself. */
  create(request: RequestScope): Context;
  /** Lets no further write begin; resolves when none is on its way, also none of a caller who has left. */
  endWrites(): Promise<void>;
}

export function createContexts(options: ContextOptions): Contexts {
  const writesInFlight = new InFlight();
  const scopeOptions = { ...options, writesInFlight, memory: createAccountConnectorMemory(options) };
  return {
    endWrites: () => writesInFlight.end(),
    create(request) {
      const { caller } = request;
      const scopes = new Map<AccountId, AccountScope>();
      const scopeOf = (id: AccountId): AccountScope => {
        const found = scopes.get(id);
        if (found !== undefined) return found;
        const created = new RequestAccount(scopeOptions, request, id);
        scopes.set(id, created);
        return created;
      };
      return {
        caller,
        left: request.left,
        account: scopeOf(request.account),
        idempotencyKey: request.idempotencyKey,
        replays: [],
        failures: [],
        plainLists: [],
        // A scope that is there is of an account that was allowed.
        accountOf: (id) => scopes.get(id) ?? scopeOf(resolveAccount(caller, id)),
        countReferences: (count) => request.budget.countReferences(count),
        splices: request.splices,
      };
    },
  };
}

type ScopeOptions = ContextOptions & { readonly writesInFlight: InFlight; readonly memory: AccountConnectorMemory };

/** An account as one request sees it. Most requests need few of its parts: each is made when it is first asked for. */
class RequestAccount implements AccountScope {
  readonly id: AccountId;
  readonly #options: ScopeOptions;
  readonly #request: RequestScope;
  readonly #scope: CallScope;
  readonly #visible: Visible;
  #known: Promise<void> | undefined;
  #accountConnectors: AccountConnectors | undefined;
  #connectors: Connectors | undefined;
  #methods: Methods | undefined;
  #planner: Planner | undefined;
  #send: SendCall | undefined;
  #entryIds: ((key: string) => EntryId) | undefined;
  #resolver: Resolver | undefined;
  #keyed: KeyedCalls | undefined;
  #calls: Calls | undefined;
  #pages: Pages | undefined;
  #writeOutcomes: WriteOutcomes | undefined;

  constructor(options: ScopeOptions, request: RequestScope, id: AccountId) {
    const { id: requestId, reads: signal, endsAt, budget } = request;
    this.id = id;
    this.#options = options;
    this.#request = request;
    this.#scope = { account: id, requestId, signal, endsAt, budget };
    this.#visible = visibleTo(options.policy, request.caller, id);
  }

  assertKnown(): Promise<void> {
    return (this.#known ??= this.#options.cyclr.account(this.#scope));
  }

  countAnswer(characters: number, as: 'QUERY' | 'MUTATION'): void {
    this.#request.budget.countAnswer(characters, as);
  }

  get accountConnectors(): AccountConnectors {
    const { cyclr, memory } = this.#options;
    return (this.#accountConnectors ??= loadAccountConnectors(cyclr, this.#scope, memory));
  }

  get connectors(): Connectors {
    return (this.#connectors ??= loadConnectors(this.#options.cyclr, this.#scope));
  }

  get methods(): Methods {
    const { listings, policy } = this.#options;
    return (this.#methods ??= loadMethods({
      listings,
      scope: this.#scope,
      visible: this.#visible,
      isOpen: policy.isOpen,
    }));
  }

  get planner(): Planner {
    const { listings, rulesOf, policy } = this.#options;
    return (this.#planner ??= createPlanner({
      scope: this.#scope,
      accountConnectorOf: (id) => this.accountConnectors.byId(id),
      targetOf: (id) => this.accountConnectors.forCall(id),
      customFieldsOf: (id) => this.connectors.customFields(id),
      listings,
      rulesOf,
      visible: this.#visible,
      isOpen: policy.isOpen,
    }));
  }

  get calls(): Calls {
    return (this.#calls ??= createCalls({
      planner: this.planner,
      send: loadMethodCalls(async (planned, key) =>
        planned.kind === 'WRITE'
          ? this.#options.writesInFlight.run(() => this.#sendOne(planned, key))
          : this.#sendOne(planned, key),
      ),
      withOutcome: (failure, call) => this.#keyedCalls.withOutcome(failure, call),
      countAnswer: (characters, as) => this.countAnswer(characters, as),
      onRefused: once((refused) => this.#auditRefused(refused)),
    }));
  }

  get pages(): Pages {
    const { cursors, limits } = this.#options;
    return (this.#pages ??= createPages({
      account: this.id,
      calls: this.calls,
      cursors,
      countAnswer: (characters, as) => this.countAnswer(characters, as),
      endsAt: this.#request.endsAt,
      limits,
    }));
  }

  get appRequestOf(): AccountScope['appRequestOf'] {
    const { appRequestOf } = this.#options;
    return appRequestOf && ((call) => appRequestOf(this.id, call));
  }

  get writeOutcomes(): WriteOutcomes {
    return (this.#writeOutcomes ??= createWriteOutcomes({
      ledger: this.#options.ledger,
      idOf: this.#idOf,
      planner: this.planner,
      resolver: this.#resolverOfWrites,
      countAnswer: (characters, as) => this.countAnswer(characters, as),
      signal: this.#request.reads,
    }));
  }

  async #sendOne(planned: PlannedCall, key: KeyedCall | undefined): Promise<Sent> {
    if (key !== undefined) return this.#keyedCalls.send(planned, key);
    return { answer: await this.#sendCall(planned), replayed: undefined };
  }

  get #sendCall(): SendCall {
    return (this.#send ??= createSendCall({
      cyclr: this.#options.cyclr,
      scope: this.#scope,
      writes: this.#request.writes,
      planner: this.planner,
      listings: this.#options.listings,
      forget: (id) => this.accountConnectors.forget(id),
      onCall: (call) => this.#audit(call),
    }));
  }

  get #keyedCalls(): KeyedCalls {
    const { ledger, completions, limits } = this.#options;
    return (this.#keyed ??= createKeyedCalls({
      ledger,
      completions,
      idOf: this.#idOf,
      send: this.#sendCall,
      resolver: this.#resolverOfWrites,
      endsAt: this.#request.endsAt,
      limits,
      onUnsent: (call) => this.#audit(call),
    }));
  }

  get #resolverOfWrites(): Resolver {
    const { ledger, limits, onWrongLook } = this.#options;
    return (this.#resolver ??= createResolver({
      ledger,
      finder: createFinder({
        planner: this.planner,
        send: this.#sendCall,
        onFault: (look, failure) => onWrongLook(look, failure, this.#request.id),
      }),
      limits,
    }));
  }

  get #idOf(): (key: string) => EntryId {
    return (this.#entryIds ??= entryIdsOf(this.id, this.#request.caller));
  }

  #audit(call: EndedCall, denial?: Decision): void {
    const { caller, id: requestId } = this.#request;
    this.#options.onCall({ ...call, caller, requestId, account: this.id, denial });
  }

  #auditRefused({ call, ...ended }: EndedCall): void {
    // A call of what is not there is in the line of its request.
    if (call.known === undefined) return;
    const { caller } = this.#request;
    const decision = decisionOn(call.known, { policy: this.#options.policy, caller, account: this.id });
    this.#audit({ call, ...ended }, decision.allowed ? undefined : decision);
  }
}

/** Told of the same refusal once: a request may ask the same in fifty aliases. */
function once(told: (refused: EndedCall) => void): (refused: EndedCall) => void {
  const known = new Set<string>();
  return (refused) => {
    const { call, error } = refused;
    const code = error instanceof GatewayError ? error.code : null;
    const key = JSON.stringify([call.accountConnectorId, call.method ?? null, code]);
    if (known.has(key)) return;
    known.add(key);
    told(refused);
  };
}
