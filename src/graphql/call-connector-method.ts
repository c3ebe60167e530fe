import type { CallResponse } from '../calls/response.ts';
import type { ArgBuilder, Builder, ObjectRef } from './builder.ts';
import { callArguments } from './call-arguments.ts';
import { askedOfRecords, recordsOf, selectDescription } from './connector-response.ts';
import { keyArguments, writesOf } from './keyed-writes.ts';

/** The mutations that call any method of any connector. */
export function addCallConnectorMethod(builder: Builder, response: ObjectRef<CallResponse>): void {
  builder.mutationFields((t) => ({
    callConnectorMethod: t.field({
      type: ['JSON'],
      nullable: { list: true, items: false },
      description: `Calls a connector method and returns its records, as the third-party app gave them.

Two identical calls that run at the same time in one request are sent once; give them different \`callKey\`s to send both.`,
      args: { ...targetArguments(t.arg), ...callArguments(t.arg), ...recordArguments(t.arg), ...keyArguments(t.arg) },
      resolve: async (_root, args, context, info) => recordsOf(await writesOf(context, info).write(args), context),
    }),
    callConnectorMethodResponse: t.field({
      type: response,
      nullable: true,
      description: `The same, with everything that came: for partial success, totals and files.

With \`body\`, as \`callConnectorMethodWithBody\`.`,
      args: {
        ...targetArguments(t.arg),
        ...callArguments(t.arg),
        body: t.arg({ type: 'JSON', description: 'Sent to the third-party app as it stands, in place of `fields`.' }),
        recordsAt: recordArguments(t.arg).recordsAt,
        ...keyArguments(t.arg),
      },
      resolve: async (_root, { body, ...args }, context, info) => {
        const cuts = askedOfRecords(info);
        return writesOf(context, info).write({ ...args, cuts, ...(body !== null && body !== undefined && { body }) });
      },
    }),
    callConnectorMethodWithBody: t.field({
      type: ['JSON'],
      nullable: { list: true, items: false },
      description: 'Calls a method with a body of the caller’s own: what no fields can say, such as XML.',
      args: {
        ...targetArguments(t.arg),
        method: callArguments(t.arg).method,
        body: t.arg({ type: 'JSON', required: true, description: 'Sent to the third-party app as it stands.' }),
        parameters: callArguments(t.arg).parameters,
        mergeFields: callArguments(t.arg).mergeFields,
        ...recordArguments(t.arg),
        ...keyArguments(t.arg),
      },
      resolve: async (_root, { body, ...args }, context, info) =>
        recordsOf(await writesOf(context, info).write({ ...args, body: body ?? null }), context),
    }),
  }));
}

function targetArguments(arg: ArgBuilder) {
  return { accountConnectorId: arg.id({ required: true, description: 'As `accountConnectors { id }` gives it.' }) };
}

function recordArguments(arg: ArgBuilder) {
  return {
    select: arg.stringList({ description: selectDescription }),
    recordsAt: arg.string({
      description: 'Where the records stand in the answer, such as "data.items", where no response field says so.',
    }),
  };
}
