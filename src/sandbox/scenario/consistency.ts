import { fillers } from './filler.ts';
import { answerProblems } from './answer-problems.ts';
import type { ScenarioConnector } from './connector.ts';
import { parseDefinition } from './definition.ts';
import { readListed } from './listed.ts';
import type { ScenarioMethod } from './method.ts';
import type { Scenario } from './scenario.ts';

/** Faults of a scenario that a JSON Schema cannot find, such as a name that nothing has. One line each, place first. */
export function inconsistenciesOf(scenario: Scenario): readonly string[] {
  const { connectors, definitions = [], filler = 0 } = scenario;
  const problems: string[] = [];
  const say = (place: string, why: string) => void problems.push(`${place}: ${why}`);

  const known: { readonly connector: ScenarioConnector; readonly place: string }[] = connectors.map(
    (connector, index) => ({ connector, place: `connectors[${index}]` }),
  );
  for (const [index, definition] of definitions.entries()) {
    const place = `definitions[${index}]`;
    const connector = parseDefinition(definition);
    if (typeof connector === 'string') say(place, connector);
    else known.push({ connector, place });
  }
  for (const { connector, place } of known) connectorProblems(connector, place, say);
  repeated(
    connectors.flatMap(({ Releases = [] }, index) =>
      Releases.map(({ Id }, at) => ({ key: `release ${Id}`, place: `connectors[${index}].Releases[${at}].Id` })),
    ),
    say,
  );

  repeated(
    known.map(({ connector: { Name, Version }, place }) => ({
      key: `connector "${Name.toLowerCase()}"${Version ? ` of version ${Version.toLowerCase()}` : ''}`,
      place: `${place}.Name`,
    })),
    say,
  );
  repeated(
    known.flatMap(({ connector, place }) =>
      methodLists(connector, place).flatMap((list) => numbered('method', list.methods, list.place)),
    ),
    say,
  );

  const installable = [...known.map(({ connector }) => connector), ...fillers(filler)];
  accountProblems(scenario, installable, say);
  return problems;
}

type Say = (place: string, why: string) => void;

function connectorProblems(connector: ScenarioConnector, place: string, say: Say): void {
  const { methods, listing = [], Triggers = [] } = connector;
  const named = [...methods, ...listing.map(readListed)];
  for (const [index, { method }] of Triggers.entries()) {
    if (!named.some(({ Name }) => Name === method))
      say(`${place}.Triggers[${index}].method`, `there is no method "${method}"`);
  }
  // A listing may contradict itself, since it is served as it is; its answers may not.
  for (const [index, listed] of listing.entries()) {
    answerProblems(readListed(listed), `${place}.listing[${index}].answer`, say);
  }
  for (const { methods: some, place: where } of methodLists(connector, place)) {
    repeated(
      some.flatMap(({ MethodUniqueIdentifier: key }, index) =>
        key === undefined ? [] : [{ key: key.toLowerCase(), place: `${where}[${index}].MethodUniqueIdentifier` }],
      ),
      say,
    );
    for (const [index, method] of some.entries()) {
      inputProblems(method, `${where}[${index}]`, say);
      answerProblems(method, `${where}[${index}].answer`, say);
    }
  }
}

/** The connector's own methods, and those that a release of it brings. */
function methodLists({ methods, Releases = [] }: ScenarioConnector, place: string) {
  return [
    { methods, place: `${place}.methods` },
    ...Releases.map((release, index) => ({
      methods: release.methods ?? [],
      place: `${place}.Releases[${index}].methods`,
    })),
  ];
}

/** A parameter and a field may have the same number: they are two key spaces. */
function inputProblems(
  { Parameters = [], RequestFields = [], ResponseFields = [] }: ScenarioMethod,
  place: string,
  say: Say,
): void {
  repeated(numbered('parameter', Parameters, `${place}.Parameters`), say);
  repeated(
    [
      ...numbered('field', RequestFields, `${place}.RequestFields`),
      ...numbered('field', ResponseFields, `${place}.ResponseFields`),
    ],
    say,
  );
}

function accountProblems({ accounts }: Scenario, installable: readonly ScenarioConnector[], say: Say): void {
  repeated(
    accounts.map(({ Id }, index) => ({ key: `account "${Id}"`, place: `accounts[${index}].Id` })),
    say,
  );
  const installed = accounts.flatMap(({ accountConnectors = [] }, account) =>
    accountConnectors.map((one, index) => ({
      one,
      account,
      place: `accounts[${account}].accountConnectors[${index}]`,
    })),
  );
  repeated(
    installed.flatMap(({ one: { Id }, place }) =>
      Id === undefined ? [] : [{ key: `account connector ${Id}`, place: `${place}.Id` }],
    ),
    say,
  );
  repeated(
    installed.map(({ one: { Name }, account, place }) => ({
      key: `"${Name.toLowerCase()}"`,
      within: account,
      place: `${place}.Name`,
    })),
    say,
  );
  for (const { one, place } of installed) {
    const named = installable.filter(
      ({ Name, Version }) =>
        Name.toLowerCase() === one.connector.toLowerCase() &&
        (typeof one.version !== 'string' || (Version ?? '').toLowerCase() === one.version.toLowerCase()),
    );
    const version = typeof one.version === 'string' ? ` of version "${one.version}"` : '';
    if (named.length === 0) say(`${place}.connector`, `there is no connector "${one.connector}"${version}`);
    else if (
      one.release !== undefined &&
      !named.some(({ Releases = [] }) => Releases.some(({ Id }) => Id === one.release))
    )
      say(`${place}.release`, `"${one.connector}" has no release ${one.release}`);
  }
}

function numbered(kind: string, items: readonly { readonly Id?: number }[], place: string) {
  return items.flatMap(({ Id }, index) =>
    Id === undefined ? [] : [{ key: `${kind} ${Id}`, place: `${place}[${index}].Id` }],
  );
}

function repeated(
  found: readonly { readonly key: string; readonly within?: number; readonly place: string }[],
  say: Say,
): void {
  const seen = new Map<string, string>();
  for (const { key, within, place } of found) {
    const whole = `${within ?? ''} ${key}`;
    const before = seen.get(whole);
    if (before === undefined) seen.set(whole, place);
    else say(place, `${key} is there already, as ${before}`);
  }
}
