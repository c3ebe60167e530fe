import { useQuery } from '@apollo/client/react';
import type { ResultOf } from '@graphql-typed-document-node/core';
import { MethodsOfConnector, MethodToCall } from '../documents.ts';
import { applicationOf, type Connector } from '../find/connector.ts';
import { KindBadge } from '../parts/kind-badge.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { useTitle } from '../parts/title.ts';
import { hrefOf } from '../place.ts';
import type { Settings } from '../settings.ts';
import { failureOf } from './failure.ts';
import { FailureView } from './failure-view.tsx';
import { CallPanel } from './call-panel.tsx';

interface Props {
  readonly settings: Settings;
  readonly account: string;
  readonly connector: Connector;
  /** A MethodUniqueIdentifier. */
  readonly method: string;
}

export type Method = NonNullable<NonNullable<ResultOf<typeof MethodToCall>['accountConnector']>['method']>;

/** A method: what it is, and a form to call it. */
export function MethodView({ settings, account, connector, method: identifier }: Props) {
  const variables = { accountConnectorId: connector.id, method: identifier };
  const { data, error, refetch } = useQuery(MethodToCall, { variables });
  // In the cache already, for the list: a method is called by its name where that is of it alone.
  const { data: listed } = useQuery(MethodsOfConnector, { variables: { accountConnectorId: connector.id } });
  const method = data?.accountConnector?.method;
  const namesakes = listed?.accountConnector?.methods?.filter(({ name }) => name === method?.name).length;

  const called = method?.name ?? 'Method';
  useTitle(called, connector.name);

  const head = (
    <header className="method-head">
      <a className="back" href={hrefOf(account, connector.id)}>
        {connector.name}
      </a>
      <div className="method-title">
        <h1>{called}</h1>
        {method && <KindBadge kind={method.kind} />}
      </div>
      <p className="quiet">
        {method?.description} <span className="method-of">{applicationOf(connector)}</span>
      </p>
    </header>
  );
  if (!method) {
    return (
      <>
        {head}
        {error !== undefined ? (
          <FailureView failure={failureOf(error, 'READ')} onRetry={() => void refetch()} />
        ) : data === undefined ? (
          <Skeleton rows={5} />
        ) : (
          <p className="empty">This connector has no such method any more.</p>
        )}
      </>
    );
  }
  return (
    <>
      {head}
      {!connector.authenticated && (
        <p className="notice">
          {connector.name} must be reconnected: the third-party app does not accept its credentials any more, and calls
          fail until it is.
        </p>
      )}
      {method.warning !== null && <p className="notice">{method.warning}</p>}
      {method.methodType !== null && method.methodType !== 'Action' && (
        <p className="notice">It is a {method.methodType}: the third-party app calls it, and the gateway refuses to.</p>
      )}
      <CallPanel
        settings={settings}
        account={account}
        connector={connector}
        method={method}
        callName={namesakes === 1 ? method.name : method.uniqueIdentifier}
      />
    </>
  );
}
