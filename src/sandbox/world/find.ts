import type { ConnectorParameter } from '../scenario/connector.ts';
import { Refusal } from '../wire/reply.ts';
import { type Connector, type Method, type Release, releasedOf } from './release.ts';

/** By name, in any case; without a version the newest of that name. */
export function findConnector(
  connectors: readonly Connector[],
  name: string,
  version: string | null,
): Connector | undefined {
  return connectorsNamed(connectors, name, version).toSorted((a, b) => b.live.id - a.live.id)[0];
}

export function connectorsNamed(connectors: readonly Connector[], name: string, version: string | null): Connector[] {
  return connectors.filter(
    ({ scenario }) =>
      scenario.Name.toLowerCase() === name.toLowerCase() &&
      (version === null || (scenario.Version ?? '').toLowerCase() === version.toLowerCase()),
  );
}

const guid = /^\{?[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\}?$/i;

/**
 * Finds a method by its number in any release, or by its identifier in the live one.
 *
 * @throws {Refusal} 400 for a text that is neither, 404 where there is no such method.
 */
export function calledMethod({ connector }: { readonly connector: Connector }, text: string): Method {
  const byNumber = /^\d{1,10}$/.test(text);
  if (!byNumber && !guid.test(text))
    throw new Refusal(400, `The value '${text.slice(0, 60)}' is not valid for MethodId.`);
  const identifier = text.replace(/[{}]/g, '').toLowerCase();
  const found = byNumber
    ? releasedOf(connector)
        .flatMap(({ methods }) => methods)
        .find(({ id }) => id === Number(text))
    : connector.live.methods.find(({ uniqueIdentifier }) => uniqueIdentifier === identifier);
  if (found === undefined) throw new Refusal(404, 'The method could not be found.');
  return found;
}

/** The connector's own parameters that an account connector can set. */
export function accountConnectorParameters({ scenario }: Connector): readonly ConnectorParameter[] {
  return (scenario.Parameters ?? []).filter((parameter) => parameter.IsAccountConnectorProperty !== false);
}

/** The release of that number, once it is or was live. */
export function findRelease(
  connectors: readonly Connector[],
  id: number,
): { readonly connector: Connector; readonly release: Release } | undefined {
  for (const connector of connectors) {
    const release = releasedOf(connector).find((one) => one.id === id);
    if (release !== undefined) return { connector, release };
  }
  return undefined;
}
