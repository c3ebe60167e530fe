import { useEffect, useState } from 'react';
import { CopyButton } from '../parts/copy-button.tsx';
import type { Failure, Outcome } from './failure.ts';

interface Props {
  readonly failure: Failure;
  /** What people call the account connector. */
  readonly connector?: string;
  readonly onRetry?: () => void;
}

export function FailureView({ failure, connector, onRetry }: Props) {
  const { code, message, outcome, requestId, retriable } = failure;
  const advice = adviceOf(failure);
  return (
    <section className={`failure failure-${toneOf(code)}`} role="alert">
      <header>
        <h2>{titleOf(failure, connector)}</h2>
        <code className="failure-code">{code}</code>
      </header>
      <p>{message}</p>
      {advice !== undefined && <p>{advice}</p>}
      {outcome !== undefined && <OutcomeView outcome={outcome} />}
      <footer>
        {onRetry !== undefined && retriable && (
          <RetryButton
            key={requestId}
            seconds={failure.retryAfterSeconds ?? 0}
            label={outcome === 'UNCERTAIN' ? 'Send it again all the same' : 'Try again'}
            onRetry={onRetry}
          />
        )}
        {requestId !== undefined && (
          <span className="request-id">
            Request <code>{requestId}</code>
            <CopyButton text={requestId} what="request id" />
          </span>
        )}
      </footer>
    </section>
  );
}

const explanations: Readonly<Record<Outcome, string>> = {
  NOT_APPLIED: 'It never reached the third-party app: nothing has changed, and it is safe to send again.',
  REFUSED: 'The third-party app refused it. Read its reason before you send it again.',
  UNCERTAIN: 'It may have been applied. Look in the third-party app before you send it again.',
};

function OutcomeView({ outcome }: { readonly outcome: Outcome }) {
  return (
    <p className="outcome">
      <code>{outcome}</code>
      {explanations[outcome]}
    </p>
  );
}

/** Counts down to the moment from which another try is welcome. */
function RetryButton({ seconds, label, onRetry }: { seconds: number; label: string; onRetry: () => void }) {
  const [until] = useState(() => Date.now() + seconds * 1000);
  const [left, setLeft] = useState(seconds);

  useEffect(() => {
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000))), 250);
    return () => clearInterval(timer);
  }, [until]);

  return (
    <button type="button" className="button" disabled={left > 0} onClick={onRetry}>
      {left > 0 ? `${label} in ${left} s` : label}
    </button>
  );
}

/** Warm where waiting or people help, red where something is broken. */
function toneOf(code: string): 'warn' | 'bad' {
  return ['BAD_USER_INPUT', 'CONNECTOR_NOT_AUTHENTICATED', 'RATE_LIMITED', 'TIMEOUT'].includes(code) ? 'warn' : 'bad';
}

function titleOf({ code }: Failure, connector = 'the account connector'): string {
  return code === 'CONNECTOR_NOT_AUTHENTICATED' ? `Reconnect ${connector}` : (titles[code] ?? 'The call failed');
}

const titles: Readonly<Record<string, string>> = {
  UNAUTHENTICATED: 'Sign in again',
  FORBIDDEN: 'Not allowed',
  BAD_USER_INPUT: 'Some inputs do not fit',
  NOT_FOUND: 'Not found',
  METHOD_NOT_FOUND: 'There is no such method any more',
  METHOD_AMBIGUOUS: 'Several methods have this name',
  METHOD_NOT_READABLE: 'This method may write',
  LIMIT_EXCEEDED: 'Too much at a time',
  IP_NOT_ALLOWED: 'Cyclr does not know the gateway’s address',
  UPSTREAM_CREDENTIALS: 'Cyclr does not accept the gateway’s credentials',
  RATE_LIMITED: 'Too many calls for now',
  TIMEOUT: 'No answer in time',
  UPSTREAM_UNAVAILABLE: 'Cyclr cannot be reached',
  UPSTREAM_INVALID: 'An answer that cannot be read',
  THIRD_PARTY_ERROR: 'The third-party app refused the call',
  INTERNAL_SERVER_ERROR: 'Something went wrong in the gateway',
  NETWORK: 'The gateway cannot be reached',
};

function adviceOf({ code, accountConnectorId }: Failure): string | undefined {
  switch (code) {
    case 'CONNECTOR_NOT_AUTHENTICATED':
      return `Here your product opens its “connect” dialog${accountConnectorId === undefined ? '' : ` for account connector ${accountConnectorId}`}; once it is connected again, the same call works.`;
    case 'IP_NOT_ALLOWED':
    case 'UPSTREAM_CREDENTIALS':
      return 'Only whoever runs the gateway can help.';
    default:
      return undefined;
  }
}
