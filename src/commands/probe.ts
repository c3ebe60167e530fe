import { type AnswerRule, compileRules } from '../catalog/rules.ts';
import { type Catalog, kindsIn } from '../catalog/catalog.ts';
import { connectorKey } from '../catalog/files.ts';
import type { AccountConnector } from '../connectors/account-connector.ts';
import { type Context, createContexts } from '../context.ts';
import { createListings } from '../cyclr/listings.ts';
import { toAccountConnectorId } from '../ids.ts';
import { limits as standardLimits, type Limits } from '../limits.ts';
import { createCompletions } from '../calls/ledger/completions.ts';
import { createLedger } from '../calls/ledger/ledger.ts';
import { createMemoryStore } from '../calls/ledger/memory.ts';
import { createCursors } from '../calls/pages/cursor.ts';
import { openPolicy } from '../policy/policy.ts';
import { Secret } from '../secret.ts';
import type { OpenCyclr } from './cyclr.ts';
import { ProbeBudget } from './probe-budget.ts';
import { probeCatalog } from './probe-catalog.ts';
import type { PulledFile } from './pull-catalogs.ts';

export interface ProbeGiven {
  /** Ids of account connectors, one of each connector that is probed. */
  readonly accountConnectors: readonly string[];
  readonly rules: readonly AnswerRule[];
  readonly limits: Limits;
}

/** How long one method may take, in milliseconds. */
const methodMs = 30_000;

/**
 * Adds to catalogs how the pages of their reads follow one another, as two pages of each show. Only methods that read are
 * called.
 *
 * @throws Error for an account connector that is not there, or of none of the connectors
 */
export async function probeCatalogs(
  open: Pick<OpenCyclr, 'cyclr' | 'scope'>,
  pulled: readonly PulledFile[],
  { accountConnectors, rules, limits: given }: ProbeGiven,
): Promise<readonly PulledFile[]> {
  const { cyclr, scope } = open;
  // What an answer of the gateway may have does not bound a probe.
  const limits = { ...given, pages: standardLimits.pages, pageRecords: standardLimits.pageRecords };
  const catalogs = pulled.map(({ catalog }) => catalog);
  const rulesOf = compileRules(rules);
  await using parts = new AsyncDisposableStack();
  const contexts = createContexts({
    cyclr,
    listings: createListings({
      cyclr,
      ttlMs: Infinity,
      deadlineMs: methodMs,
      maxInputs: 1_000_000,
      kinds: kindsIn(catalogs),
    }),
    // What is looked for is what names and answers tell.
    rulesOf: (connector, method) => ({ ...rulesOf(connector, method), paging: undefined }),
    policy: openPolicy,
    ledger: parts.use(createLedger({ store: createMemoryStore({ limits }), limits })),
    completions: parts.use(createCompletions()),
    cursors: createCursors(new Secret(crypto.randomUUID()), limits.cursorCharacters),
    limits,
    onCall: () => undefined,
    onWrongLook: () => undefined,
    appRequestOf: undefined,
  });
  const budget = new ProbeBudget(limits.probeCalls);
  const { account, signal } = scope;
  const newContext = () =>
    contexts.create({
      id: crypto.randomUUID(),
      caller: { subject: null, accounts: new Set([account]), roles: [], isRouter: false },
      account,
      idempotencyKey: undefined,
      reads: signal,
      writes: signal,
      left: signal,
      endsAt: Date.now() + methodMs,
      budget,
      splices: false,
    });
  const targets = await Promise.all(
    accountConnectors.map(async (id) => accountConnectorOf(newContext(), id, catalogs)),
  );
  assertOneOfEach(targets, catalogs);
  const probed: PulledFile[] = [];
  for (const one of pulled) {
    const target = targets.find(({ connector }) => isOf(connector, one.catalog));
    probed.push(await probeCatalog(one, target?.id, { newContext, budget, limits }));
  }
  return probed;
}

async function accountConnectorOf(
  { account }: Context,
  given: string,
  catalogs: readonly Catalog[],
): Promise<AccountConnector> {
  const id = toAccountConnectorId(given);
  const found = id && (await account.accountConnectors.byId(id));
  if (found === undefined) throw new Error(`The account ${account.id} has no account connector "${given}".`);
  if (!catalogs.some((catalog) => isOf(found.connector, catalog))) {
    throw new Error(
      `Account connector ${found.id} is of ${found.connector.name}, which the config does not name. Give one of a connector that is pulled.`,
    );
  }
  return found;
}

function assertOneOfEach(targets: readonly AccountConnector[], catalogs: readonly Catalog[]): void {
  for (const catalog of catalogs) {
    const ids = targets.filter(({ connector }) => isOf(connector, catalog)).map(({ id }) => id);
    if (ids.length > 1)
      throw new Error(
        `The account connectors ${ids.join(' and ')} are all of ${catalog.connector}. Expected one of it.`,
      );
  }
}

function isOf({ name, version }: AccountConnector['connector'], catalog: Catalog): boolean {
  return connectorKey({ connector: name, version: version ?? undefined }) === connectorKey(catalog);
}
