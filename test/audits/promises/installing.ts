import { deepEqual, equal, match } from 'node:assert/strict';
import { at, listOf, textAt } from '../client.ts';
import { type CyclrPromise, firstInstalled, needed, withCopy } from '../promise.ts';

/** Installing a connector. */
export const installingPromises: readonly CyclrPromise[] = [
  {
    id: 'INSTALL-1',
    level: 'MUST',
    writes: true,
    text: 'Installing with an AuthValue gives an authenticated account connector.',
    check: (client) =>
      withCopy(client, async (id) =>
        equal(at((await client.ask('GET', `account/connectors/${id}`)).json, 'Authenticated'), true),
      ),
  },
  {
    id: 'INSTALL-2',
    level: 'MUST',
    writes: true,
    text: 'An unknown property is refused by name.',
    check: async (client) => {
      const { status, text } = await client.ask('POST', 'connectors/MailChimp/install', {
        body: { Name: 'Audit', Properties: [{ Name: 'X', Value: '1' }] },
      });
      deepEqual([status, text], [400, '{"Message":"There is not a connector property that matches name \'X\'."}']);
    },
  },
  {
    id: 'INSTALL-3',
    level: 'SHOULD',
    writes: true,
    text: 'A name that is taken is refused.',
    check: async (client) => {
      const { installed } = await firstInstalled(client);
      const { status, json } = await client.ask('POST', 'connectors/MailChimp/install', {
        body: { Name: installed['Name'] },
      });
      equal(status, 400);
      match(textAt(json, 'Message'), /^Account connector name .* is in use\.$/);
    },
  },
  {
    id: 'INSTALL-4',
    level: 'MUST',
    writes: true,
    text: 'A property that is the connector’s alone is refused by name.',
    check: async (client) => {
      const all = listOf((await client.ask('GET', 'connectors?pageSize=1000')).json);
      const [found] = all
        .filter(({ Status }) => Status === 'Approved')
        .flatMap(({ Id, Parameters }) =>
          listOf(Parameters)
            .filter((one) => one['IsAccountConnectorProperty'] === false)
            .map((one) => ({ id: String(Id), name: textAt(one, 'TargetName') })),
        );
      const { id, name } = needed(found, 'no connector has such a property');
      const { status, text } = await client.ask('POST', `connectors/${id}/install`, {
        body: { Name: 'Audit', Properties: [{ Name: name, Value: '1', Id: 0 }] },
      });
      const message = `Connector property name '${name}' is not an account connector property.`;
      deepEqual([status, text], [400, JSON.stringify({ Message: message })]);
    },
  },
  {
    id: 'INSTALL-5',
    level: 'MUST',
    writes: true,
    text: 'A draft cannot be installed.',
    check: async (client) => {
      const all = listOf((await client.ask('GET', 'connectors?pageSize=1000')).json);
      const draft = needed(
        all.find(({ Status }) => Status === 'Draft'),
        'there is no draft in the catalogue',
      );
      const id = textAt(draft, 'Id');
      const { status, text } = await client.ask('POST', `connectors/${id}/install`, { body: {} });
      deepEqual(
        [status, text],
        [400, JSON.stringify({ Message: `Connector ${id} is a draft and cannot be installed.` })],
      );
    },
  },
  {
    id: 'INSTALL-6',
    level: 'SHOULD',
    writes: true,
    text: 'Installing takes no body, and a number as well as a name.',
    check: async (client) => {
      const [mailChimp] = listOf((await client.ask('GET', 'connectors/MailChimp')).json);
      const { status, json } = await client.ask('POST', `connectors/${textAt(mailChimp, 'Id')}/install`);
      equal(status, 200);
      await client.ask('DELETE', `account/connectors/${textAt(json, 'Id')}`);
    },
  },
];
