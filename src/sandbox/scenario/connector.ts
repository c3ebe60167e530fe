import { z } from 'zod';
import type { Json, JsonObject } from '../../json.ts';
import { answerSchema } from './answer-schema.ts';
import type { ListedMethod } from './listed.ts';
import { type ScenarioMethod, methodSchema } from './method.ts';

/** A connector of the catalogue, with the third-party app behind it. */
export interface ScenarioConnector {
  readonly Name: string;
  /** Connectors of one name and different versions stand side by side; releases follow one another. */
  readonly Version?: string | null;
  readonly Description?: string | null;
  /** A draft cannot be installed. */
  readonly Status?: 'Approved' | 'Draft';
  readonly Categories?: readonly string[];
  /** A data URI, or a colour such as `#3366cc` for a plain icon. */
  readonly Icon?: string | null;
  readonly AuthType?: string;
  readonly OAuth2Type?: string;
  /** Connector-level parameters; only those that are account connector properties can be set on installing. */
  readonly Parameters?: readonly ConnectorParameter[];
  readonly Triggers?: readonly ScenarioTrigger[];
  /** Oldest first. @default one release, with an id that the sandbox chooses */
  readonly Releases?: readonly ScenarioRelease[];
  readonly methods: readonly ScenarioMethod[];
  /** Methods that are listed as they are, in this order, before the others. */
  readonly listing?: readonly ListedMethod[];
  /** How the third-party app words a refusal; `{{Status}}`, `{{Code}}` and `{{Message}}` are filled in. */
  readonly refusal?: JsonObject;
}

export interface ConnectorParameter {
  readonly Id?: number;
  readonly Name: string;
  readonly TargetName: string;
  readonly TargetType?: string;
  readonly Description?: string | null;
  readonly DataType?: string;
  readonly IsOptional?: boolean;
  readonly IsSensitive?: boolean;
  readonly IsAccountConnectorProperty?: boolean;
  readonly DefaultValue?: string;
}

/** Looks up choices for an input: calls a method and zips two locations of its answer. */
export interface ScenarioTrigger {
  readonly TriggerId?: number;
  readonly Name: string;
  readonly method: string;
  readonly IdentifierKey: string;
  readonly HumanReadableKey: string;
}

/** One release: the same methods under other numbers. */
export interface ScenarioRelease {
  readonly Id: number;
  /** The first numbers to give out. @default the ones after those of the release before */
  readonly ids?: { readonly methods?: number; readonly parameters?: number; readonly fields?: number };
  /** Not live until a control call puts it live. @default false */
  readonly upcoming?: boolean;
  /** Methods that are new in this release, or different, by MethodUniqueIdentifier. */
  readonly methods?: readonly ScenarioMethod[];
  /** The whole listing from this release on, with numbers of its own. @default that of the release before */
  readonly listing?: readonly ListedMethod[];
  /** MethodUniqueIdentifiers of methods that are gone. */
  readonly without?: readonly string[];
}

const listing: z.ZodType<readonly ListedMethod[]> = z.array(
  z.strictObject({
    // Not parsed by zod, which would copy it: a copy of an exact number is not an exact number.
    method: z.unknown() as unknown as z.ZodType<Json>,
    answer: answerSchema.exactOptional(),
  }),
);

const nullable = z.string().nullable().exactOptional();
const id = z.int().min(1).exactOptional();

const connectorParameterSchema = z.strictObject({
  Id: id,
  Name: z.string().min(1),
  TargetName: z.string().min(1),
  TargetType: z.string().exactOptional(),
  Description: nullable,
  DataType: z.string().exactOptional(),
  IsOptional: z.boolean().exactOptional(),
  IsSensitive: z.boolean().exactOptional(),
  IsAccountConnectorProperty: z.boolean().exactOptional(),
  DefaultValue: z.string().exactOptional(),
});

const triggerSchema = z.strictObject({
  TriggerId: id,
  Name: z.string().min(1),
  method: z.string(),
  IdentifierKey: z.string(),
  HumanReadableKey: z.string(),
});

const releaseSchema = z.strictObject({
  Id: z.int().min(1),
  ids: z.strictObject({ methods: id, parameters: id, fields: id }).exactOptional(),
  upcoming: z.boolean().exactOptional(),
  methods: z.array(methodSchema).exactOptional(),
  listing: listing.exactOptional(),
  without: z.array(z.guid()).exactOptional(),
});

export const connectorSchema: z.ZodType<ScenarioConnector> = z
  .strictObject({
    Name: z.string().min(1),
    Version: nullable,
    Description: nullable,
    Status: z.enum(['Approved', 'Draft']).exactOptional(),
    Categories: z.array(z.string()).exactOptional(),
    Icon: nullable,
    AuthType: z.string().exactOptional(),
    OAuth2Type: z.string().exactOptional(),
    Parameters: z.array(connectorParameterSchema).exactOptional(),
    Triggers: z.array(triggerSchema).exactOptional(),
    Releases: z.array(releaseSchema).min(1).exactOptional(),
    methods: z.array(methodSchema),
    listing: listing.exactOptional(),
    refusal: z.record(z.string(), z.unknown() as unknown as z.ZodType<null>).exactOptional(),
  })
  .meta({ id: 'Connector', description: 'A connector, with the third-party app behind it.' });
