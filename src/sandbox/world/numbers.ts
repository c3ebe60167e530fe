import { readListed } from '../scenario/listed.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** Every kind of thing has a sequence of its own, as in Cyclr: a parameter and a field may have the same number. */
export type NumberKind = 'releases' | 'methods' | 'parameters' | 'fields' | 'installs' | 'properties' | 'customFields';

/** Gives numbers out, the same ones on every run, and none twice. */
export interface Numbers {
  next(kind: NumberKind): number;
  /** Continues the sequence from here. */
  begin(kind: NumberKind, first: number): void;
}

const firsts: Readonly<Record<NumberKind, number>> = {
  releases: 6000,
  methods: 2_000_000,
  parameters: 3_000_000,
  fields: 40_000_000,
  installs: 3000,
  properties: 90_000,
  customFields: 70_000,
};

/** Numbers for what the scenario leaves open. Numbers that the scenario itself uses are not given out. */
export function createNumbers(scenario: Scenario): Numbers {
  const given = chosenBy(scenario);
  const upcoming: Record<NumberKind, number> = { ...firsts };
  return {
    next(kind) {
      while (given[kind].has(upcoming[kind])) upcoming[kind] += 1;
      given[kind].add(upcoming[kind]);
      return upcoming[kind]++;
    },
    begin(kind, first) {
      upcoming[kind] = first;
    },
  };
}

function chosenBy({ connectors, accounts }: Scenario): Readonly<Record<NumberKind, Set<number>>> {
  const methods = connectors
    .flatMap((one) => [one, ...(one.Releases ?? [])])
    .flatMap((one) => [...(one.methods ?? []), ...(one.listing ?? []).map(readListed)]);
  const ids = (items: readonly { readonly Id?: number }[]) =>
    new Set(items.flatMap(({ Id }) => (Id === undefined ? [] : [Id])));
  return {
    releases: ids(connectors.flatMap(({ Releases = [] }) => Releases)),
    methods: ids(methods),
    parameters: ids(methods.flatMap(({ Parameters = [] }) => Parameters)),
    fields: ids(
      methods.flatMap(({ RequestFields = [], ResponseFields = [] }) => [...RequestFields, ...ResponseFields]),
    ),
    installs: ids(accounts.flatMap(({ accountConnectors = [] }) => accountConnectors)),
    properties: new Set(),
    customFields: new Set(),
  };
}
