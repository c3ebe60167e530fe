import { readRecords } from '../connectors/records.ts';
import { selectPaths } from '../connectors/select.ts';
import { accountConnectorIdOf } from './arguments.ts';
import type { Builder } from './builder.ts';

export function addCallConnectorMethod(builder: Builder): void {
  builder.mutationField('callConnectorMethod', (t) =>
    t.field({
      type: ['JSON'],
      description: `Calls a connector method and returns its records, as the third-party app gave them.

Identical calls that run at the same time in one request are sent once; give them different \`callKey\`s to send each.`,
      args: {
        accountConnectorId: t.arg.id({ required: true, description: 'As `accountConnectors { id }` gives it.' }),
        method: t.arg.string({
          required: true,
          description: 'A MethodUniqueIdentifier (always the newest release) or a numeric method id (of one release).',
        }),
        parameters: t.arg({ type: 'JSONObject', description: 'By numeric parameter id.' }),
        fields: t.arg({ type: 'JSONObject', description: 'By numeric field id.' }),
        mergeFields: t.arg({ type: 'JSONObject', description: 'Passed on as Cyclr’s Mergefields.' }),
        select: t.arg.stringList({
          description: 'Keeps only these paths of each record, such as "Id" or "Address.City".',
        }),
        callKey: t.arg.string({ description: 'Tells apart two calls that are otherwise identical.' }),
      },
      resolve: async (_root, args, { account }) => {
        const keep = args.select ? selectPaths(args.select) : undefined;
        const { body, responseFields } = await account.methodCalls.call({
          accountConnectorId: accountConnectorIdOf(args.accountConnectorId, 'accountConnectorId'),
          method: args.method,
          parameters: args.parameters ?? {},
          fields: args.fields ?? {},
          mergeFields: args.mergeFields ?? {},
          callKey: args.callKey ?? undefined,
        });
        const records = readRecords(body, responseFields);
        return keep === undefined ? records : records.map(keep);
      },
    }),
  );
}
