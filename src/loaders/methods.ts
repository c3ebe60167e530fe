import type { AccountConnector } from '../connectors/account-connector.ts';
import type { Connector } from '../connectors/connector.ts';
import { tellSkipped } from '../connectors/skipped.ts';
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
  /** Which methods of the listing cannot be read and are left out, as a sentence; undefined where there are none. */
  warningOf(connector: Connector, of: 'newest' | 'release'): Promise<string | undefined>;
}

export interface MethodsOptions {
  readonly listings: Listings;
  readonly scope: CallScope;
  readonly visible: Visible;
  /** No method is hidden from anybody. Otherwise nothing is told of methods that cannot be read. */
  readonly isOpen: boolean;
}

export function loadMethods({ listings, scope, visible, isOpen }: MethodsOptions): Methods {
  async function list(connector: Connector, release: ConnectorRelease) {
    const { methods } = await listings.of(scope, release);
    return methods.filter((method) => visible(connector, method));
  }

  return {
    of: ({ connector }) => list(connector, { name: connector.name, version: connector.version }),
    ofRelease: (connector) => list(connector, { id: connector.id }),
    async warningOf({ id, name, version }, of) {
      if (!isOpen) return undefined;
      const { skipped } = await listings.of(scope, of === 'newest' ? { name, version } : { id });
      return tellSkipped(skipped);
    },
  };
}
