import { resolve } from 'node:path';
import { parse, print } from 'graphql';
import type { Catalog } from '../catalog/catalog.ts';
import { standardCatalogConfig } from '../catalog/config.ts';
import type { Config } from '../config/config.ts';
import { createGateway } from '../gateway.ts';
import type { Service } from '../http/server/reloadable.ts';
import type { AccountId } from '../ids.ts';
import type { Scenario } from '../sandbox/server.ts';
import { logBreaker } from '../http/response/call-log.ts';
import type { Log } from '../telemetry/log.ts';
import { openUpstream } from '../upstream.ts';
import { endingWith } from './cyclr.ts';
import { findFirstQuery } from './first-query.ts';
import { pullScenarioCatalogs } from './scenario-catalogs.ts';

/** A gateway on a sandbox of its own, whose types are those of the scenario's connectors. */
export interface ScenarioGateway extends Service {
  readonly scenario: Scenario;
  /** The account that callers act for unless they say otherwise. */
  readonly account: AccountId;
  readonly catalogs: readonly Catalog[];
  /** What was left out of the types, and why. */
  readonly notes: readonly string[];
  /** A typed query that works as it stands; undefined where there is none. */
  readonly firstQuery: string | undefined;
}

export interface ScenarioOptions {
  readonly file: string;
  /** Hosts, besides this machine, that connectors of a definition may call. */
  readonly allowedHosts: readonly string[];
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Told of the scenario and of the definitions that it names, before they are read. */
  readonly onFile: (path: string) => void;
}

/**
 * Opens a gateway on a scenario.
 *
 * @throws {DocumentError} with every fault of a file
 */
export async function openScenarioGateway(
  config: Config,
  { file, allowedHosts, log, signal, onFile }: ScenarioOptions,
): Promise<ScenarioGateway> {
  const { readScenario } = await import('../sandbox/server.ts');
  const scenario = await readScenario(file, { signal, onFile });
  await using opened = new AsyncDisposableStack();
  const upstream = opened.use(await openUpstream(config, { scenario, allowedHosts, onBreaker: logBreaker(log) }));
  const { cyclr, embedded } = upstream;
  if (embedded === undefined) throw new TypeError('A scenario needs the embedded sandbox.');
  const { account } = embedded;
  const scope = { account, requestId: crypto.randomUUID(), signal: endingWith(signal), endsAt: Infinity };
  const { catalogs, notes } = await pullScenarioCatalogs(config, scenario, { cyclr, scope });
  const firstQuery = findFirstQuery(scenario, account, catalogs);
  const tabs = [{ name: 'first', query: print(parse(firstQuery ?? everything)) }];
  const gateway = opened.use(await createGateway(config, { log, catalogs, upstream, tabs }));
  const open = opened.move();
  return {
    scenario,
    account,
    catalogs,
    notes,
    firstQuery,
    listener: gateway.listener,
    retire: () => gateway.retire(),
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}

/** For a scenario whose reads all need inputs. */
const everything = '{ accountConnectors { id name connector { name } methods { name kind } } }';

/** The files and directories, beside the scenario's own, that such a gateway is made of. */
export function watchedBeside({ catalogDir, connectorsConfig, policyFile, persisted }: Config): readonly string[] {
  const files = [catalogDir, connectorsConfig ?? standardCatalogConfig, policyFile, ...persisted.manifests];
  return files.flatMap((file) => (file === undefined ? [] : [resolve(file)]));
}
