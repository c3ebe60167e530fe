import type { Connector } from '../connectors/connector.ts';
import type { Builder, ObjectRef } from './builder.ts';

export function addConnector(builder: Builder): ObjectRef<Connector> {
  return builder.objectRef<Connector>('Connector').implement({
    description: 'One release of a connector: an application that can be installed in an account.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Of this release; a newer release has another.' }),
      name: t.exposeString('name', {
        description: 'The application, such as "MailChimp". The same over all releases.',
      }),
      version: t.exposeString('version', {
        nullable: true,
        description: 'Null for a connector that has only one version.',
      }),
    }),
  });
}
