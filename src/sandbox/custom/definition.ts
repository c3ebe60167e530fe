import { z } from 'zod';
import type { ConnectorParameter, ScenarioConnector } from '../scenario/connector.ts';
import type { ScenarioField, ScenarioMethod, ScenarioParameter } from '../scenario/method.ts';
import { Refusal } from '../wire/reply.ts';

/** A connector in the format that Cyclr imports and exports, with what calling its methods takes. */
export interface Definition {
  /** What a listing tells of it. */
  readonly connector: ScenarioConnector;
  /** By the method's identifier and name. */
  callOf(method: ScenarioMethod): DefinedCall | undefined;
}

/** How a method is called over HTTP. */
export interface DefinedCall {
  readonly httpMethod: string;
  readonly dataType: string;
  readonly endPoint: string;
  /** Of the connector as a whole: their values are properties of the account connector. */
  readonly connectorParameters: readonly ConnectorParameter[];
  readonly parameters: readonly ScenarioParameter[];
  readonly authType: string;
}

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);
const list = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item)
    .nullish()
    .transform((value) => value ?? []);

const input = {
  DisplayName: text,
  Description: text,
  DataType: text,
  DisplayOrder: z.number().int().nullish(),
  IsOptional: flag,
  TriggerName: text,
  Values: list(z.object({ Value: z.string() })),
};
const parameter = z.object({
  ...input,
  TargetName: z.string(),
  TargetType: text,
  Hide: flag,
  DefaultValue: text,
  IsAccountConnectorProperty: flag,
  IsSensitive: flag,
});
const field = z.object({ ...input, ConnectorField: z.string() });
const format = z.object({ Fields: list(field) }).nullish();

const definition = z.object({
  Name: z.string().min(1),
  Description: text,
  Version: text,
  Status: text,
  Icon: text,
  AuthType: text,
  Parameters: list(parameter),
  Triggers: list(
    z.object({ Name: z.string(), MethodName: z.string(), IdentifierKey: z.string(), HumanReadableKey: z.string() }),
  ),
  ProductAddon: z.object({ Categories: list(z.object({ Category: z.object({ Name: z.string() }) })) }).nullish(),
  Methods: list(
    z.object({
      Name: z.string().min(1),
      Description: text,
      Category: text,
      MethodType: z.enum(['Action', 'Webhook', 'WebhookResponse', 'Script']).nullish(),
      MethodUniqueIdentifier: z.guid().nullish(),
      HttpMethod: text,
      DataType: text,
      EndPoint: text,
      Parameters: list(parameter),
      RequestFormat: format,
      ResponseFormat: format,
    }),
  ),
});

type Read = z.output<typeof definition>;
type ReadMethod = Read['Methods'][number];

/** Reads a definition. Refuses, as Cyclr does, one without a name; any other fault is named by its place. */
export function readDefinition(body: unknown): Definition {
  const read = definition.safeParse(body);
  if (!read.success) {
    const [issue] = read.error.issues;
    const place = issue?.path.join('.') ?? '';
    const why =
      place === 'Name' ? "Column 'Name' cannot be null" : `${place || 'the definition'}: ${issue?.message ?? ''}`;
    throw new Refusal(400, `Invalid connector: (${why})`);
  }
  const { data } = read;
  const calls = new Map<string, DefinedCall>();
  const methods = data.Methods.map((method) => {
    const listed = toMethod(method);
    calls.set(keyOf(listed), toCall(data, method, listed));
    return listed;
  });
  return { connector: toConnector(data, methods), callOf: (method) => calls.get(keyOf(method)) };
}

function keyOf({ MethodUniqueIdentifier, Category, Name }: ScenarioMethod): string {
  return MethodUniqueIdentifier?.toLowerCase() ?? JSON.stringify([Category ?? null, Name]);
}

function toConnector(read: Read, methods: readonly ScenarioMethod[]): ScenarioConnector {
  return {
    Name: read.Name,
    Version: read.Version ?? null,
    Description: read.Description ?? null,
    Status: read.Status === 'Draft' ? 'Draft' : 'Approved',
    Icon: read.Icon ?? null,
    AuthType: read.AuthType ?? 'None',
    Categories: read.ProductAddon?.Categories.map(({ Category }) => Category.Name) ?? [],
    Parameters: read.Parameters.map(toConnectorParameter),
    Triggers: read.Triggers.map(({ MethodName, ...trigger }) => ({ ...trigger, method: MethodName })),
    methods,
  };
}

function toMethod(read: ReadMethod): ScenarioMethod {
  return {
    Name: read.Name,
    Description: read.Description ?? null,
    Category: read.Category ?? null,
    MethodType: read.MethodType ?? 'Action',
    EndPoint: read.EndPoint ?? null,
    ...(read.MethodUniqueIdentifier && { MethodUniqueIdentifier: read.MethodUniqueIdentifier }),
    Parameters: read.Parameters.map(toParameter),
    RequestFields: (read.RequestFormat?.Fields ?? []).map(toField),
    ResponseFields: (read.ResponseFormat?.Fields ?? []).map(toField),
  };
}

function toCall(read: Read, method: ReadMethod, { Parameters = [] }: ScenarioMethod): DefinedCall {
  return {
    httpMethod: (method.HttpMethod ?? 'Get').toUpperCase(),
    dataType: method.DataType ?? 'Json',
    endPoint: method.EndPoint ?? '',
    connectorParameters: read.Parameters.map(toConnectorParameter),
    parameters: Parameters,
    authType: read.AuthType ?? 'None',
  };
}

type ReadInput = Omit<z.output<typeof field>, 'ConnectorField'>;

function toInput(read: ReadInput, name: string) {
  return {
    Name: read.DisplayName ?? name,
    Description: read.Description ?? null,
    IsOptional: read.IsOptional,
    DataType: read.DataType ?? 'Text',
    TriggerName: read.TriggerName ?? null,
    Values: read.Values.map(({ Value }) => Value),
    ...(typeof read.DisplayOrder === 'number' && { DisplayOrder: read.DisplayOrder }),
  };
}

function toParameter(read: z.output<typeof parameter>): ScenarioParameter {
  return {
    ...toInput(read, read.TargetName),
    TargetName: read.TargetName,
    TargetType: read.TargetType ?? 'MergeField',
    IsSensitive: read.IsSensitive,
    Hide: read.Hide,
    ...(read.DefaultValue !== undefined && { DefaultValue: read.DefaultValue }),
  };
}

function toConnectorParameter(read: z.output<typeof parameter>): ConnectorParameter {
  return {
    Name: read.DisplayName ?? read.TargetName,
    TargetName: read.TargetName,
    TargetType: read.TargetType ?? 'MergeField',
    Description: read.Description ?? null,
    DataType: read.DataType ?? 'Text',
    IsOptional: read.IsOptional,
    IsSensitive: read.IsSensitive,
    IsAccountConnectorProperty: read.IsAccountConnectorProperty,
    ...(read.DefaultValue !== undefined && { DefaultValue: read.DefaultValue }),
  };
}

function toField(read: z.output<typeof field>): ScenarioField {
  return { ...toInput(read, read.ConnectorField), Location: read.ConnectorField };
}
