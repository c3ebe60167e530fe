import { GatewayError } from '../errors.ts';
import { toMethodId, toMethodUniqueIdentifier } from '../ids.ts';
import { isCallable } from './kind.ts';
import type { Listing } from './listing.ts';
import type { ConnectorMethod } from './method.ts';
import { suggest } from './suggest.ts';

const longestEcho = 200;

/**
 * The method of that identifier, number or name: the name as it stands, else in any case.
 *
 * Throws `METHOD_NOT_FOUND` with names that were probably meant, `METHOD_AMBIGUOUS` with the identifiers of all that
 * have the name.
 */
export function findMethod(listing: Listing, text: string): ConnectorMethod {
  const identifier = toMethodUniqueIdentifier(text);
  const id = toMethodId(text);
  const found = identifier === undefined ? id && listing.byId(id) : listing.byIdentifier(identifier);
  if (found !== undefined) return found;

  const named = listing.byName(text);
  const exact = named.filter(({ name }) => name === text);
  const candidates = exact.length > 0 ? exact : named;
  const [only, second] = candidates;
  if (only === undefined) throw notFound(listing, text);
  if (second !== undefined) throw ambiguous(text, candidates);
  return only;
}

/** Throws `METHOD_NOT_FOUND` for a method that nobody can call: among those that can, it is not. */
export function assertCallable(method: ConnectorMethod): void {
  if (isCallable(method)) return;
  throw new GatewayError(
    'METHOD_NOT_FOUND',
    `"${method.name}" cannot be called: it is a ${method.methodType}, which the third-party app or Cyclr itself calls.`,
    { details: { suggestions: [] } },
  );
}

function notFound(listing: Listing, text: string): GatewayError {
  const shown = text.length > longestEcho ? `${text.slice(0, longestEcho).toWellFormed()}…` : text;
  const names = listing.methods.filter(isCallable).map(({ name }) => name);
  const suggestions = suggest(text, names);
  const meant = suggestions.length === 0 ? '' : ` Did you mean ${listed(suggestions.map((name) => `"${name}"`))}?`;
  return new GatewayError('METHOD_NOT_FOUND', `The connector has no method "${shown}".${meant}`, {
    details: { suggestions },
  });
}

function ambiguous(text: string, candidates: readonly ConnectorMethod[]): GatewayError {
  const ways = candidates.map(({ category, uniqueIdentifier, id }) => ({
    category,
    identifier: uniqueIdentifier ?? id,
  }));
  const list = ways.map(({ category, identifier }) => `${identifier} (${category ?? 'no category'})`);
  return new GatewayError(
    'METHOD_AMBIGUOUS',
    `${candidates.length} methods are named "${text.slice(0, longestEcho)}": call one by its identifier, ${listed(list)}.`,
    { details: { suggestions: ways.map(({ identifier }) => identifier) } },
  );
}

function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`;
}
