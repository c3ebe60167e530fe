import { badUserInput, GatewayError } from '../errors.ts';
import { toMethodId, toMethodUniqueIdentifier } from '../ids.ts';
import { isCallable } from './kind.ts';
import type { Listing } from './listing.ts';
import type { ConnectorMethod, SkippedMethod } from './method.ts';
import { fold } from '../text/fold.ts';
import { listed, quoted, quotedUpTo } from '../text/quoted.ts';
import { suggest } from '../text/suggest.ts';

/**
 * The method that a caller means by a MethodUniqueIdentifier, a numeric id or a name, whether or not it can be called.
 *
 * @throws GatewayError `METHOD_NOT_FOUND` for what no method has, and `METHOD_AMBIGUOUS` for a name that several have,
 * both with `suggestions` of what to give instead. No error tells of a method that `visible` keeps from the caller; such a method
 * is still found by its own name, for the caller of this function to refuse.
 */
export function findMethod(
  listing: Listing,
  text: string,
  visible: (method: ConnectorMethod) => boolean = () => true,
): ConnectorMethod {
  const given = text.trim();
  const identifier = toMethodUniqueIdentifier(given);
  const id = toMethodId(given);
  const identified = identifier === undefined ? id && listing.byId(id) : listing.byIdentifier(identifier);
  if (identified) return identified;

  const named = listing.byName(given);
  const [meant, ...others] = named.some(visible) ? named.filter(visible) : named.slice(0, 1);
  if (meant === undefined) {
    throw unreadable(given, listing.skipped) ?? notFound(given, listing.methods.filter(visible));
  }
  if (others.length > 0) throw ambiguous([meant, ...others]);
  return meant;
}

/**
 * Refuses a method that cannot be called, such as a webhook. It exists, so `METHOD_NOT_FOUND` would mislead the caller.
 *
 * @throws GatewayError `BAD_USER_INPUT`
 */
export function assertCallable(method: ConnectorMethod): void {
  if (isCallable(method)) return;
  const by = method.methodType?.startsWith('Webhook') === true ? ', which the third-party app calls itself' : '';
  const message = `It is of type ${quoted(method.methodType ?? '')}${by}. Give a method of type "Action".`;
  throw badUserInput(`${quoted(method.name)} cannot be called`, [{ path: ['method'], message, suggestions: [] }]);
}

/** Characters of a name in a message. */
const longestName = 200;

/** A method that is there, and that the listing has in a shape that cannot be read. */
function unreadable(given: string, skipped: readonly SkippedMethod[]): GatewayError | undefined {
  const found = skipped.find(({ name, id }) => id === given || (name !== undefined && fold(name) === fold(given)));
  if (found === undefined) return undefined;
  const message = `Cyclr lists the method ${quoted(given)} in a shape that cannot be read: ${found.reason}.`;
  return new GatewayError('METHOD_NOT_FOUND', message, { details: { suggestions: [] } });
}

function notFound(given: string, methods: readonly ConnectorMethod[]): GatewayError {
  const suggestions = suggest(
    given,
    methods.filter(isCallable).map(({ name }) => name),
  );
  const advice =
    suggestions.length === 0
      ? 'The field "methods" lists its methods.'
      : `Did you mean ${suggestions.map(quoted).join(' or ')}?`;
  return new GatewayError(
    'METHOD_NOT_FOUND',
    `The connector has no method ${quotedUpTo(longestName, given)}. ${advice}`,
    {
      details: { suggestions },
    },
  );
}

function ambiguous(methods: readonly [ConnectorMethod, ...ConnectorMethod[]]): GatewayError {
  const told = methods.map(
    (method) => `${identifierOf(method)} (${method.category === null ? 'no category' : quoted(method.category)})`,
  );
  return new GatewayError(
    'METHOD_AMBIGUOUS',
    `${methods.length} methods are named ${quoted(methods[0].name)}. Give the identifier of one: ${listed(told)}.`,
    { details: { suggestions: methods.map(identifierOf) } },
  );
}

function identifierOf({ uniqueIdentifier, id }: ConnectorMethod): string {
  return uniqueIdentifier ?? id;
}
