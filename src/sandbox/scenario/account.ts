import { z } from 'zod';
import type { JsonObject } from '../../json.ts';

/** An account of the partner, with what is installed in it. */
export interface ScenarioAccount {
  readonly Id: string;
  readonly Name: string;
  readonly Description?: string | null;
  readonly Timezone?: string;
  readonly accountConnectors?: readonly ScenarioAccountConnector[];
}

export interface ScenarioAccountConnector {
  readonly Id?: number;
  readonly Name: string;
  readonly Description?: string | null;
  /** The connector's name. */
  readonly connector: string;
  readonly version?: string | null;
  /** Id of the release it was installed at. @default the live one */
  readonly release?: number;
  readonly AuthValue?: string | null;
  /** @default whether there is an AuthValue */
  readonly Authenticated?: boolean;
  /** Calls of it are exempt from the list of known IP addresses. */
  readonly IsPartnerIntegrationConnector?: boolean;
  readonly Properties?: readonly { readonly Name: string; readonly Value: string | null }[];
  readonly CustomFields?: readonly ScenarioCustomField[];
  /** What the third-party app holds at the start, by collection. */
  readonly records?: Readonly<Record<string, readonly JsonObject[]>>;
}

export interface ScenarioCustomField {
  readonly ConnectorField: string;
  readonly DisplayName: string;
  readonly Description?: string | null;
  readonly DataType?: string;
  readonly SystemField?: string | null;
  /** The method that it belongs to; absent for all of them. */
  readonly MethodUniqueIdentifier?: string | null;
  readonly DataTypeFormat?: string | null;
  readonly EntityIdentifier?: string | null;
  readonly ForRequestFormat?: boolean;
}

const nullable = z.string().nullable().exactOptional();

/** Not parsed by zod, which would copy it: a copy of an exact number is not an exact number. */
const record = z.record(z.string(), z.unknown()) as unknown as z.ZodType<JsonObject>;

const customFieldSchema = z.strictObject({
  ConnectorField: z.string().min(1),
  DisplayName: z.string(),
  Description: nullable,
  DataType: z.string().exactOptional(),
  SystemField: nullable,
  MethodUniqueIdentifier: z.guid().nullable().exactOptional(),
  DataTypeFormat: nullable,
  EntityIdentifier: nullable,
  ForRequestFormat: z.boolean().exactOptional(),
});

const accountConnectorSchema = z
  .strictObject({
    Id: z.int().min(1).exactOptional(),
    Name: z.string().min(1),
    Description: nullable,
    connector: z.string(),
    version: nullable,
    release: z.int().exactOptional(),
    AuthValue: nullable,
    Authenticated: z.boolean().exactOptional(),
    IsPartnerIntegrationConnector: z.boolean().exactOptional(),
    Properties: z.array(z.strictObject({ Name: z.string(), Value: z.string().nullable() })).exactOptional(),
    CustomFields: z.array(customFieldSchema).exactOptional(),
    records: z.record(z.string(), z.array(record)).exactOptional(),
  })
  .meta({
    id: 'AccountConnector',
    description: 'A connector installed in an account, with what its third-party app holds.',
  });

export const accountSchema: z.ZodType<ScenarioAccount> = z
  .strictObject({
    // It goes into a header.
    Id: z.string().regex(/^[\x21-\x7e]{1,128}$/, 'must be 1 to 128 visible ASCII characters'),
    Name: z.string().min(1),
    Description: nullable,
    Timezone: z.string().exactOptional(),
    accountConnectors: z.array(accountConnectorSchema).exactOptional(),
  })
  .meta({ id: 'Account', description: 'An account of the partner.' });
