import { useQuery } from '@apollo/client/react';
import { InputChoices } from '../documents.ts';
import { isObject } from '../json.ts';

export interface InputSchema {
  readonly schema: unknown;
  /** Choices are being looked up in the third-party app. */
  readonly isLooking: boolean;
  /** What could not be looked up, in a sentence. */
  readonly note: string | undefined;
}

/** The schema of a method's inputs: at first as it is known, then with the choices of the third-party app. */
export function useInputSchema(accountConnectorId: string, method: string, known: unknown): InputSchema {
  // Where choices cannot be looked up, what is meant can still be typed.
  const { data, loading } = useQuery(InputChoices, {
    variables: { accountConnectorId, method },
    errorPolicy: 'all',
  });
  const found: unknown = data?.accountConnector?.method?.inputSchema;
  const note = isObject(found) ? found['$comment'] : undefined;
  return { schema: found ?? known, isLooking: loading, note: typeof note === 'string' ? note : undefined };
}
