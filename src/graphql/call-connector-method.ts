import { accountConnectorIdOf } from './arguments.ts';
import type { ArgBuilder, Builder } from './builder.ts';
import { callArguments, callInputOf } from './call-input.ts';
import { recordsOf, selectDescription } from './connector-response.ts';

/** The untyped door: every method of every connector, by mutation. */
export function addCallConnectorMethod(builder: Builder): void {
  builder.mutationFields((t) => ({
    callConnectorMethod: t.field({
      type: ['JSON'],
      description: `Calls a connector method and returns its records, as the third-party app gave them.

Two identical calls that run at the same time in one request are sent once; give them different \`callKey\`s to send both.`,
      args: mutationArguments(t.arg),
      resolve: async (_root, args, { account }) => {
        const id = accountConnectorIdOf(args.accountConnectorId, 'accountConnectorId');
        const input = { ...callInputOf(id, args), callKey: args.callKey ?? undefined };
        return recordsOf(await account.methodCalls.call(input), args.select);
      },
    }),
    callConnectorMethodWithBody: t.field({
      type: ['JSON'],
      description: 'Calls a method with a body of the caller’s own: for many rows, or XML.',
      args: {
        accountConnectorId: mutationArguments(t.arg).accountConnectorId,
        method: callArguments(t.arg).method,
        body: t.arg({ type: 'JSON', required: true, description: 'Sent to the third-party app as it stands.' }),
        parameters: callArguments(t.arg).parameters,
        mergeFields: callArguments(t.arg).mergeFields,
        select: mutationArguments(t.arg).select,
        callKey: mutationArguments(t.arg).callKey,
      },
      resolve: async (_root, args, { account }) => {
        const id = accountConnectorIdOf(args.accountConnectorId, 'accountConnectorId');
        const input = { ...callInputOf(id, args), body: args.body ?? null, callKey: args.callKey ?? undefined };
        return recordsOf(await account.methodCalls.call(input), args.select);
      },
    }),
  }));
}

function mutationArguments(arg: ArgBuilder) {
  return {
    accountConnectorId: arg.id({ required: true, description: 'As `accountConnectors { id }` gives it.' }),
    ...callArguments(arg),
    select: arg.stringList({ description: selectDescription }),
    callKey: arg.string({ description: 'Tells apart two calls that are otherwise identical.' }),
  };
}
