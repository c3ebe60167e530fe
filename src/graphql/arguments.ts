import { badUserInput } from '../errors.ts';
import { type AccountConnectorId, toAccountConnectorId } from '../ids.ts';

/** Reads the id of an account connector, or says why it cannot be one. */
export function accountConnectorIdOf(text: string, argument: string): AccountConnectorId {
  const id = toAccountConnectorId(text);
  if (id !== undefined) return id;
  throw badUserInput('The account connector cannot be found', [
    {
      path: [argument],
      message: `${argument} must be digits, as accountConnectors { id } gives them, and ${JSON.stringify(text.slice(0, 100))} came.`,
      suggestions: [],
    },
  ]);
}
