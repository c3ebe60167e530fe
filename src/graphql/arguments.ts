import { badUserInput } from '../errors.ts';
import {
  type AccountConnectorId,
  type AccountId,
  type ConnectorId,
  toAccountConnectorId,
  toAccountId,
  toConnectorId,
} from '../ids.ts';

/** Reads the id of an account, or says why it cannot be one. */
export function accountIdOf(text: string, argument: string): AccountId {
  const id = toAccountId(text);
  if (id !== undefined) return id;
  const message = `"${argument}" must be 1 to 128 visible ASCII characters, without spaces.`;
  throw badUserInput('The account cannot be found', [{ path: [argument], message, suggestions: [] }]);
}

/** Reads the id of a connector, or says why it cannot be one. */
export function connectorIdOf(text: string): ConnectorId {
  const id = toConnectorId(text);
  if (id !== undefined) return id;
  const message =
    '"id" must be digits, as connectors { nodes { id } } gives them. To find a connector by name, use connectorByName.';
  throw badUserInput('The connector cannot be found', [{ path: ['id'], message, suggestions: [] }]);
}

/** Reads the id of an account connector, or says why it cannot be one. */
export function accountConnectorIdOf(text: string, argument: string): AccountConnectorId {
  const id = toAccountConnectorId(text);
  if (id !== undefined) return id;
  throw badUserInput('The account connector cannot be found', [
    {
      path: [argument],
      message: `"${argument}" must be digits, as accountConnectors { id } gives them; got ${JSON.stringify(text.slice(0, 100))}.`,
      suggestions: [],
    },
  ]);
}
