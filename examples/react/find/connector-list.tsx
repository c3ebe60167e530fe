import { useQuery } from '@apollo/client/react';
import { ConnectorIcons } from '../documents.ts';
import { hrefOf } from '../place.ts';
import { applicationOf, type Connector } from './connector.ts';

interface Props {
  readonly account: string;
  readonly connectors: readonly Connector[];
  readonly chosen: string | undefined;
}

export function ConnectorList({ account, connectors, chosen }: Props) {
  // An icon that cannot be had takes none of the others with it.
  const { data } = useQuery(ConnectorIcons, { errorPolicy: 'all' });
  const icons = new Map(data?.accountConnectors?.map(({ connector }) => [connector.id, connector.icon]));

  if (connectors.length === 0) return <p className="quiet">Nothing is connected in this account.</p>;
  return (
    <ul className="list">
      {connectors.map((one) => (
        <li key={one.id}>
          <a
            className="row"
            href={hrefOf(account, one.id)}
            {...(one.id === chosen && { 'aria-current': 'true' as const })}
          >
            <ConnectorIcon name={one.connector.name} icon={icons.get(one.connector.id)} />
            <span className="row-text">
              <span className="row-top">
                <span className="row-name">{one.name}</span>
                {!one.authenticated && <span className="badge badge-warn">Reconnect</span>}
              </span>
              <span className="row-more">{applicationOf(one)}</span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Only what is in the page already: an icon never makes the browser ask another host. */
export function ConnectorIcon({ name, icon }: { readonly name: string; readonly icon: string | null | undefined }) {
  return icon?.startsWith('data:image/') === true ? (
    <img className="icon" src={icon} alt="" />
  ) : (
    <span className="icon" aria-hidden="true">
      {name.slice(0, 1)}
    </span>
  );
}
