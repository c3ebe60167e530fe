import { useQuery } from '@apollo/client/react';
import { type ReactNode, useId, useState } from 'react';
import { failureOf } from '../call/failure.ts';
import { FailureView } from '../call/failure-view.tsx';
import { MethodsOfConnector } from '../documents.ts';
import { KindBadge } from '../parts/kind-badge.tsx';
import { Segments } from '../parts/segments.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { useTitle } from '../parts/title.ts';
import { hrefOf } from '../place.ts';
import { applicationOf, type Connector, type ListedMethod } from './connector.ts';

interface Props {
  readonly account: string;
  readonly connector: Connector;
  /** A MethodUniqueIdentifier. */
  readonly chosen: string | undefined;
}

const kinds = { '': 'All', READ: 'Read', WRITE: 'Write' } as const;

export function MethodList({ account, connector, chosen }: Props) {
  const [search, setSearch] = useState('');
  const [kind, setKind] = useState<keyof typeof kinds>('');
  const searchId = useId();
  const { data, error, refetch } = useQuery(MethodsOfConnector, { variables: { accountConnectorId: connector.id } });

  const Category = chosen === undefined ? 'h2' : 'h3';
  const found = data?.accountConnector?.methods?.filter(
    (method) => (kind === '' || method.kind === kind) && hasWords(method, search),
  );

  return (
    <nav className="column methods" aria-label={`Methods of ${connector.name}`}>
      <a className="back" href={hrefOf(account)}>
        All account connectors
      </a>
      {chosen === undefined ? (
        <ChosenTitle connector={connector} />
      ) : (
        <h2 className="column-title">{titleOf(connector)}</h2>
      )}
      <label className="hidden" htmlFor={searchId}>
        Search methods
      </label>
      <input
        id={searchId}
        type="search"
        placeholder="Search methods"
        value={search}
        onChange={({ target }) => setSearch(target.value)}
      />
      <Segments label="Kind of method" options={kinds} value={kind} onChange={setKind} />
      {error !== undefined && <FailureView failure={failureOf(error, 'READ')} onRetry={() => void refetch()} />}
      {found === undefined && error === undefined && <Skeleton rows={8} />}
      {found?.length === 0 && <p className="quiet">No method is called so.</p>}
      <p className="hidden" role="status">
        {found && `${found.length} methods`}
      </p>
      {[...Map.groupBy(found ?? [], ({ category }) => category ?? 'Other')].map(([category, methods]) => (
        <section key={category} aria-label={category}>
          <Category className="list-title">{category}</Category>
          <ul className="list">
            {methods.map((method) => (
              <li key={method.uniqueIdentifier}>
                <a
                  className="row"
                  href={hrefOf(account, connector.id, method.uniqueIdentifier)}
                  {...(method.uniqueIdentifier === chosen && { 'aria-current': 'true' as const })}
                >
                  <span className="row-text">
                    <span className="row-top">
                      <span className="row-name">{method.name}</span>
                      <KindBadge kind={method.kind} />
                    </span>
                    <span className="row-more">{method.description}</span>
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

/** The heading of the page, as long as no method is chosen. */
function ChosenTitle({ connector }: { readonly connector: Connector }) {
  useTitle(connector.name);
  return <h1 className="column-title">{titleOf(connector)}</h1>;
}

function titleOf(connector: Connector): ReactNode {
  return (
    <>
      {connector.name} <span className="quiet">{applicationOf(connector)}</span>
    </>
  );
}

/** As the gateway's own `search` does, for each key that is pressed. */
function hasWords({ name, description }: ListedMethod, search: string): boolean {
  const text = `${name}\n${description ?? ''}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
