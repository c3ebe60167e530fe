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
import { Skeleton } from './parts/skeleton.tsx';
import { useTitle } from './parts/title.ts';
import { hrefOf, type Place, usePlace } from './place.ts';
import type { Settings } from './settings.ts';

export function App({ settings }: { readonly settings: Settings }) {
  const { gateway, accounts } = settings;
  const place = usePlace();
  const account = (accounts.find(({ id }) => id === place.account) ?? accounts[0])?.id ?? '';
  const client = useMemo(() => createClient({ gateway, account }), [gateway, account]);

  return (
    <div className="app">
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
        <Workspace settings={settings} account={account} place={place} />
      </ApolloProvider>
    </div>
  );
}

interface WorkspaceProps {
  readonly settings: Settings;
  readonly account: string;
  readonly place: Place;
}

/** What a phone shows of the three: one at a time. The page's heading of the first rank is there. */
type Depth = 'connectors' | 'methods' | 'method' | 'nowhere';

function Workspace({ settings, account, place: { connector, method } }: WorkspaceProps) {
  const { data, error, refetch } = useQuery(AccountConnectors);
  const chosen = data?.accountConnectors?.find(({ id }) => id === connector);
  const depth: Depth =
    connector === undefined
      ? 'connectors'
      : data !== undefined && chosen === undefined
        ? 'nowhere'
        : method === undefined
          ? 'methods'
          : 'method';

  if (error !== undefined) {
    return (
      <main className="alone">
        <Titled title={overview} />
        <FailureView failure={failureOf(error, 'READ')} onRetry={() => void refetch()} />
      </main>
    );
  }
  return (
    <main className="places" data-depth={depth}>
      <nav className="column connectors" aria-label={overview}>
        {depth === 'connectors' ? <Titled title={overview} /> : <h2 className="column-title">{overview}</h2>}
        {data === undefined ? (
          <Skeleton rows={6} />
        ) : (
          <ConnectorList account={account} connectors={data.accountConnectors ?? []} chosen={connector} />
        )}
      </nav>
      {chosen && <MethodList key={chosen.id} account={account} connector={chosen} chosen={method} />}
      <div className="work">
        {depth === 'nowhere' ? (
          <Unknown account={account} />
        ) : chosen !== undefined && method !== undefined ? (
          <MethodView
            key={`${chosen.id}/${method}`}
            settings={settings}
            account={account}
            connector={chosen}
            method={method}
          />
        ) : (
          <Welcome choose={connector === undefined ? 'an account connector' : 'a method'} />
        )}
      </div>
    </main>
  );
}

const overview = 'Account connectors';

/** The heading of the page, and of its window. */
function Titled({ title }: { readonly title: string }) {
  useTitle(title);
  return <h1 className="column-title">{title}</h1>;
}

function Welcome({ choose }: { readonly choose: string }) {
  return (
    <section className="welcome">
      <h2>Choose {choose}</h2>
      <p>
        Every application that a customer has connected, behind one GraphQL endpoint. The forms of this page are made
        from what the gateway tells about each method: no connector has code of its own here.
      </p>
    </section>
  );
}

function Unknown({ account }: { readonly account: string }) {
  useTitle('Not found');
  return (
    <section className="welcome">
      <h1>The account has no such account connector</h1>
      <p>
        <a className="link" href={hrefOf(account)}>
          All account connectors
        </a>
      </p>
    </section>
  );
}
