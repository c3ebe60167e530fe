import type { Json } from '../../json.ts';
import type { Connector } from './release.ts';
import { connectorShape, type Shape } from './connector-shapes.ts';
import type { Account, Installed, Property } from './world.ts';

// Cyclr's shapes of an account and of what is installed in it: its keys, in its order.

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
