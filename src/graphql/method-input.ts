import { isFilledByCyclr } from '../connectors/input-declared.ts';
import type { InputOption, MethodField, MethodParameter } from '../connectors/method.ts';
import type { Builder, ObjectRef } from './builder.ts';
import type { MethodNode } from './nodes.ts';

/** An input, and the method it is of. */
export interface InputNode<Input> {
  readonly input: Input;
  readonly of: MethodNode;
}

export interface InputRefs {
  readonly parameter: ObjectRef<InputNode<MethodParameter>>;
  readonly field: ObjectRef<InputNode<MethodField>>;
}

/** Parameters and fields: one shape, with what is their own. */
export function addMethodInputs(builder: Builder): InputRefs {
  const option = builder.objectRef<InputOption>('InputOption').implement({
    description: 'A choice for an input.',
    fields: (t) => ({
      name: t.exposeString('name', { nullable: true, description: 'For people.' }),
      value: t.exposeString('value', { description: 'What to send.' }),
    }),
  });

  const common = builder.interfaceRef<InputNode<MethodParameter | MethodField>>('ConnectorInput').implement({
    description: 'An input of a method.',
    fields: (t) => ({
      id: t.id({
        description: 'Of one release. Parameters and fields are numbered apart.',
        resolve: ({ input }) => input.id,
      }),
      name: t.string({ resolve: ({ input }) => input.name }),
      description: t.string({ nullable: true, resolve: ({ input }) => input.description }),
      optional: t.boolean({
        description:
          'What the connector declares. A field that is not optional may still have a default; what Cyclr fills in itself is always optional.',
        resolve: ({ input }) => input.optional || isFilledByCyclr(input),
      }),
      dataType: t.string({
        description: 'What the connector declares, such as "Text" or "Integer"; not to be relied on.',
        resolve: ({ input }) => input.dataType,
      }),
      values: t.stringList({
        description: 'The values that are declared; empty when none is.',
        resolve: ({ input }) => [...input.values],
      }),
    }),
  });

  return {
    parameter: builder.objectRef<InputNode<MethodParameter>>('ConnectorParameter').implement({
      description: 'A parameter of a method: it goes into the URL, a header or a script.',
      interfaces: [common],
      fields: (t) => ({
        targetName: t.string({
          description: 'Its name in the request; a key of `parameters`.',
          resolve: ({ input }) => input.targetName,
        }),
        targetType: t.string({
          description: 'Where it goes, such as "QueryString", "MergeField" or "HttpHeader".',
          resolve: ({ input }) => input.targetType,
        }),
        sensitive: t.boolean({ resolve: ({ input }) => input.sensitive }),
        options: t.field({ type: [option], nullable: true, description: optionsDescription, resolve: optionsOf }),
      }),
    }),
    field: builder.objectRef<InputNode<MethodField>>('ConnectorField').implement({
      description: 'A field of the body that a method sends, or of an answer.',
      interfaces: [common],
      fields: (t) => ({
        location: t.string({
          description: 'Where it stands in the body, such as `[records].EmailAddress`; a key of `fields`.',
          resolve: ({ input }) => input.location,
        }),
        options: t.field({ type: [option], nullable: true, description: optionsDescription, resolve: optionsOf }),
      }),
    }),
  };
}

const optionsDescription =
  'Choices, looked up in the third-party app through the connector’s trigger; null when it has none or no account connector is in reach.';

async function optionsOf({ input, of }: InputNode<MethodParameter | MethodField>): Promise<InputOption[] | null> {
  const { account, accountConnector } = of;
  if (input.triggerName === null || accountConnector === undefined) return null;
  const options = await account.connectors.options(accountConnector, input.triggerName);
  return options === null ? null : [...options];
}
