import { useQuery } from '@apollo/client/react';
import { ApolloProvider } from '@apollo/client/react';
import { useMemo } from 'react';
import { failureOf } from './call/failure.ts';
import { FailureView } from './call/failure-view.tsx';
import { MethodView } from './call/method-view.tsx';
import { createClient } from './client.ts';
import { AccountConnectors } from './documents.ts';
import { AccountSwitcher } from './find/account-switcher.tsx';
import { ConnectorList } from './find/connector-list.tsx';
import { MethodList } from './find/method-list.tsx';
import { hrefOf, type Place, usePlace } from './place.ts';
import type { Settings } from './settings.ts';
import { Skeleton } from './parts/skeleton.tsx';

export function App({ settings: { gateway, accounts } }: { readonly settings: Settings }) {
  const place = usePlace();
  const account = (accounts.find(({ id }) => id === place.account) ?? accounts[0])?.id ?? '';
  const client = useMemo(() => createClient({ gateway, account }), [gateway, account]);
  const depth = place.connector === undefined ? 'connectors' : place.method === undefined ? 'methods' : 'method';

  return (
    <div className="app" data-depth={depth}>
      <header className="top">
        <a className="brand" href={hrefOf(account)}>
          <span className="brand-mark" aria-hidden="true" />
          <span>
            <strong>cyclr-gateway</strong> <span className="brand-rest">every connector, one endpoint</span>
          </span>
        </a>
        <AccountSwitcher accounts={accounts} account={account} />
      </header>
      {/* The key makes everything below anew: nothing of one account is shown to another. */}
      <ApolloProvider client={client} key={account}>
        <Workspace gateway={gateway} account={account} place={place} />
      </ApolloProvider>
    </div>
  );
}

interface WorkspaceProps {
  readonly gateway: string;
  readonly account: string;
  readonly place: Place;
}

function Workspace({ gateway, account, place: { connector, method } }: WorkspaceProps) {
  const { data, error, refetch } = useQuery(AccountConnectors);
  const chosen = data?.accountConnectors?.find(({ id }) => id === connector);

  if (error !== undefined) {
    return (
      <main className="alone">
        <FailureView failure={failureOf(error, 'READ')} onRetry={() => void refetch()} />
      </main>
    );
  }
  return (
    <>
      <nav className="column connectors" aria-label="Account connectors">
        <h2 className="column-title">Account connectors</h2>
        {data === undefined ? (
          <Skeleton rows={6} />
        ) : (
          <ConnectorList account={account} connectors={data.accountConnectors ?? []} chosen={connector} />
        )}
      </nav>
      {chosen && <MethodList key={chosen.id} account={account} connector={chosen} chosen={method} />}
      <main className="work">
        {chosen !== undefined && method !== undefined ? (
          <MethodView
            key={`${chosen.id}/${method}`}
            gateway={gateway}
            account={account}
            connector={chosen}
            method={method}
          />
        ) : (
          <Welcome
            isChosen={chosen !== undefined}
            isUnknown={data !== undefined && !chosen && connector !== undefined}
          />
        )}
      </main>
    </>
  );
}

const unknown = 'The account has no such account connector';

function Welcome({ isChosen, isUnknown }: { readonly isChosen: boolean; readonly isUnknown: boolean }) {
  return (
    <section className="welcome">
      <h1>{isUnknown ? unknown : isChosen ? 'Choose a method' : 'Choose an account connector'}</h1>
      <p>
        Every application that a customer has connected, behind one GraphQL endpoint. The forms of this page are made
        from what the gateway tells about each method: no connector has code of its own here.
      </p>
    </section>
  );
}
