import { deepEqual, equal, ok } from 'node:assert/strict';
import { at, listOf, textAt } from '../client.ts';
import { type CyclrPromise, firstConnector, keysInOrder, needed, parameterKeys } from '../promise.ts';

/** Connectors, by number, name and version. */
export const cataloguePromises: readonly CyclrPromise[] = [
  {
    id: 'CATALOGUE-1',
    level: 'MUST',
    text: 'GET /connectors finds by name, without custom connectors.',
    check: async (client) => {
      const found = listOf((await client.ask('GET', 'connectors?query=MailChimp&includeCustomConnectors=false')).json);
      deepEqual(
        found.map((one) => one['Name']),
        ['MailChimp'],
      );
    },
  },
  {
    id: 'CATALOGUE-2',
    level: 'MUST',
    text: 'GET /connectors filters by category.',
    check: async (client) => {
      const connector = await firstConnector(client);
      const [category] = connector['Categories'] as string[];
      const found = listOf(
        (await client.ask('GET', `connectors?pageSize=1000&category=${encodeURIComponent(category ?? '')}`)).json,
      );
      ok(found.length > 0 && found.every((one) => (one['Categories'] as string[]).includes(category ?? '')));
    },
  },
  {
    id: 'CATALOGUE-3',
    level: 'MUST',
    text: 'A lookup by number gives one object, by name a list.',
    check: async (client) => {
      const { Id, Name } = await firstConnector(client);
      equal(at((await client.ask('GET', `connectors/${Id as number}`)).json, 'Id'), Id);
      const named = (await client.ask('GET', `connectors/${encodeURIComponent(String(Name))}`)).json;
      ok(Array.isArray(named) && listOf(named).some((one) => one['Name'] === Name));
    },
  },
  {
    id: 'CATALOGUE-4',
    level: 'MUST',
    text: 'An unknown number is 404.',
    check: async (client) => equal((await client.ask('GET', 'connectors/999999999')).status, 404),
  },
  {
    id: 'CATALOGUE-5',
    level: 'MUST',
    text: 'Spaces in a path may be encoded or not, and a trailing slash is fine.',
    check: async (client) => {
      const found = listOf((await client.ask('GET', 'connectors?pageSize=1000')).json).map((one) =>
        textAt(one, 'Name'),
      );
      const spaced = needed(
        found.find((name) => name.includes(' ') && !/[/?#%]/.test(name)),
        'no connector has a space in its name',
      );
      for (const path of [
        `connectors/${spaced}`,
        `connectors/${encodeURIComponent(spaced)}`,
        `connectors/${encodeURIComponent(spaced)}/`,
      ]) {
        equal(listOf((await client.ask('GET', path)).json)[0]?.['Name'], spaced);
      }
    },
  },
  {
    id: 'CATALOGUE-6',
    level: 'SHOULD',
    text: 'A connector has the keys of its documentation, in order.',
    check: async (client) =>
      keysInOrder(await firstConnector(client), [
        'Id',
        'Name',
        'Description',
        'Status',
        'Version',
        'Icon',
        'AuthDescription',
        'AuthType',
        'OAuth2Type',
        'AuthScheme',
        'Parameters',
        'Authentication',
        'Categories',
      ]),
  },
  {
    id: 'CATALOGUE-7',
    level: 'MUST',
    text: 'A lookup by name and version gives a list, and so does its method listing.',
    check: async (client) => {
      const all = listOf((await client.ask('GET', 'connectors?pageSize=1000')).json);
      const { Name, Version } = needed(
        all.find((one) => textAt(one, 'Version') !== ''),
        'no connector has a version',
      );
      const path = `connectors/${encodeURIComponent(String(Name))}/${encodeURIComponent(String(Version))}`;
      ok(listOf((await client.ask('GET', path)).json).some((one) => one['Name'] === Name));
      ok(Array.isArray((await client.ask('GET', `${path}/methods`)).json));
    },
  },
  {
    id: 'CATALOGUE-8',
    level: 'SHOULD',
    text: 'A parameter of a connector says first whether it is an account connector property, then what one of a method says.',
    check: async (client) => {
      const all = listOf((await client.ask('GET', 'connectors?pageSize=1000')).json);
      const [parameter] = all.flatMap((one) => listOf(one['Parameters']));
      deepEqual(Object.keys(needed(parameter, 'no connector has parameters')), [
        'IsAccountConnectorProperty',
        ...parameterKeys,
      ]);
    },
  },
  {
    id: 'CATALOGUE-9',
    level: 'SHOULD',
    text: 'A way to authenticate has its keys in the known order.',
    check: async (client) => {
      const [way] = listOf((await firstConnector(client))['Authentication']);
      keysInOrder(needed(way, 'the connector has none'), [
        'Id',
        'AuthName',
        'AuthDescription',
        'AuthType',
        'OAuth2Type',
        'AuthScheme',
      ]);
    },
  },
];
