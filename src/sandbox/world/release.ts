import { createHash } from 'node:crypto';
import { createExchange } from '../answers/answer.ts';
import type { Exchange } from '../answers/exchange.ts';
import type { Json } from '../../json.ts';
import type { ScenarioConnector, ScenarioRelease } from '../scenario/connector.ts';
import { readListed } from '../scenario/listed.ts';
import type { ScenarioField, ScenarioMethod, ScenarioParameter } from '../scenario/method.ts';
import type { Numbers } from './numbers.ts';

/** A connector of the catalogue. */
export interface Connector {
  scenario: ScenarioConnector;
  /** The account that uploaded it, for a custom connector. */
  readonly ownedBy: string | undefined;
  /** Oldest first; those after the live one cannot be found yet. */
  readonly releases: Release[];
  /** What its name and its MethodUniqueIdentifiers resolve to. */
  live: Release;
}

/** One release of a connector: its methods under their own numbers. */
export interface Release {
  readonly id: number;
  /** Listed ones in the order of their listing, then the others by Category and Name. */
  readonly methods: readonly Method[];
}

export interface Method {
  readonly id: number;
  readonly uniqueIdentifier: string;
  readonly scenario: ScenarioMethod;
  /** How it is listed; made from the rest where it is undefined. */
  readonly listed: Json | undefined;
  readonly parameters: readonly Parameter[];
  readonly requestFields: readonly Field[];
  readonly responseFields: readonly Field[];
  readonly exchange: Exchange;
}

export type Parameter = ScenarioParameter & { readonly Id: number; readonly TargetName: string };
export type Field = ScenarioField & { readonly Id: number };

/** Puts a connector's releases together; every number that the scenario leaves open comes from `numbers`. */
export function createConnector(
  scenario: ScenarioConnector,
  numbers: Numbers,
  allowedHosts: readonly string[],
  ownedBy?: string,
): Connector {
  let { methods, listing = [] } = scenario;
  const given: readonly ScenarioRelease[] = scenario.Releases ?? [{ Id: numbers.next('releases') }];
  const releases = given.map((release, index): Release => {
    methods = index === 0 ? methods : succeeding(methods, release, scenario);
    listing = release.listing ?? listing;
    for (const kind of ['methods', 'parameters', 'fields'] as const) {
      const first = release.ids?.[kind];
      if (first !== undefined) numbers.begin(kind, first);
    }
    return createRelease(release.Id, scenario, { methods, listing }, numbers, allowedHosts);
  });

  const upcoming = given.findIndex((release) => release.upcoming === true);
  const live = releases.at(upcoming > 0 ? upcoming - 1 : -1);
  if (live === undefined) throw new Error(`${scenario.Name} has no release.`);
  return { scenario, ownedBy, releases, live };
}

export function createRelease(
  id: number,
  connector: ScenarioConnector,
  { methods, listing = [] }: Pick<ScenarioConnector, 'methods' | 'listing'>,
  numbers: Numbers,
  allowedHosts: readonly string[],
): Release {
  const create = (scenario: ScenarioMethod, listed?: Json): Method => ({
    ...numberMethod(scenario, connector, numbers),
    listed,
    exchange: createExchange(connector, scenario, allowedHosts),
  });
  return {
    id,
    methods: [
      ...listing.map((one) => create(readListed(one), one.method)),
      ...methods.toSorted(byCategoryThenName).map((method) => create(method)),
    ],
  };
}

/** The releases that are or were live, newest last. */
export function releasedOf({ releases, live }: Connector): readonly Release[] {
  return releases.slice(0, releases.indexOf(live) + 1);
}

/** The methods of the next release: changed ones replace earlier ones, and none keeps its number. */
function succeeding(
  methods: readonly ScenarioMethod[],
  { methods: changed = [], without = [] }: ScenarioRelease,
  connector: ScenarioConnector,
): readonly ScenarioMethod[] {
  const gone = new Set([
    ...without.map((id) => id.toLowerCase()),
    ...changed.map((one) => identifierOf(connector, one)),
  ]);
  return [...methods.filter((method) => !gone.has(identifierOf(connector, method))).map(withoutIds), ...changed];
}

function withoutIds(method: ScenarioMethod): ScenarioMethod {
  const { Id: _id, Parameters = [], RequestFields = [], ResponseFields = [], ...rest } = method;
  const anew = <Input extends { readonly Id?: number }>({ Id: _old, ...input }: Input) => input;
  return {
    ...rest,
    Parameters: Parameters.map(anew),
    RequestFields: RequestFields.map(anew),
    ResponseFields: ResponseFields.map(anew),
  };
}

function numberMethod(
  scenario: ScenarioMethod,
  connector: ScenarioConnector,
  numbers: Numbers,
): Omit<Method, 'exchange' | 'listed'> {
  const parameter = (one: ScenarioParameter): Parameter => ({
    ...one,
    Id: one.Id ?? numbers.next('parameters'),
    TargetName: one.TargetName ?? one.Name,
  });
  const field = (one: ScenarioField): Field => ({ ...one, Id: one.Id ?? numbers.next('fields') });
  return {
    id: scenario.Id ?? numbers.next('methods'),
    uniqueIdentifier: identifierOf(connector, scenario),
    scenario,
    parameters: (scenario.Parameters ?? []).map(parameter),
    requestFields: (scenario.RequestFields ?? []).map(field),
    responseFields: (scenario.ResponseFields ?? []).map(field),
  };
}

/** A method without an identifier gets one that is made from its names, the same on every run. */
function identifierOf(
  connector: ScenarioConnector,
  { MethodUniqueIdentifier, Category, Name }: ScenarioMethod,
): string {
  if (MethodUniqueIdentifier !== undefined) return MethodUniqueIdentifier.toLowerCase();
  const names = JSON.stringify([connector.Name, connector.Version ?? null, Category ?? null, Name]);
  const hex = createHash('sha256').update(names).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function byCategoryThenName(a: ScenarioMethod, b: ScenarioMethod): number {
  return compare(a.Category ?? '', b.Category ?? '') || compare(a.Name, b.Name);
}

/** Ignores case: "eCommerce" comes before "Lists". */
function compare(a: string, b: string): number {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  return left === right ? 0 : left < right ? -1 : 1;
}
