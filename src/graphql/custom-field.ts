import type { CustomField } from '../connectors/account-connector.ts';
import type { Builder, ObjectRef } from './builder.ts';

export function addCustomField(builder: Builder): ObjectRef<CustomField> {
  return builder.objectRef<CustomField>('CustomField').implement({
    description: 'A field that an account added to an account connector.',
    fields: (t) => ({
      id: t.exposeID('id'),
      location: t.exposeString('location', { description: 'Where it stands in the body.' }),
      name: t.exposeString('name'),
      description: t.exposeString('description', { nullable: true }),
      dataType: t.exposeString('dataType'),
      forRequest: t.exposeBoolean('forRequest', { description: 'Of requests; false: of answers.' }),
    }),
  });
}
