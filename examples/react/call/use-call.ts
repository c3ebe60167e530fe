import { useApolloClient } from '@apollo/client/react';
import { useEffect, useRef, useState } from 'react';
import { type Answer, type Call, send, type Variables } from './call.ts';
import { type Failure, failureOf } from './failure.ts';

export type CallState =
  | { readonly status: 'idle' }
  | { readonly status: 'calling' }
  | { readonly status: 'answered'; readonly variables: Variables; readonly answer: Answer; readonly ms: number }
  | { readonly status: 'failed'; readonly failure: Failure; readonly ms: number };

export interface Caller {
  readonly state: CallState;
  /** Resolves when there is an answer or a failure; undefined where it was given up. */
  start(call: Call): Promise<CallState | undefined>;
  giveUp(): void;
}

/** One call at a time; what is on its way when the method is left is given up. */
export function useCall(): Caller {
  const client = useApolloClient();
  const [state, setState] = useState<CallState>({ status: 'idle' });
  const current = useRef<AbortController>(undefined);
  useEffect(() => () => current.current?.abort(), []);

  return {
    state,
    async start(call) {
      current.current?.abort();
      const controller = (current.current = new AbortController());
      const begin = performance.now();
      setState({ status: 'calling' });
      const settled = await send(client, call, controller.signal).then(
        (answer) => ({ status: 'answered' as const, variables: call.variables, answer, ms: performance.now() - begin }),
        (error: unknown) => ({
          status: 'failed' as const,
          failure: failureOf(error, call.kind),
          ms: performance.now() - begin,
        }),
      );
      if (controller.signal.aborted) return undefined;
      setState(settled);
      return settled;
    },
    giveUp() {
      current.current?.abort();
      setState({ status: 'idle' });
    },
  };
}
