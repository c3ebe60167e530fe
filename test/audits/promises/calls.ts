import { equal, ok } from 'node:assert/strict';
import { at, listOf, textAt } from '../client.ts';
import { type CyclrPromise, firstInstalled, needed, unknownGuid } from '../promise.ts';

/** Data on demand. */
export const callsPromises: readonly CyclrPromise[] = [
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
  {
    id: 'CALL-7',
    level: 'MUST',
    text: 'The value of an input may be a text or a number.',
    check: async (client) => {
      const { id, methods } = await firstInstalled(client);
      const { method, parameter } = optionallyParameterized(methods);
      const status = async (value: unknown) => {
        const body = { Parameters: { [textAt(parameter, 'Id')]: value } };
        return (await client.ask('POST', `account/connectors/${id}/methods/${textAt(method, 'Id')}`, { body })).status;
      };
      equal(await status(1), await status('1'));
    },
  },
  {
    id: 'CALL-8',
    level: 'MUST',
    text: 'Keys of the body are read in any case.',
    check: async (client) => {
      const { id, method } = await firstInstalled(client);
      const { status } = await client.ask('POST', `account/connectors/${id}/methods/${textAt(method, 'Id')}`, {
        body: { PARAMETERS: { 9: 1 } },
      });
      equal(status, 400);
    },
  },
  {
    id: 'CALL-9',
    level: 'MUST',
    text: '/body is there for methods that are, and 404 for those that are not.',
    check: async (client) => {
      const { id, method } = await firstInstalled(client);
      const status = async (which: string) =>
        (await client.ask('POST', `account/connectors/${id}/methods/${which}/body`, { body: { Parameters: {} } }))
          .status;
      ok((await status(textAt(method, 'Id'))) !== 404);
      equal(await status('999999999'), 404);
    },
  },
  {
    id: 'CALL-10',
    level: 'MUST',
    text: 'The number of a parameter may stand without quotes, in a body with single ones.',
    check: async (client) => {
      const { id, methods } = await firstInstalled(client);
      const { method, parameter } = optionallyParameterized(methods);
      const { status } = await client.ask('POST', `account/connectors/${id}/methods/${textAt(method, 'Id')}`, {
        body: `{'Parameters': {${textAt(parameter, 'Id')} : 1}}`,
      });
      equal(status, 200);
    },
  },
  {
    id: 'CALL-11',
    level: 'MUST',
    text: '/test calls a method too, by its number or its identifier, by POST with {} or GET, and refuses what is not the method’s.',
    check: async (client) => {
      const { id, method } = await firstInstalled(client);
      for (const which of [textAt(method, 'Id'), textAt(method, 'MethodUniqueIdentifier')]) {
        const path = `account/connectors/${id}/test/${which}`;
        equal((await client.ask('GET', path)).status, 200);
        equal((await client.ask('POST', path, { body: {} })).status, 200);
        equal((await client.ask('POST', path, { body: { Parameters: { 9: 1 } } })).status, 400);
      }
    },
  },
];

function optionallyParameterized(methods: readonly Record<string, unknown>[]) {
  const method = needed(
    methods.find(
      ({ MethodType, Name, Parameters }) =>
        MethodType === 'Action' &&
        /^(?:List|Search) /.test(String(Name)) &&
        listOf(Parameters).length > 0 &&
        listOf(Parameters).every(({ IsOptional }) => IsOptional === true),
    ),
    'no method that reads has parameters that are all optional',
  );
  return { method, parameter: listOf(method['Parameters'])[0] };
}
