import type { AccountConnector } from '../connectors/account-connector.ts';
import type { Connector } from '../connectors/connector.ts';
import type { ConnectorMethod } from '../connectors/method.ts';
import type { CallScope, ConnectorRelease } from '../cyclr/cyclr.ts';
import type { Listings } from '../cyclr/listings.ts';
import type { Visible } from '../calls/plan.ts';

/** The methods of connectors, without those that the caller may not call. */
export interface Methods {
  /** Of the newest release of its connector. */
  of(accountConnector: AccountConnector): Promise<readonly ConnectorMethod[]>;
  /** Of exactly this release. */
  ofRelease(connector: Connector): Promise<readonly ConnectorMethod[]>;
}

export function loadMethods(listings: Listings, scope: CallScope, visible: Visible): Methods {
  async function list(connector: Connector, release: ConnectorRelease) {
    const { methods } = await listings.of(scope, release);
    return methods.filter((method) => visible(connector, method));
  }

  return {
    of: ({ connector }) => list(connector, { name: connector.name, version: connector.version }),
    ofRelease: (connector) => list(connector, { id: connector.id }),
  };
}
