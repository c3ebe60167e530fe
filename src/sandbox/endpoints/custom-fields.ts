import type { Json } from '../../json.ts';
import { member, toBoolean, toText } from '../wire/coerce.ts';
import { json, notFound, Refusal } from '../wire/reply.ts';
import { customFieldShape } from '../world/shapes.ts';
import type { Installed } from '../world/world.ts';
import { accountRoute, installedOf, type Route } from './route.ts';

/** Custom fields of an account connector. @see docs/cyclr.md#custom-fields */
export const customFieldRoutes: readonly Route[] = [
  accountRoute('GET', 'account/connectors/:id/fields', (exchanging) =>
    json(installedOf(exchanging).customFields.map(customFieldShape)),
  ),
  accountRoute('POST', 'account/connectors/:id/fields', (exchanging) => {
    const installed = installedOf(exchanging);
    const given = customFieldOf(exchanging.ask.body());
    if (given.ConnectorField === '') throw new Refusal(400, 'ConnectorField is required');
    const field = { ...given, Id: exchanging.world.numbers.next('customFields') };
    installed.customFields.push(field);
    return json(customFieldShape(field));
  }),
  accountRoute('GET PUT DELETE', 'account/connectors/:id/fields/:field', (exchanging) => {
    const { customFields } = installedOf(exchanging);
    const index = customFields.findIndex(({ Id }) => String(Id) === exchanging.path['field']);
    const field = customFields[index];
    if (field === undefined) throw notFound('The custom field');
    if (exchanging.ask.method === 'DELETE') customFields.splice(index, 1);
    if (exchanging.ask.method !== 'PUT') return json(customFieldShape(field));
    const changed = { ...field, ...customFieldOf(exchanging.ask.body(), field) };
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
