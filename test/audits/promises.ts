import type { CyclrPromise } from './promise.ts';
import { accountConnectorsPromises } from './promises/account-connectors.ts';
import { accountsPromises } from './promises/accounts.ts';
import { answersPromises } from './promises/answers.ts';
import { callsPromises } from './promises/calls.ts';
import { cataloguePromises } from './promises/catalogue.ts';
import { customConnectorsPromises } from './promises/custom-connectors.ts';
import { installingPromises } from './promises/installing.ts';
import { methodsPromises } from './promises/methods.ts';
import { settingsPromises } from './promises/settings.ts';
import { tokensPromises } from './promises/tokens.ts';

/** Everything that Cyclr is known to do, as far as a client can ask. */
export const promises: readonly CyclrPromise[] = [
  ...tokensPromises,
  ...answersPromises,
  ...cataloguePromises,
  ...methodsPromises,
  ...callsPromises,
  ...installingPromises,
  ...accountConnectorsPromises,
  ...settingsPromises,
  ...customConnectorsPromises,
  ...accountsPromises,
];
