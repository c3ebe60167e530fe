import { z } from 'zod';
import { type ScenarioAccount, accountSchema } from './account.ts';
import { type ScenarioConnector, connectorSchema } from './connector.ts';
import { type DefinitionJson, definitionSchema } from './definition.ts';

/** What a sandbox holds. `schema/scenario.schema.json` is printed from {@link scenarioSchema}. */
export interface Scenario {
  readonly $schema?: string;
  readonly description?: string;
  /** The partner's client id and secret pairs. @default `sandbox` and `sandbox` */
  readonly credentials?: readonly { readonly clientId: string; readonly clientSecret: string }[];
  /** How many made-up connectors to add. They can be browsed and installed, and have no records. @default 0 */
  readonly filler?: number;
  readonly connectors: readonly ScenarioConnector[];
  /** Connectors in the format that Cyclr exports: their methods make real requests, where the sandbox may. */
  readonly definitions?: readonly DefinitionJson[];
  readonly accounts: readonly ScenarioAccount[];
}

export const scenarioSchema: z.ZodType<Scenario> = z.strictObject({
  $schema: z.string().exactOptional(),
  description: z.string().exactOptional(),
  credentials: z
    .array(z.strictObject({ clientId: z.string().min(1), clientSecret: z.string().min(1) }))
    .min(1)
    .exactOptional(),
  filler: z.int().min(0).max(1000).exactOptional(),
  connectors: z.array(connectorSchema),
  definitions: z.array(definitionSchema).exactOptional(),
  accounts: z.array(accountSchema).min(1),
});

/** JSON Schema of a scenario file, for editors: `schema/scenario.schema.json`. */
export function scenarioJsonSchema(): object {
  return z.toJSONSchema(scenarioSchema, { io: 'input' });
}
