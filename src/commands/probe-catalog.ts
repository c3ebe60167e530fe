import { byKind } from '../catalog/by-kind.ts';
import type { CatalogMethod } from '../catalog/catalog.ts';
import { pagingRoleOfName } from '../calls/pages/input-names.ts';
import { probePages } from '../calls/pages/probe.ts';
import type { Context } from '../context.ts';
import { GatewayError } from '../errors.ts';
import type { AccountConnectorId } from '../ids.ts';
import type { Limits } from '../limits.ts';
import type { ProbeBudget } from './probe-budget.ts';
import type { PulledFile } from './pull-catalogs.ts';

export interface Probing {
  readonly newContext: () => Context;
  readonly budget: ProbeBudget;
  readonly limits: Limits;
}

/** The catalog with what its reads showed, and notes on each of them. `id`: undefined where no account connector is of it. */
export async function probeCatalog(
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
