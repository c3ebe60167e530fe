import type { Json } from '../../json.ts';
import type { ScenarioField, ScenarioParameter, WebhookMethod } from '../scenario/method.ts';
import { iconOf } from './icon.ts';
import type { Connector, Field, Method, Parameter, Release } from './release.ts';

// Cyclr's shapes of a connector and its methods: its keys, in its order.

export type Shape = Readonly<Record<string, unknown>>;

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

function authenticationId(release: number): string {
  return `00000000-0000-4000-8000-${String(release).padStart(12, '0')}`;
}
