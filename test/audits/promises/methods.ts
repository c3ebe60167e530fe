import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { listOf, textAt } from '../client.ts';
import { type CyclrPromise, firstConnector, firstInstalled, needed, parameterKeys, Unaskable } from '../promise.ts';

/** Method listings. */
export const methodsPromises: readonly CyclrPromise[] = [
  {
    id: 'METHODS-1',
    level: 'MUST',
    text: 'A method listing is not paged, and sorted by Category, then Name.',
    check: async (client) => {
      const { methods, path } = await firstInstalled(client);
      const order = (one: Record<string, unknown>) => `${textAt(one, 'Category')}\0${textAt(one, 'Name')}`;
      deepEqual(methods.map(order), methods.map(order).toSorted());
      const one = listOf((await client.ask('GET', `${path}?pageSize=1`)).json);
      equal(one.length, methods.length);
    },
  },
  {
    id: 'METHODS-2',
    level: 'MUST',
    text: 'The listing of a release by its number, and of the newest by name, have the same methods when it is the newest.',
    check: async (client) => {
      const { Id, Name } = await firstConnector(client);
      const names = async (of: string) =>
        listOf((await client.ask('GET', `connectors/${of}/methods`)).json).map((one) => one['MethodUniqueIdentifier']);
      deepEqual(await names(String(Id)), await names(encodeURIComponent(String(Name))));
    },
  },
  {
    id: 'METHODS-3',
    level: 'MUST',
    text: 'category (whole) and query (a part of the name) filter, together too, with names in any case.',
    check: async (client) => {
      const { methods, method, path } = await firstInstalled(client);
      const [category, word] = [textAt(method, 'Category'), textAt(method, 'Name').split(' ')[0] ?? ''];
      const list = async (query: string) => listOf((await client.ask('GET', `${path}/?${query}`)).json).length;
      const count = (test: (one: Record<string, unknown>) => boolean) => methods.filter(test).length;
      const inCategory = (one: Record<string, unknown>) => one['Category'] === category;
      const named = (one: Record<string, unknown>) => textAt(one, 'Name').toLowerCase().includes(word.toLowerCase());
      equal(await list(`category=${encodeURIComponent(category)}`), count(inCategory));
      equal(await list(`&query=${word}`), count(named));
      equal(
        await list(`Category=${encodeURIComponent(category)}&Query=${word}`),
        count((one) => inCategory(one) && named(one)),
      );
    },
  },
  {
    id: 'METHODS-4',
    level: 'SHOULD',
    text: 'A method has its keys in the known order.',
    check: async (client) => {
      const { method } = await firstInstalled(client);
      deepEqual(Object.keys(method), [
        'Id',
        'Name',
        'Description',
        'Category',
        'MethodType',
        'EndPoint',
        'Parameters',
        'MethodUniqueIdentifier',
        'Warning',
        'CreateWebhookMethod',
        'DeleteWebhookMethod',
        'RequestFields',
        'ResponseFields',
      ]);
      const [field] = listOf(method['ResponseFields']);
      deepEqual(Object.keys(field ?? {}), [
        'Location',
        'Id',
        'Name',
        'Description',
        'IsOptional',
        'DataType',
        'TriggerName',
        'Values',
        'DisplayOrder',
        'Triggers',
      ]);
    },
  },
  {
    id: 'METHODS-5',
    level: 'MUST',
    text: 'GET /methods/{id} gives one method with its texts.',
    check: async (client) => {
      const { method } = await firstInstalled(client);
      const { json } = await client.ask('GET', `methods/${textAt(method, 'Id')}`);
      for (const key of ['Name', 'Description', 'Category', 'MethodType', 'EndPoint']) match(textAt(json, key), /./);
    },
  },
  {
    id: 'METHODS-6',
    level: 'SHOULD',
    text: 'A webhook has no endpoint and answers nothing; what comes in is described by its request fields.',
    check: async (client) => {
      const installed = listOf((await client.ask('GET', 'account/connectors')).json);
      for (const one of installed) {
        const path = `connectors/${textAt(one['Connector'], 'Id')}/methods`;
        const webhook = listOf((await client.ask('GET', path)).json).find(({ MethodType }) => MethodType === 'Webhook');
        if (webhook === undefined) continue;
        deepEqual([webhook['EndPoint'], webhook['ResponseFields']], [null, []]);
        ok(listOf(webhook['RequestFields']).length > 0);
        return;
      }
      throw new Unaskable('no account connector has a webhook');
    },
  },
  {
    id: 'METHODS-7',
    level: 'SHOULD',
    text: 'A parameter has its keys in the known order.',
    check: async (client) => {
      const { methods } = await firstInstalled(client);
      const [parameter] = methods.flatMap((one) => listOf(one['Parameters']));
      deepEqual(Object.keys(needed(parameter, 'no method has a parameter')), [...parameterKeys]);
    },
  },
  {
    id: 'METHODS-8',
    level: 'SHOULD',
    text: 'A webhook that a method creates names that method by Name, MethodUniqueId and MethodId.',
    check: async (client) => {
      const installed = listOf((await client.ask('GET', 'account/connectors')).json);
      for (const one of installed) {
        const path = `connectors/${textAt(one['Connector'], 'Id')}/methods`;
        const methods = listOf((await client.ask('GET', path)).json);
        const created = methods
          .map(({ CreateWebhookMethod }) => CreateWebhookMethod)
          .find((by) => (by ?? null) !== null);
        if (created === undefined) continue;
        deepEqual(Object.keys(created as object), ['Name', 'MethodUniqueId', 'MethodId']);
        ok(methods.some((method) => textAt(method, 'Name') === textAt(created, 'Name')));
        return;
      }
      throw new Unaskable('no account connector has a webhook that a method creates');
    },
  },
];
