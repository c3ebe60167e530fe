declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** A Cyclr account: an opaque text that the partner chose, not always a GUID. @see docs/cyclr.md#ids-and-releases */
export type AccountId = Branded<'AccountId'>;

/** An account connector of one account: digits. */
export type AccountConnectorId = Branded<'AccountConnectorId'>;

/** One release of a connector: digits. A newer release of the same connector has another. */
export type ConnectorId = Branded<'ConnectorId'>;

/** A method of one release: digits. */
export type MethodId = Branded<'MethodId'>;

/** A method over all releases: a GUID, in lower case. Cyclr resolves it to the newest release. */
export type MethodUniqueIdentifier = Branded<'MethodUniqueIdentifier'>;

const digits = /^(?:0|[1-9]\d{0,18})$/;
const guid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
/** Goes into a header and into the scope of a token, where a space would begin another scope: visible ASCII only. */
const accountId = /^[\x21-\x7e]{1,128}$/;

/** Each of these makes an id of a text, or answers undefined when the text cannot be one. */
export function toAccountId(text: string): AccountId | undefined {
  return accountId.test(text) ? (text as AccountId) : undefined;
}

export function toAccountConnectorId(text: string): AccountConnectorId | undefined {
  return digits.test(text) ? (text as AccountConnectorId) : undefined;
}

export function toConnectorId(text: string): ConnectorId | undefined {
  return digits.test(text) ? (text as ConnectorId) : undefined;
}

export function toMethodId(text: string): MethodId | undefined {
  return digits.test(text) ? (text as MethodId) : undefined;
}

export function toMethodUniqueIdentifier(text: string): MethodUniqueIdentifier | undefined {
  return guid.test(text) ? (text.toLowerCase() as MethodUniqueIdentifier) : undefined;
}
