import { compileRules, type AnswerRule } from '../catalog/rules.ts';
import { byKind } from '../catalog/by-kind.ts';
import { type Catalog, type CatalogMethod, kindsIn } from '../catalog/catalog.ts';
import { connectorKey } from '../catalog/files.ts';
import type { AccountConnector } from '../connectors/account-connector.ts';
import { type Context, createContexts, type RequestBudget } from '../context.ts';
import { createListings } from '../cyclr/listings.ts';
import { GatewayError } from '../errors.ts';
import { type AccountConnectorId, toAccountConnectorId } from '../ids.ts';
import type { Limits } from '../limits.ts';
import { createCompletions } from '../calls/ledger/completions.ts';
import { createLedger } from '../calls/ledger/ledger.ts';
import { createMemoryStore } from '../calls/ledger/memory.ts';
import { createCursors } from '../calls/pages/cursor.ts';
import { pagingRoleOfName } from '../calls/pages/input-names.ts';
import { probePages } from '../calls/pages/probe.ts';
import { openPolicy } from '../policy/policy.ts';
import { Secret } from '../secret.ts';
import type { OpenCyclr } from './cyclr.ts';
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
  { accountConnectors, rules, limits }: ProbeGiven,
): Promise<readonly PulledFile[]> {
  const { cyclr, scope } = open;
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
  const given = await Promise.all(accountConnectors.map(async (id) => accountConnectorOf(newContext(), id, catalogs)));
  const probed: PulledFile[] = [];
  for (const one of pulled) {
    const target = given.find(({ connector }) => isOf(connector, one.catalog));
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

function isOf({ name, version }: AccountConnector['connector'], catalog: Catalog): boolean {
  return connectorKey({ connector: name, version: version ?? undefined }) === connectorKey(catalog);
}

interface Probing {
  readonly newContext: () => Context;
  readonly budget: ProbeBudget;
  readonly limits: Limits;
}

async function probeCatalog(
  pulled: PulledFile,
  id: AccountConnectorId | undefined,
  probing: Probing,
): Promise<PulledFile> {
  const { catalog, notes } = pulled;
  if (id === undefined) return { ...pulled, notes: [...notes, 'Not probed: no --account-connector is of it.'] };
  const reads = new Set(byKind(catalog).reads);
  const said: string[] = [];
  const methods: CatalogMethod[] = [];
  for (const method of catalog.methods) {
    const { paging, note } = reads.has(method) ? await probeMethod(method, id, probing) : {};
    if (note !== undefined) said.push(`"${method.name}"${note}`);
    methods.push(paging === undefined ? method : { ...method, paging });
  }
  const writes = catalog.methods.length - reads.size;
  if (writes > 0)
    said.push(
      writes === 1 ? '1 method may write, and is not called.' : `${writes} methods may write, and are not called.`,
    );
  return { ...pulled, catalog: { ...catalog, methods }, notes: [...notes, ...said] };
}

/** The note begins behind the name of the method. */
async function probeMethod(
  method: CatalogMethod,
  id: AccountConnectorId,
  { newContext, budget, limits }: Probing,
): Promise<Pick<CatalogMethod, 'paging'> & { readonly note: string }> {
  const needed = neededOf(method);
  if (needed.length > 0) return { note: ` is not probed: it needs ${needed.join(', ')}.` };
  const left = `--probe makes at most ${limits.probeCalls} upstream calls (MAX_PROBE_CALLS)`;
  if (budget.isOver) return { note: ` is not probed: ${left}.` };
  const { calls, pages } = newContext().account;
  const stated = { accountConnectorId: id, method: method.identifier };
  try {
    const probed = await probePages(stated, { calls, pages, limits });
    if (budget.isOver) return { note: ` is not probed: ${left}.` };
    if (probed.kind === 'OPEN') return { note: ` shows nothing: ${probed.why}.` };
    const { style, evidence } = probed.paging;
    return { paging: probed.paging, note: `: ${style ?? 'no style is confirmed'}; ${evidence}.` };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    if (budget.isOver) return { note: ` is not probed: ${left}.` };
    return { note: ` cannot be probed. ${error.message}` };
  }
}

/** Inputs that a person would have to give: all that are required, but for those that a reading of pages gives itself. */
function neededOf({ parameters = [], fields = [] }: CatalogMethod): readonly string[] {
  const isGiven = (name: string, type: string | undefined) =>
    ['page', 'size'].includes(pagingRoleOfName(name, type) ?? '');
  return [
    ...parameters
      .filter(({ required, asked, gone }) => (required === true || asked === true) && gone !== true)
      .filter(({ targetName, type }) => !isGiven(targetName, type))
      .map(({ targetName }) => targetName),
    ...fields
      .filter(({ required, gone }) => required === true && gone !== true)
      .filter(({ key = '', type }) => !isGiven(key, type))
      .map(({ key, field }) => key ?? field),
  ];
}

/** What all methods together may cost. */
class ProbeBudget implements RequestBudget {
  readonly #most: number;
  #taken = 0;
  /** A call was refused. */
  isOver = false;

  constructor(most: number) {
    this.#most = most;
  }

  take(): void {
    if (this.#taken >= this.#most) {
      this.isOver = true;
      const message = `--probe makes at most ${this.#most} upstream calls. Set MAX_PROBE_CALLS for more.`;
      throw new GatewayError('LIMIT_EXCEEDED', message, { details: { limit: this.#most } });
    }
    this.#taken += 1;
  }

  hold(): void {
    // Each answer is let go before the next method.
  }

  countAnswer(): void {
    // Nothing is answered.
  }

  countReferences(): void {
    // There are none.
  }
}
