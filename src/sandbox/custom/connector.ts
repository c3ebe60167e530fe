import { type Connector, createConnector } from '../world/release.ts';
import type { World } from '../world/world.ts';
import type { Definition } from './definition.ts';
import { createHttpExchange } from './http-exchange.ts';

/** A connector of a definition: its methods are called over HTTP. */
export function createDefinedConnector(
  definition: Definition,
  { numbers, allowHost }: Pick<World, 'numbers' | 'allowHost'>,
  ownedBy?: string,
): Connector {
  return createConnector(definition.connector, numbers, {
    ...(ownedBy !== undefined && { ownedBy }),
    exchange: (method) => {
      const call = definition.callOf(method);
      if (call === undefined) throw new Error(`The definition has no method "${method.Name}".`);
      return createHttpExchange(call, allowHost);
    },
  });
}
