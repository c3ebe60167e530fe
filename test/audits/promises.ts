import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { at, type Client, listOf, textAt } from './client.ts';

/** Something that Cyclr is known to do. */
export interface CyclrPromise {
  readonly id: string;
  /** MUST: asserted by Cyclr's own suite or stated by its documentation. SHOULD: seen. MAY: guessed. */
  readonly level: 'MUST' | 'SHOULD' | 'MAY';
  readonly text: string;
  /** It changes the account: only asked of a Cyclr where that is allowed. */
  readonly writes?: true;
  /** Rejects when the promise is not kept. */
  readonly check: (client: Client) => Promise<void>;
}

const unknownGuid = '11111111-2222-4333-8444-555555555555';

async function firstConnector(client: Client) {
  const [connector] = listOf((await client.ask('GET', 'connectors?pageSize=1', { account: null })).json);
  ok(connector, 'the catalogue is empty');
  return connector;
}

/** An account connector that works, and one method of it that can be called without inputs. */
async function firstInstalled(client: Client) {
  const all = listOf((await client.ask('GET', 'account/connectors')).json);
  const installed = all.find((one) => one['Authenticated'] === true);
  ok(installed, 'the account has no account connector that is authenticated');
  const methods = listOf(
    (await client.ask('GET', `connectors/${textAt(installed['Connector'], 'Name')}/methods`)).json,
  );
  const method = methods.find((one) => one['MethodType'] === 'Action' && /^(?:List|Count) /.test(textAt(one, 'Name')));
  ok(method, 'no method of it can be called without inputs');
  return { id: textAt(installed, 'Id'), installed, methods, method };
}

async function install(client: Client, body: object) {
  const { json, status } = await client.ask('POST', 'connectors/MailChimp/install', { body });
  equal(status, 200);
  return textAt(json, 'Id');
}

/** A copy to write to, removed afterwards. */
async function withCopy(client: Client, use: (id: string) => Promise<void>): Promise<void> {
  const id = await install(client, { Name: `Audit ${Math.random().toString(36).slice(2)}`, AuthValue: 'audit' });
  try {
    await use(id);
  } finally {
    await client.ask('DELETE', `account/connectors/${id}`);
  }
}

function keysInOrder(value: unknown, keys: readonly string[]): void {
  const own = Object.keys(value as object);
  deepEqual(
    own.filter((key) => keys.includes(key)),
    [...keys],
  );
}

export const promises: readonly CyclrPromise[] = [
  // Tokens
  {
    id: 'TOKEN-1',
    level: 'MUST',
    text: 'A client-credentials grant in a form body gives a bearer token and its lifetime.',
    check: async (client) => {
      const { status, json } = await client.token();
      equal(status, 200);
      match(textAt(json, 'access_token'), /./);
      match(textAt(json, 'token_type'), /^bearer$/i);
      ok(Number(at(json, 'expires_in')) > 0);
      equal(at(json, 'clientId'), client.clientId);
    },
  },
  {
    id: 'TOKEN-2',
    level: 'SHOULD',
    text: 'The grant has .refresh, .issued and .expires, in this order.',
    check: async (client) => {
      const { json } = await client.token();
      keysInOrder(json, ['access_token', 'token_type', 'expires_in', 'clientId', '.refresh', '.issued', '.expires']);
      ok(!Number.isNaN(Date.parse(textAt(json, '.expires'))));
    },
  },
  {
    id: 'TOKEN-3',
    level: 'MUST',
    text: 'scope=account:{id} gives a token for that account.',
    check: async (client) => {
      const { status, json } = await client.token({ scope: `account:${client.account}` });
      equal(status, 200);
      equal((await client.ask('GET', 'account/connectors', { token: textAt(json, 'access_token') })).status, 200);
    },
  },
  {
    id: 'TOKEN-4',
    level: 'MAY',
    text: 'Bad credentials are answered with 400 or 401 and an OAuth error.',
    check: async (client) => {
      const { status, json } = await client.token({ client_secret: 'wrong' });
      ok(status === 400 || status === 401 || status === 403);
      match(textAt(json, 'error'), /^invalid_/);
    },
  },
  {
    id: 'TOKEN-5',
    level: 'MAY',
    text: 'A token of one account opens no other.',
    check: async (client) => {
      const accounts = listOf((await client.ask('GET', 'accounts')).json).map((one) => textAt(one, 'Id'));
      const other = accounts.find((id) => id !== client.account);
      ok(other, 'there is only one account');
      const { json } = await client.token({ scope: `account:${client.account}` });
      const { status } = await client.ask('GET', 'account/connectors', {
        token: textAt(json, 'access_token'),
        account: other,
      });
      ok(status === 401 || status === 403);
    },
  },
  {
    id: 'AUTH-1',
    level: 'MUST',
    text: 'Without a token everything is refused with 401.',
    check: async (client) => {
      for (const path of ['connectors', 'account/connectors', 'accounts'])
        equal((await client.ask('GET', path, { token: null })).status, 401);
    },
  },
  {
    id: 'AUTH-2',
    level: 'MUST',
    text: 'An account endpoint with an empty account header is refused with 401.',
    check: async (client) => equal((await client.ask('GET', 'account/connectors', { account: '' })).status, 401),
  },
  {
    id: 'AUTH-3',
    level: 'MUST',
    text: 'Partner endpoints work with and without the account header.',
    check: async (client) => {
      for (const account of [null, client.account]) {
        for (const path of ['connectors', 'accounts']) equal((await client.ask('GET', path, { account })).status, 200);
      }
    },
  },
  {
    id: 'HEADER-1',
    level: 'MUST',
    text: 'Every answer carries X-Content-Type-Options: nosniff.',
    check: async (client) => {
      const answers = [
        await client.ask('GET', 'connectors'),
        await client.ask('GET', 'connectors/999999999'),
        await client.ask('GET', 'account/connectors', { token: null }),
        await client.ask('POST', 'accounts', { body: {} }),
      ];
      for (const { headers } of answers) equal(headers.get('x-content-type-options'), 'nosniff');
    },
  },
  {
    id: 'HEADER-2',
    level: 'MAY',
    text: 'Bodies are application/json in UTF-8.',
    check: async (client) =>
      match(
        (await client.ask('GET', 'connectors')).headers.get('content-type') ?? '',
        /^application\/json; ?charset=utf-8$/i,
      ),
  },
  {
    id: 'ERROR-1',
    level: 'MUST',
    text: 'An error is compact: {"Message":"…"}.',
    check: async (client) => match((await client.ask('POST', 'accounts', { body: {} })).text, /^\{"Message":".*"\}$/),
  },

  // Paging
  {
    id: 'PAGE-1',
    level: 'MUST',
    text: 'pageSize=30 gives exactly 30.',
    check: async (client) => equal(listOf((await client.ask('GET', 'connectors?pageSize=30')).json).length, 30),
  },
  {
    id: 'PAGE-2',
    level: 'MUST',
    text: 'A page past the end is 200 and [].',
    check: async (client) => {
      const { status, text } = await client.ask('GET', 'connectors?page=9999&pageSize=30');
      deepEqual([status, text], [200, '[]']);
    },
  },
  {
    id: 'PAGE-3',
    level: 'MUST',
    text: 'Pages begin at 1 and do not overlap.',
    check: async (client) => {
      const ids = async (query: string) =>
        listOf((await client.ask('GET', `connectors?${query}`)).json).map((one) => one['Id']);
      deepEqual([...(await ids('page=1&pageSize=5')), ...(await ids('page=2&pageSize=5'))], await ids('pageSize=10'));
    },
  },
  {
    id: 'PAGE-4',
    level: 'MUST',
    text: 'orderBy and sortOrderAsc sort.',
    check: async (client) => {
      const names = async (asc: boolean) =>
        listOf((await client.ask('GET', `connectors?pageSize=1000&orderBy=Name&sortOrderAsc=${asc}`)).json).map((one) =>
          textAt(one, 'Name'),
        );
      const up = await names(true);
      ok(up.length > 1);
      deepEqual(
        up,
        up.toSorted((a, b) => a.localeCompare(b)),
      );
      equal((await names(false))[0], up.at(-1));
    },
  },

  // Catalogue
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
      const spaced = found.find((name) => name.includes(' '));
      ok(spaced, 'no connector has a space in its name');
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
        'AuthType',
        'Parameters',
        'Authentication',
        'Categories',
      ]),
  },
  {
    id: 'METHODS-1',
    level: 'MUST',
    text: 'A method listing is not paged, and sorted by Category, then Name.',
    check: async (client) => {
      const { methods, installed } = await firstInstalled(client);
      const order = (one: Record<string, unknown>) => `${textAt(one, 'Category')}\0${textAt(one, 'Name')}`;
      deepEqual(methods.map(order), methods.map(order).toSorted());
      const one = listOf(
        (await client.ask('GET', `connectors/${textAt(installed['Connector'], 'Name')}/methods?pageSize=1`)).json,
      );
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
      const { methods, method, installed } = await firstInstalled(client);
      const name = textAt(installed['Connector'], 'Name');
      const [category, word] = [textAt(method, 'Category'), textAt(method, 'Name').split(' ')[0] ?? ''];
      const list = async (query: string) =>
        listOf((await client.ask('GET', `connectors/${name}/methods/?${query}`)).json).length;
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

  // Calls
  {
    id: 'CALL-1',
    level: 'MUST',
    text: 'A method is called by its number or its identifier, by POST with {} or GET, and the body is the third-party app’s own.',
    check: async (client) => {
      const { id, method } = await firstInstalled(client);
      for (const which of [textAt(method, 'Id'), textAt(method, 'MethodUniqueIdentifier')]) {
        for (const [verb, ask] of [
          ['POST', { body: {} }],
          ['GET', {}],
        ] as const) {
          const { status, json } = await client.ask(verb, `account/connectors/${id}/methods/${which}`, ask);
          equal(status, 200);
          ok(at(json, 'Message') === undefined);
        }
      }
    },
  },
  {
    id: 'CALL-2',
    level: 'MUST',
    text: 'An unknown method number is 404, for methods and for tests.',
    check: async (client) => {
      const { id } = await firstInstalled(client);
      equal((await client.ask('GET', `account/connectors/${id}/methods/999999999`)).status, 404);
      equal((await client.ask('POST', `account/connectors/${id}/methods/9999`, { body: {} })).status, 404);
      equal((await client.ask('POST', `account/connectors/${id}/test/9999`, { body: {} })).status, 404);
    },
  },
  {
    id: 'CALL-3',
    level: 'MUST',
    text: 'A well-formed identifier that is unknown is 404, a malformed one 400.',
    check: async (client) => {
      const { id } = await firstInstalled(client);
      equal((await client.ask('POST', `account/connectors/${id}/test/${unknownGuid}`, { body: {} })).status, 404);
      for (const kind of ['methods', 'test'])
        equal((await client.ask('POST', `account/connectors/${id}/${kind}/${unknownGuid}0`, { body: {} })).status, 400);
    },
  },
  {
    id: 'CALL-4',
    level: 'MUST',
    text: 'A parameter that is not the method’s is 400.',
    check: async (client) => {
      const { id, method } = await firstInstalled(client);
      const { status } = await client.ask('POST', `account/connectors/${id}/methods/${textAt(method, 'Id')}`, {
        body: { Parameters: { 9: 1 } },
      });
      equal(status, 400);
    },
  },
  {
    id: 'CALL-5',
    level: 'MUST',
    text: 'A body with single quotes and keys without any is read.',
    check: async (client) => {
      const { id, method } = await firstInstalled(client);
      const { status } = await client.ask('POST', `account/connectors/${id}/methods/${textAt(method, 'Id')}`, {
        body: "{'Parameters': {}, fields: {}}",
      });
      equal(status, 200);
    },
  },
  {
    id: 'CALL-6',
    level: 'MAY',
    text: 'A field that is not the method’s is 400, and an unknown account connector 404.',
    check: async (client) => {
      const { id, method } = await firstInstalled(client);
      const which = textAt(method, 'Id');
      equal(
        (await client.ask('POST', `account/connectors/${id}/methods/${which}`, { body: { Fields: { 9: 1 } } })).status,
        400,
      );
      equal((await client.ask('POST', `account/connectors/999999999/methods/${which}`, { body: {} })).status, 404);
    },
  },

  // Account connectors
  {
    id: 'INSTALLED-1',
    level: 'MUST',
    text: 'Account connectors are listed with their connector and its icon.',
    check: async (client) => {
      const { installed } = await firstInstalled(client);
      match(textAt(installed['Connector'], 'Icon'), /^data:image\//);
      keysInOrder(installed, [
        'Id',
        'Name',
        'Description',
        'AuthValue',
        'Authenticated',
        'Connector',
        'IsPartnerIntegrationConnector',
        'Properties',
        'CustomFields',
      ]);
    },
  },
  {
    id: 'INSTALLED-2',
    level: 'MUST',
    text: 'One by id; an unknown one is 404.',
    check: async (client) => {
      const { id } = await firstInstalled(client);
      equal(textAt((await client.ask('GET', `account/connectors/${id}`)).json, 'Id'), id);
      equal((await client.ask('GET', 'account/connectors/999999999')).status, 404);
      equal((await client.ask('PUT', 'account/connectors/999999999', { body: {} })).status, 404);
    },
  },
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
    id: 'UPDATE-1',
    level: 'MUST',
    writes: true,
    text: 'PUT is partial, keys are read in any case, and an Id in the body is ignored.',
    check: (client) =>
      withCopy(client, async (id) => {
        await client.ask('PUT', `account/connectors/${id}`, { body: { Id: 0, description: 'kept' } });
        const { json } = await client.ask('PUT', `account/connectors/${id}`, { body: { name: `Audit renamed ${id}` } });
        deepEqual(
          [textAt(json, 'Id'), at(json, 'Name'), at(json, 'Description'), at(json, 'Authenticated')],
          [id, `Audit renamed ${id}`, 'kept', true],
        );
        equal(
          at(
            (await client.ask('PUT', `account/connectors/${id}`, { body: { Description: null } })).json,
            'Description',
          ),
          null,
        );
      }),
  },
  {
    id: 'DEAUTH-1',
    level: 'MUST',
    writes: true,
    text: 'De-authenticating says so, and takes the credentials away.',
    check: (client) =>
      withCopy(client, async (id) => {
        const name = textAt((await client.ask('GET', `account/connectors/${id}`)).json, 'Name');
        const { status, text } = await client.ask('PUT', `account/connectors/${id}/deauthenticate`);
        deepEqual([status, text], [200, `{"Message":"Connector '${name}' successfully de-authenticated."}`]);
        equal(at((await client.ask('GET', `account/connectors/${id}`)).json, 'Authenticated'), false);
      }),
  },
  {
    id: 'DELETE-1',
    level: 'MUST',
    writes: true,
    text: 'Deleting is 200, and then it is gone.',
    check: async (client) => {
      const id = await install(client, { Name: `Audit delete ${Math.random()}` });
      equal((await client.ask('DELETE', `account/connectors/${id}`)).status, 200);
      equal((await client.ask('GET', `account/connectors/${id}`)).status, 404);
      equal((await client.ask('DELETE', `account/connectors/${id}`)).status, 404);
    },
  },
  {
    id: 'PROPERTY-1',
    level: 'MUST',
    writes: true,
    text: 'Properties are created under any name, read, changed and deleted; an unknown one is 404.',
    check: (client) =>
      withCopy(client, async (id) => {
        const base = `account/connectors/${id}/properties`;
        const created = await client.ask('POST', base, { body: { Name: 'Anything', Value: '1', Id: 0 } });
        equal(created.status, 200);
        keysInOrder(created.json, ['Name', 'Value', 'Id', 'AccountConnectorId']);
        const one = `${base}/${textAt(created.json, 'Id')}`;
        equal(at((await client.ask('PUT', one, { body: { Name: 'Anything', Value: '2' } })).json, 'Value'), '2');
        equal(at((await client.ask('GET', one)).json, 'Value'), '2');
        equal((await client.ask('DELETE', one)).status, 200);
        equal((await client.ask('GET', one)).status, 404);
        equal((await client.ask('GET', 'account/connectors/999999999/properties')).status, 404);
      }),
  },
  {
    id: 'PROPERTY-2',
    level: 'MUST',
    text: 'Properties are sorted by orderBy and sortOrderAsc.',
    check: async (client) => {
      const { id } = await firstInstalled(client);
      const names = async (asc: string) =>
        listOf(
          (await client.ask('GET', `account/connectors/${id}/properties?orderBy=Name&sortOrderAsc=${asc}`)).json,
        ).map((one) => textAt(one, 'Name'));
      deepEqual(await names('true'), (await names('false')).toReversed());
    },
  },
  {
    id: 'FIELD-1',
    level: 'MUST',
    writes: true,
    text: 'Custom fields are [] at first, and are created, read, changed and deleted with 200.',
    check: (client) =>
      withCopy(client, async (id) => {
        const base = `account/connectors/${id}/fields`;
        equal((await client.ask('GET', base)).text, '[]');
        const created = await client.ask('POST', base, {
          body: { ConnectorField: 'a.b', DisplayName: 'AB', DataType: 'Text' },
        });
        equal(created.status, 200);
        const one = `${base}/${textAt(created.json, 'Id')}`;
        equal(at((await client.ask('PUT', one, { body: { DisplayName: 'Better' } })).json, 'DisplayName'), 'Better');
        equal(at((await client.ask('GET', one)).json, 'ConnectorField'), 'a.b');
        equal((await client.ask('DELETE', one)).status, 200);
        equal((await client.ask('GET', one)).status, 404);
      }),
  },
  {
    id: 'TRIGGER-1',
    level: 'MUST',
    text: 'A trigger gives choices with a Value each; an unknown one is 404.',
    check: async (client) => {
      const all = listOf((await client.ask('GET', 'account/connectors')).json);
      const found = all.find(
        (one) => one['Authenticated'] === true && listOf(at(one['Connector'], 'Triggers')).length > 0,
      );
      ok(found, 'no account connector has a trigger');
      const [trigger] = listOf(at(found['Connector'], 'Triggers'));
      const base = `account/connectors/${textAt(found, 'Id')}/triggers`;
      const { status, json } = await client.ask('POST', `${base}/${textAt(trigger, 'TriggerId')}`, { body: {} });
      equal(status, 200);
      ok(listOf(json).length > 0 && listOf(json).every((one) => textAt(one, 'Value') !== ''));
      equal((await client.ask('POST', `${base}/999999999`, { body: {} })).status, 404);
    },
  },
  {
    id: 'CUSTOM-1',
    level: 'MUST',
    writes: true,
    text: 'A custom connector is uploaded, listed and deleted; without a name it is refused.',
    check: async (client) => {
      const base = 'account/connectors/custom';
      const refused = await client.ask('POST', base, { body: { Methods: [] } });
      deepEqual(
        [refused.status, refused.text],
        [400, '{"Message":"Invalid connector: (Column \'Name\' cannot be null)"}'],
      );
      const created = await client.ask('POST', `${base}/`, {
        body: { Name: `Audit ${Math.random()}`, UniqueIdentifier: crypto.randomUUID(), Methods: [] },
      });
      equal(created.status, 200);
      const id = textAt(created.json, 'Id');
      ok(listOf((await client.ask('GET', base)).json).some((one) => textAt(one, 'Id') === id));
      equal((await client.ask('DELETE', `${base}/${id}`)).status, 200);
      equal((await client.ask('GET', `${base}/${id}`)).status, 404);
    },
  },

  // Accounts
  {
    id: 'ACCOUNT-1',
    level: 'MUST',
    writes: true,
    text: 'An account is created with 200 under an id of one’s own choice, changed and deleted.',
    check: async (client) => {
      const id = `Audit-${Math.random().toString(36).slice(2)}`;
      const created = await client.ask('POST', 'accounts', {
        account: null,
        body: { Id: id, name: 'Audit', StepDataSuccessRetentionHours: 999 },
      });
      deepEqual(
        [created.status, at(created.json, 'Id'), at(created.json, 'StepDataSuccessRetentionHours')],
        [200, id, 744],
      );
      const again = await client.ask('POST', 'accounts', { account: null, body: { Id: id, Name: 'Audit' } });
      deepEqual([again.status, again.text], [400, '{"Message":"ID already in use"}']);
      const put = await client.ask('PUT', `accounts/${id}`, {
        account: null,
        body: { StepDataSuccessRetentionHours: 'abc', TransactionErrorWebhookUrl: 'example.com/x' },
      });
      deepEqual(
        [
          put.status,
          at(put.json, 'StepDataSuccessRetentionHours'),
          at(put.json, 'TransactionErrorWebhookUrl'),
          at(put.json, 'Name'),
        ],
        [200, 744, 'https://example.com/x', 'Audit'],
      );
      equal((await client.ask('GET', `accounts/${id}/subaccounts`, { account: null })).text, '[]');
      equal((await client.ask('DELETE', `accounts/${id}`, { account: null })).status, 200);
      equal((await client.ask('GET', `accounts/${id}`, { account: null })).status, 404);
    },
  },
  {
    id: 'ACCOUNT-2',
    level: 'MUST',
    writes: true,
    text: 'An account is refused without a name, with a negative retention, and with a webhook that has no URL.',
    check: async (client) => {
      const refused = async (body: object) => (await client.ask('POST', 'accounts', { account: null, body })).text;
      match(await refused({}), /Name is required/);
      match(
        await refused({ Name: 'A', StepDataSuccessRetentionHours: -10 }),
        /StepDataSuccessRetentionHours \(-10\): must be non negative/,
      );
      match(
        await refused({ Name: 'A', TransactionErrorWebhookEnabled: 'true' }),
        /Transaction Error Webhook enabled: Transaction Error Webhook URL must be defined/,
      );
      match(await refused({ Name: 'A', TransactionErrorWebhookUrl: 'https://  ' }), /is not a valid URL/);
    },
  },
  {
    id: 'ACCOUNT-3',
    level: 'MUST',
    text: 'An unknown account is 404 everywhere.',
    check: async (client) => {
      for (const path of ['accounts/nobody', 'accounts/nobody/subaccounts', 'accounts/nobody/usage'])
        equal((await client.ask('GET', path)).status, 404);
      equal((await client.ask('PUT', 'accounts/nobody', { body: {} })).status, 404);
      equal((await client.ask('DELETE', 'accounts/nobody')).status, 404);
    },
  },
  {
    id: 'ACCOUNT-4',
    level: 'MUST',
    text: 'An account has its keys in the known order, and its usage four.',
    check: async (client) => {
      const [account] = listOf((await client.ask('GET', 'accounts')).json);
      keysInOrder(account, [
        'CreatedDate',
        'Id',
        'Name',
        'Description',
        'AuditInfo',
        'TaskAuditInfo',
        'Timezone',
        'NextBillDateUtc',
        'StepDataSuccessRetentionHours',
        'StepDataErroredRetentionHours',
        'TransactionErrorWebhookEnabled',
        'TransactionErrorWebhookUrl',
        'TransactionErrorWebhookIncludeWarnings',
      ]);
      deepEqual(Object.keys((await client.ask('GET', `accounts/${textAt(account, 'Id')}/usage`)).json as object), [
        'Id',
        'TasksUsed',
        'StartTime',
        'EndTime',
      ]);
    },
  },
];
