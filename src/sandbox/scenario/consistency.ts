import type { AddFault } from '../../files/document.ts';
import { checkAccounts } from './check-accounts.ts';
import { checkAnswers } from './check-answers.ts';
import type { ScenarioConnector } from './connector.ts';
import { type DefinitionJson, toConnector } from './definition.ts';
import { fillers } from './filler.ts';
import { addRepeated, doesNotExist, type FilePath, numbered } from './identities.ts';
import { readListed } from './listed.ts';
import type { ScenarioMethod } from './method.ts';
import type { Scenario } from './scenario.ts';

/** A connector of a scenario, with where it stands in the file and how it spells two keys there. */
interface Known {
  readonly connector: ScenarioConnector;
  readonly path: FilePath;
  readonly methodsKey: 'methods' | 'Methods';
  readonly triggerMethodKey: 'method' | 'MethodName';
}

/** Adds the faults of a definition that its schema cannot find. */
export function checkDefinition(definition: DefinitionJson, add: AddFault): void {
  const connector = toConnector(definition);
  checkConnector({ connector, path: [], methodsKey: 'Methods', triggerMethodKey: 'MethodName' }, add);
}

/**
 * Adds the faults of a scenario that its schema cannot find, such as a name that nothing has. `ofFiles` are the
 * connectors of its `definitionFiles`.
 */
export function checkConsistency(scenario: Scenario, ofFiles: readonly ScenarioConnector[], add: AddFault): void {
  const { connectors, filler = 0 } = scenario;
  const known = connectorsOf(scenario);
  for (const one of known) checkConnector(one, add);
  addRepeated(
    'Each release needs its own.',
    connectors.flatMap(({ Releases = [] }, index) =>
      Releases.map(({ Id }, at) => ({ value: Id, path: ['connectors', index, 'Releases', at, 'Id'] })),
    ),
    add,
  );
  addRepeated(
    'Each connector needs a name of its own, or a version.',
    [
      ...known.map(({ connector, path }) => ({ connector, path: [...path, 'Name'] })),
      ...ofFiles.map((connector, index) => ({ connector, path: ['definitionFiles', index, 'file'] })),
    ].map(({ connector: { Name, Version }, path }) => ({ value: Name, within: Version?.toLowerCase() ?? '', path })),
    add,
  );
  addRepeated(
    'Each method needs its own.',
    known.flatMap((one) => methodLists(one).flatMap(({ methods, path }) => numbered(methods, path))),
    add,
  );
  const installable = [...known.map(({ connector }) => connector), ...ofFiles, ...fillers(filler)];
  checkAccounts(scenario, installable, add);
}

function connectorsOf({ connectors, definitions = [] }: Scenario): readonly Known[] {
  const own = connectors.map((connector, index): Known => ({
    connector,
    path: ['connectors', index],
    methodsKey: 'methods',
    triggerMethodKey: 'method',
  }));
  const defined = definitions.map((definition, index): Known => ({
    connector: toConnector(definition),
    path: ['definitions', index],
    methodsKey: 'Methods',
    triggerMethodKey: 'MethodName',
  }));
  return [...own, ...defined];
}

function checkConnector(known: Known, add: AddFault): void {
  const { connector, path, triggerMethodKey } = known;
  const { methods, listing = [], Triggers = [] } = connector;
  const names = [...methods, ...listing.map(readListed)].map(({ Name }) => Name);
  for (const [index, { method }] of Triggers.entries()) {
    if (names.includes(method)) continue;
    add([...path, 'Triggers', index, triggerMethodKey], doesNotExist('method', method, names));
  }
  // A listing may contradict itself, since it is served as it is; its answers may not.
  for (const [index, listed] of listing.entries()) {
    checkAnswers(readListed(listed), [...path, 'listing', index, 'answer'], add);
  }
  for (const { methods: some, path: at } of methodLists(known)) {
    addRepeated(
      'Each method needs its own.',
      some.flatMap(({ MethodUniqueIdentifier: value }, index) =>
        value === undefined ? [] : [{ value, path: [...at, index, 'MethodUniqueIdentifier'] }],
      ),
      add,
    );
    for (const [index, method] of some.entries()) {
      checkInputs(method, [...at, index], add);
      checkAnswers(method, [...at, index, 'answer'], add);
    }
  }
}

/** The connector's own methods, and those that a release of it brings. */
function methodLists({ connector: { methods, Releases = [] }, path, methodsKey }: Known) {
  return [
    { methods, path: [...path, methodsKey] },
    ...Releases.map((release, index) => ({
      methods: release.methods ?? [],
      path: [...path, 'Releases', index, 'methods'],
    })),
  ];
}

/** A parameter and a field may have the same number: they are two key spaces. */
function checkInputs(
  { Parameters = [], RequestFields = [], ResponseFields = [] }: ScenarioMethod,
  path: FilePath,
  add: AddFault,
): void {
  addRepeated('Each parameter of a method needs its own.', numbered(Parameters, [...path, 'Parameters']), add);
  addRepeated(
    'Each field of a method needs its own.',
    [...numbered(RequestFields, [...path, 'RequestFields']), ...numbered(ResponseFields, [...path, 'ResponseFields'])],
    add,
  );
}
