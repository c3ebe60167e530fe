import type { Json } from '../../json.ts';
import { member, toBoolean, toText } from '../wire/coerce.ts';
import { json, notFound, Refusal } from '../wire/reply.ts';
import { customFieldShape } from '../world/account-shapes.ts';
import type { Installed } from '../world/world.ts';
import { accountRoute, installedOf, type Route } from './route.ts';

/** Custom fields of an account connector. @see docs/cyclr.md#custom-fields */
export const customFieldRoutes: readonly Route[] = [
  accountRoute('GET', 'account/connectors/:id/fields', (context) =>
    json(installedOf(context).customFields.map(customFieldShape)),
  ),
  accountRoute('POST', 'account/connectors/:id/fields', (context) => {
    const installed = installedOf(context);
    const given = customFieldOf(context.request.body());
    if (given.ConnectorField === '') throw new Refusal(400, 'ConnectorField is required');
    const field = { ...given, Id: context.world.numbers.next('customFields') };
    installed.customFields.push(field);
    return json(customFieldShape(field));
  }),
  accountRoute('GET PUT DELETE', 'account/connectors/:id/fields/:field', (context) => {
    const { customFields } = installedOf(context);
    const index = customFields.findIndex(({ Id }) => String(Id) === context.path['field']);
    const field = customFields[index];
    if (field === undefined) throw notFound('The custom field');
    if (context.request.method === 'DELETE') customFields.splice(index, 1);
    if (context.request.method !== 'PUT') return json(customFieldShape(field));
    const changed = { ...field, ...customFieldOf(context.request.body(), field) };
    customFields[index] = changed;
    return json(customFieldShape(changed));
  }),
];

function customFieldOf(body: Json | undefined, before?: Installed['customFields'][number]) {
  const text = (name: string) => toText(member(body, name));
  /** An explicit null clears; what is absent stays. */
  const clearable = (name: string, old: string | null | undefined) =>
    member(body, name) === null ? null : (text(name) ?? old ?? null);
  return {
    ConnectorField: text('ConnectorField') ?? before?.ConnectorField ?? '',
    DisplayName: text('DisplayName') ?? before?.DisplayName ?? text('ConnectorField') ?? '',
    Description: clearable('Description', before?.Description),
    DataType: text('DataType') ?? before?.DataType ?? 'Text',
    SystemField: clearable('SystemField', before?.SystemField),
    MethodUniqueIdentifier: clearable('MethodUniqueIdentifier', before?.MethodUniqueIdentifier),
    DataTypeFormat: clearable('DataTypeFormat', before?.DataTypeFormat),
    EntityIdentifier: clearable('EntityIdentifier', before?.EntityIdentifier),
    ForRequestFormat: toBoolean(member(body, 'ForRequestFormat')) ?? before?.ForRequestFormat ?? false,
  };
}
