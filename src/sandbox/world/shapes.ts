import type { Json } from '../../json.ts';
import type { ScenarioField, ScenarioParameter, WebhookMethod } from '../scenario/method.ts';
import { iconOf } from './icon.ts';
import type { Connector, Field, Method, Parameter, Release } from './release.ts';
import type { Account, Installed, Property } from './world.ts';

// Cyclr's shapes: its keys, in its order.

type Shape = Readonly<Record<string, unknown>>;

export function connectorShape(connector: Connector, release: Release = connector.live): Shape {
  const { Name, Description, Status, Version, Icon, AuthType, OAuth2Type, Parameters, Categories } = connector.scenario;
  const authType = AuthType ?? 'ApiKey';
  const oauth2Type = OAuth2Type ?? (authType === 'OAuth2' ? 'AuthorisationCode' : 'Unknown');
  return {
    Id: release.id,
    Name,
    Description: Description ?? null,
    Status: Status ?? 'Approved',
    Version: Version ?? null,
    Icon: iconOf(Icon),
    AuthDescription: null,
    AuthType: authType,
    OAuth2Type: oauth2Type,
    AuthScheme: null,
    Parameters: (Parameters ?? []).map(({ IsAccountConnectorProperty, ...parameter }, index) => ({
      IsAccountConnectorProperty: IsAccountConnectorProperty ?? true,
      ...parameterShape({ ...parameter, Id: parameter.Id ?? release.id * 100 + index }, index),
    })),
    Authentication: [
      {
        Id: authenticationId(release.id),
        AuthName: 'Default',
        AuthDescription: null,
        AuthType: authType,
        OAuth2Type: oauth2Type,
        AuthScheme: null,
      },
    ],
    Categories: [...(Categories ?? [])],
    IsSystemConnector: false,
  };
}

export function accountConnectorShape(installed: Installed): Shape {
  const { id, name, description, authValue, authenticated, connector, release } = installed;
  return {
    Id: id,
    Name: name,
    Description: description,
    AuthValue: authValue,
    Authenticated: authenticated,
    Connector: { ...connectorShape(connector, release), Triggers: triggerShapes(installed) },
    IsPartnerIntegrationConnector: installed.isPartnerIntegrationConnector,
    Properties: installed.properties.map((property) => propertyShape(property, installed)),
    CustomFields: installed.customFields.map(customFieldShape),
  };
}

export function propertyShape({ id, name, value }: Property, installed: Installed): Shape {
  return { Name: name, Value: value, Id: id, AccountConnectorId: installed.id };
}

export function customFieldShape(field: Installed['customFields'][number]): Shape {
  return {
    Id: field.Id,
    ConnectorField: field.ConnectorField,
    SystemField: field.SystemField ?? null,
    DisplayName: field.DisplayName,
    Description: field.Description ?? null,
    DataType: field.DataType ?? 'Text',
    MethodUniqueIdentifier: field.MethodUniqueIdentifier ?? noMethod,
    DataTypeFormat: field.DataTypeFormat ?? null,
    EntityIdentifier: field.EntityIdentifier ?? null,
    ForRequestFormat: field.ForRequestFormat ?? false,
  };
}

/** Stands where a field belongs to no one method. */
export const noMethod = '00000000-0000-0000-0000-000000000000';

function triggerShapes({ connector, id, release }: Installed) {
  return (connector.scenario.Triggers ?? []).map((trigger, index) => ({
    AccountConnectorId: id,
    MethodId: release.methods.find(({ scenario }) => scenario.Name === trigger.method)?.id ?? 0,
    Name: trigger.Name,
    HumanReadableKey: trigger.HumanReadableKey,
    IdentifierKey: trigger.IdentifierKey,
    SubTriggers: [],
    EntityId: null,
    TriggerId: triggerId(connector, index),
  }));
}

export function triggerId(connector: Connector, index: number): number {
  return connector.scenario.Triggers?.[index]?.TriggerId ?? (connector.releases[0]?.id ?? 0) * 10 + index;
}

/** One method as a listing has it. Hidden parameters are not in it; hidden fields are. */
export function methodShape(method: Method, { methods }: Release): Shape | Json {
  const { scenario, listed } = method;
  if (listed !== undefined) return listed;
  return {
    Id: method.id,
    Name: scenario.Name,
    Description: scenario.Description ?? null,
    Category: scenario.Category ?? null,
    MethodType: scenario.MethodType ?? 'Action',
    EndPoint: scenario.EndPoint ?? null,
    Parameters: method.parameters.filter(({ Hide }) => Hide !== true).map(parameterShape),
    MethodUniqueIdentifier: method.uniqueIdentifier,
    Warning: scenario.Warning ?? null,
    CreateWebhookMethod: referenceTo(scenario.CreateWebhookMethod, methods),
    DeleteWebhookMethod: referenceTo(scenario.DeleteWebhookMethod, methods),
    RequestFields: method.requestFields.map(fieldShape),
    ResponseFields: method.responseFields.map(fieldShape),
  };
}

/** Cyclr spells this key in its own way. */
function referenceTo(named: WebhookMethod | null | undefined, methods: readonly Method[]) {
  const name = typeof named === 'object' ? named?.Name : named;
  const found = methods.find(({ scenario }) => scenario.Name === name);
  return found === undefined
    ? null
    : { Name: found.scenario.Name, MethodUniqueId: found.uniqueIdentifier, MethodId: found.id };
}

function parameterShape(parameter: Parameter, index: number) {
  return {
    TargetType: parameter.TargetType ?? 'QueryString',
    TargetName: parameter.TargetName,
    IsSensitive: parameter.IsSensitive ?? false,
    ...inputShape(parameter, index),
  };
}

function fieldShape(field: Field, index: number) {
  return { Location: field.Location, ...inputShape(field, index) };
}

function inputShape(input: (ScenarioParameter | ScenarioField) & { readonly Id: number }, index: number) {
  return {
    Id: input.Id,
    Name: input.Name,
    Description: input.Description ?? null,
    IsOptional: input.IsOptional ?? false,
    DataType: input.DataType ?? 'Text',
    TriggerName: input.TriggerName ?? null,
    Values: [...(input.Values ?? [])],
    DisplayOrder: input.DisplayOrder ?? index + 1,
    Triggers: null,
  };
}

export function accountShape({ id, createdAt, settings }: Account): Shape {
  const setting = (key: string, standard: Json) => (settings[key] === undefined ? standard : settings[key]);
  return {
    CreatedDate: createdAt.toISOString(),
    Id: id,
    Name: setting('Name', id),
    Description: setting('Description', null),
    AuditInfo: setting('AuditInfo', null),
    TaskAuditInfo: setting('TaskAuditInfo', null),
    Timezone: setting('Timezone', 'Etc/UTC'),
    NextBillDateUtc: setting('NextBillDateUtc', monthAfter(createdAt).toISOString()),
    StepDataSuccessRetentionHours: setting('StepDataSuccessRetentionHours', 168),
    StepDataErroredRetentionHours: setting('StepDataErroredRetentionHours', 168),
    TransactionErrorWebhookEnabled: setting('TransactionErrorWebhookEnabled', false),
    TransactionErrorWebhookUrl: setting('TransactionErrorWebhookUrl', null),
    TransactionErrorWebhookIncludeWarnings: setting('TransactionErrorWebhookIncludeWarnings', false),
  };
}

/** A new account is billed for the first time a month after it was created. */
function monthAfter(date: Date): Date {
  const next = new Date(date);
  next.setUTCMonth(next.getUTCMonth() + 1);
  return next;
}

function authenticationId(release: number): string {
  return `00000000-0000-4000-8000-${String(release).padStart(12, '0')}`;
}
