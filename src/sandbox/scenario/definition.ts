import { z } from 'zod';
import { DocumentError } from '../../files/fault.ts';
import type { JsonObject } from '../../json.ts';
import type { ConnectorParameter, ScenarioConnector } from './connector.ts';
import type { ScenarioField, ScenarioMethod } from './method.ts';

/** A connector definition in JSON, as Cyclr exports and imports it. Keys that the sandbox does not use are ignored. */
export type DefinitionJson = JsonObject;

const nullable = z.string().nullish();
const flag = z.boolean().nullish();
const values = z.array(z.looseObject({ Value: z.coerce.string() })).nullish();

const parameter = z.looseObject({
  DisplayName: nullable,
  TargetName: z.string().min(1),
  TargetType: nullable,
  Description: nullable,
  DataType: nullable,
  DefaultValue: nullable,
  TriggerName: nullable,
  DisplayOrder: z.int().nullish(),
  Hide: flag,
  IsOptional: flag,
  IsSensitive: flag,
  IsAccountConnectorProperty: flag,
  Values: values,
});
const field = z.looseObject({
  DisplayName: nullable,
  ConnectorField: z.string().min(1),
  Description: nullable,
  DataType: nullable,
  DisplayOrder: z.int().nullish(),
  IsOptional: flag,
  TriggerName: nullable,
  DefaultValue: nullable,
  Values: values,
});
const format = z.looseObject({ Fields: z.array(field).nullish() }).nullish();
const method = z.looseObject({
  Name: z.string().min(1),
  Description: nullable,
  Category: nullable,
  MethodType: z.enum(['Action', 'Webhook', 'WebhookResponse', 'Script']).nullish(),
  HttpMethod: nullable,
  DataType: nullable,
  EndPoint: nullable,
  MethodUniqueIdentifier: z.guid().nullish(),
  Parameters: z.array(parameter).nullish(),
  RequestFormat: format,
  ResponseFormat: format,
});

const definition = z.looseObject({
  Name: z.string().min(1),
  Description: nullable,
  Version: nullable,
  Icon: nullable,
  AuthType: nullable,
  Methods: z.array(method).nullish(),
  Parameters: z.array(parameter).nullish(),
  Triggers: z
    .array(
      z.looseObject({
        Name: z.string(),
        MethodName: z.string(),
        IdentifierKey: z.string(),
        HumanReadableKey: z.string(),
      }),
    )
    .nullish(),
  ProductAddon: z
    .looseObject({
      Categories: z.array(z.looseObject({ Category: z.looseObject({ Name: z.string() }).nullish() })).nullish(),
    })
    .nullish(),
});

export const definitionSchema: z.ZodType<DefinitionJson> = definition as unknown as z.ZodType<DefinitionJson>;

/**
 * A connector whose methods make real requests.
 *
 * @throws {DocumentError} where the definition cannot be used.
 */
export function toConnector(json: DefinitionJson): ScenarioConnector {
  const connector = parseDefinition(json);
  if (typeof connector !== 'string') return connector;
  throw new DocumentError('The definition', [{ message: `${connector}.` }]);
}

/** The same of an upload; returns Cyclr's text where it is wrong. */
export function parseDefinition(json: JsonObject): ScenarioConnector | string {
  const { Name } = json;
  if (Name === undefined || Name === null || Name === '') return "Column 'Name' cannot be null";
  const read = definition.safeParse(json);
  if (read.success) return connectorOf(read.data);
  return read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
}

function connectorOf(given: z.output<typeof definition>): ScenarioConnector {
  const { Name, Description, Version, Icon, AuthType, Methods, Parameters, Triggers, ProductAddon } = given;
  return {
    Name,
    Version: Version === '' ? null : (Version ?? null),
    Description: Description ?? null,
    Categories: (ProductAddon?.Categories ?? []).flatMap(({ Category }) => (Category ? [Category.Name] : [])),
    Icon: Icon ?? null,
    AuthType: AuthType ?? 'None',
    Parameters: (Parameters ?? []).map(toConnectorParameter),
    Triggers: (Triggers ?? []).map((trigger) => ({
      Name: trigger.Name,
      method: trigger.MethodName,
      IdentifierKey: trigger.IdentifierKey,
      HumanReadableKey: trigger.HumanReadableKey,
    })),
    methods: (Methods ?? []).map(toMethod),
  };
}

function toConnectorParameter(given: z.output<typeof parameter>): ConnectorParameter {
  return {
    Name: given.DisplayName ?? given.TargetName,
    TargetName: given.TargetName,
    // A parameter without a type has been seen to reach the request as a header.
    TargetType: given.TargetType ?? 'HttpHeader',
    Description: given.Description ?? null,
    DataType: given.DataType ?? 'Text',
    IsOptional: given.IsOptional ?? false,
    IsSensitive: given.IsSensitive ?? false,
    IsAccountConnectorProperty: given.IsAccountConnectorProperty ?? false,
    ...(typeof given.DefaultValue === 'string' && { DefaultValue: given.DefaultValue }),
  };
}

function toMethod(given: z.output<typeof method>): ScenarioMethod {
  const verb = (given.HttpMethod ?? 'Get').toUpperCase();
  return {
    Name: given.Name,
    Description: given.Description ?? null,
    Category: given.Category ?? null,
    MethodType: given.MethodType ?? 'Action',
    EndPoint: given.EndPoint ?? null,
    HttpMethod: verb,
    DataType: given.DataType ?? 'Json',
    ...(typeof given.MethodUniqueIdentifier === 'string' && { MethodUniqueIdentifier: given.MethodUniqueIdentifier }),
    Parameters: (given.Parameters ?? []).map((one) => ({
      ...toInput(one),
      TargetType: one.TargetType ?? 'QueryString',
      TargetName: one.TargetName,
      Name: one.DisplayName ?? one.TargetName,
      IsSensitive: one.IsSensitive ?? false,
      Hide: one.Hide ?? false,
    })),
    RequestFields: (given.RequestFormat?.Fields ?? []).map(toField),
    ResponseFields: (given.ResponseFormat?.Fields ?? []).map(toField),
    answer: { kind: 'http', verb, dataType: given.DataType ?? 'Json' },
  };
}

function toField(given: z.output<typeof field>): ScenarioField {
  return { ...toInput(given), Name: given.DisplayName ?? given.ConnectorField, Location: given.ConnectorField };
}

function toInput(given: z.output<typeof parameter> | z.output<typeof field>) {
  return {
    Description: given.Description ?? null,
    IsOptional: given.IsOptional ?? false,
    DataType: given.DataType ?? 'Text',
    TriggerName: given.TriggerName ?? null,
    Values: (given.Values ?? []).map(({ Value }) => Value),
    ...(typeof given.DisplayOrder === 'number' && { DisplayOrder: given.DisplayOrder }),
    ...(typeof given.DefaultValue === 'string' && { DefaultValue: given.DefaultValue }),
  };
}
