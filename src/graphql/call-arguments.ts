import type { JsonObject } from '../json.ts';
import type { Arg, ArgBuilder, OptionalArg } from './builder.ts';

export type CallArgs = {
  readonly method: Arg<string>;
  readonly parameters: OptionalArg<JsonObject>;
  readonly fields: OptionalArg<JsonObject>;
  readonly mergeFields: OptionalArg<JsonObject>;
};

/** The arguments of every call of a method. */
export function callArguments(arg: ArgBuilder): CallArgs {
  return {
    method: arg.string({
      required: true,
      description:
        'A MethodUniqueIdentifier (always the newest release), a numeric method id (of one release), or a name.',
    }),
    parameters: arg({
      type: 'JSONObject',
      description: 'By target name, name or number: `{ activeOnly: true }`.',
    }),
    fields: arg({
      type: 'JSONObject',
      description:
        'By location, name or number, or nested as in the body: `{ Address: { City: "Leeds" } }`. A list takes any number of rows: `{ Line: [{ Amount: 1 }, { Amount: 2 }] }`.',
    }),
    mergeFields: arg({ type: 'JSONObject', description: 'Passed on as Cyclr’s Mergefields.' }),
  };
}
