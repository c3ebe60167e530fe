import { type FormEvent, useEffect, useMemo, useRef } from 'react';
import type { Connector } from '../find/connector.ts';
import { FormContext, useForm } from '../form/form.ts';
import { inputOf } from '../form/input.ts';
import { MethodForm } from '../form/method-form.tsx';
import { useInputSchema } from '../form/schema.ts';
import { masked, toSend } from '../form/to-send.ts';
import type { Settings } from '../settings.ts';
import { AnswerView } from './answer-view.tsx';
import { variablesOf } from './call.ts';
import { FailureView } from './failure-view.tsx';
import { ListView } from './list-view.tsx';
import type { Method } from './method-view.tsx';
import { Sent } from './sent.tsx';
import { useCall } from './use-call.ts';

interface Props {
  readonly settings: Settings;
  readonly account: string;
  readonly connector: Connector;
  readonly method: Method;
  /** What the method is called by. */
  readonly callName: string;
}

/** The form, the request that it stands for, and what came of it. */
export function CallPanel({ settings, account, connector, method, callName }: Props) {
  const { schema, isLooking, note } = useInputSchema(connector.id, method.uniqueIdentifier, method.inputSchema);
  const root = useMemo(() => inputOf(schema), [schema]);
  const form = useForm(root);
  const caller = useCall();
  const outcome = useRef<HTMLDivElement>(null);
  const { kind } = method;
  const inputs = toSend(root, form.draft);
  const { state } = caller;
  const failed = state.status === 'failed' ? state.failure : undefined;

  const call = async () => {
    form.tell([]);
    const settled = await caller.start({ kind, variables: variablesOf(connector.id, callName, inputs) });
    if (settled?.status === 'failed') form.tell(settled.failure.problems);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void call();
  };

  // Who uses the keyboard goes on at the first input that does not fit.
  useEffect(() => {
    if (failed?.code === 'BAD_USER_INPUT') document.querySelector<HTMLElement>('form [aria-invalid="true"]')?.focus();
    else if (state.status === 'answered' || failed) outcome.current?.scrollIntoView({ block: 'nearest' });
  }, [failed, state]);

  return (
    <FormContext value={form}>
      <div className="call">
        <div className="call-main">
          <form className="panel" noValidate onSubmit={onSubmit} aria-label={`Inputs of ${method.name}`}>
            <MethodForm root={root} />
            <div className="actions">
              <button type="submit" className="button button-primary" disabled={state.status === 'calling'}>
                {state.status === 'calling' ? 'Calling…' : 'Call'}
              </button>
              {state.status === 'calling' && kind === 'READ' && (
                <button type="button" className="button" onClick={caller.giveUp}>
                  Cancel
                </button>
              )}
              {kind === 'WRITE' && <span className="quiet">This writes to {connector.name}.</span>}
              {isLooking && <span className="quiet">Looking up choices…</span>}
              {note !== undefined && <span className="quiet">{note}</span>}
            </div>
          </form>
          <div className="outcome-area" ref={outcome} aria-live="polite" aria-busy={state.status === 'calling'}>
            {state.status === 'answered' && <AnswerView answer={state.answer} ms={state.ms} />}
            {state.status === 'answered' && kind === 'READ' && state.answer.records.length > 1 && (
              <ListView
                // Another call is another list.
                key={JSON.stringify(state.variables)}
                variables={state.variables}
                connector={connector.name}
              />
            )}
            {failed && <FailureView failure={failed} connector={connector.name} onRetry={() => void call()} />}
          </div>
        </div>
        <Sent
          settings={settings}
          account={account}
          method={method.uniqueIdentifier}
          call={{
            kind,
            variables: variablesOf(connector.id, callName, inputs === undefined ? undefined : masked(root, inputs)),
          }}
        />
      </div>
    </FormContext>
  );
}
