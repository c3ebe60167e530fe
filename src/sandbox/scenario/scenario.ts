import { z } from 'zod';
import { type ScenarioAccount, accountSchema } from './account.ts';
import { type ScenarioConnector, connectorSchema } from './connector.ts';
import { type DefinitionJson, definitionSchema, toConnector } from './definition.ts';

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
  /** Further definitions, each in a file of its own. */
  readonly definitionFiles?: readonly DefinitionFile[];
  readonly accounts: readonly ScenarioAccount[];
}

/** The connectors of a scenario, without the made-up ones. */
export function connectorsOf({ connectors, definitions = [] }: Scenario): readonly ScenarioConnector[] {
  return [...connectors, ...definitions.map(toConnector)];
}

/** A definition beside the scenario. */
export interface DefinitionFile {
  /** Its path, from the folder of the scenario. */
  readonly file: string;
  /** `app`: calls make real requests. `made-up`: each has an answer made up along its response fields. @default 'app' */
  readonly answers?: 'app' | 'made-up';
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
  definitionFiles: z
    .array(z.strictObject({ file: z.string().min(1), answers: z.enum(['app', 'made-up']).exactOptional() }))
    .exactOptional(),
  accounts: z.array(accountSchema).min(1),
});

/** JSON Schema of a scenario file, for editors: `schema/scenario.schema.json`. */
export function scenarioJsonSchema(): object {
  return z.toJSONSchema(scenarioSchema, { io: 'input' });
}
