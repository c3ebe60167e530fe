import type { AddFault } from '../../files/document.ts';
import { quoted } from '../../text/quoted.ts';
import type { ScenarioConnector } from './connector.ts';
import { addRepeated, didYouMean, doesNotExist } from './identities.ts';
import type { Scenario } from './scenario.ts';

/** Adds the faults of accounts, and of what is installed in them. `installable` are the connectors that there are. */
export function checkAccounts({ accounts }: Scenario, installable: readonly ScenarioConnector[], add: AddFault): void {
  addRepeated(
    'Each account needs its own.',
    accounts.map(({ Id }, index) => ({ value: Id, path: ['accounts', index, 'Id'], isExact: true })),
    add,
  );
  const installed = accounts.flatMap(({ accountConnectors = [] }, account) =>
    accountConnectors.map((one, index) => ({
      one,
      account,
      path: ['accounts', account, 'accountConnectors', index],
    })),
  );
  addRepeated(
    'Each account connector needs its own.',
    installed.flatMap(({ one: { Id }, path }) => (Id === undefined ? [] : [{ value: Id, path: [...path, 'Id'] }])),
    add,
  );
  addRepeated(
    'Each account connector of an account needs its own.',
    installed.map(({ one: { Name }, account, path }) => ({
      value: Name,
      within: String(account),
      path: [...path, 'Name'],
    })),
    add,
  );
  for (const { one, path } of installed) {
    const named = installable.filter(({ Name }) => Name.toLowerCase() === one.connector.toLowerCase());
    const { version = null, release } = one;
    const meant = named.filter(
      ({ Version }) => version === null || (Version ?? '').toLowerCase() === version.toLowerCase(),
    );
    if (named.length === 0) {
      const names = installable.map(({ Name }) => Name);
      add([...path, 'connector'], doesNotExist('connector', one.connector, names));
    } else if (meant.length === 0) {
      const versions = named.flatMap(({ Version }) => Version ?? []);
      const text = `is ${quoted(version ?? '')}, which is not a version of ${quoted(one.connector)}.`;
      add([...path, 'version'], `${text}${didYouMean(version ?? '', versions)}`);
    } else if (release !== undefined && !meant.some(({ Releases = [] }) => Releases.some(({ Id }) => Id === release))) {
      add([...path, 'release'], `is ${release}, which is not a release of ${quoted(one.connector)}.`);
    }
  }
}
