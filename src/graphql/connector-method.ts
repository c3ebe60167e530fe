import { limits } from '../limits.ts';
import type { ConnectorMethod, MethodKind } from '../connectors/method.ts';
import { countValue } from './answer-size.ts';
import type { ArgBuilder, Builder, EnumRef, ObjectRef, OptionalArg } from './builder.ts';
import type { InputRefs } from './method-input.ts';
import { inputSchemaOf } from './input-schema-of.ts';
import type { MethodNode } from './nodes.ts';

/** The warning that stands beside every list of methods. */
export const methodsWarning =
  'Which methods of the listing cannot be read and are left out of `methods`, and why; null where there are none.';

export function addMethodKind(builder: Builder): EnumRef<MethodKind> {
  return builder.enumType('MethodKind', {
    description: 'Whether a method only reads, as far as its name and its endpoint tell. When in doubt it writes.',
    values: {
      READ: { description: 'Can be called in a query; identical ones of a request are sent once.' },
      WRITE: { description: 'Can be called by a mutation only.' },
    } as const,
  });
}

export function addConnectorMethod(
  builder: Builder,
  kind: EnumRef<MethodKind>,
  inputs: InputRefs,
): ObjectRef<MethodNode> {
  return builder.objectRef<MethodNode>('ConnectorMethod').implement({
    description: 'One thing that a connector can do.',
    fields: (t) => ({
      uniqueIdentifier: t.id({
        description: 'The same over all releases: calls by it are always of the newest one.',
        // A method of a very old listing has none, and its number is then all there is.
        resolve: ({ method }) => method.uniqueIdentifier ?? method.id,
      }),
      id: t.id({ description: 'Of one release.', resolve: ({ method }) => method.id }),
      name: t.string({ resolve: ({ method }) => method.name }),
      description: t.string({ nullable: true, resolve: ({ method }) => method.description }),
      category: t.string({ nullable: true, resolve: ({ method }) => method.category }),
      methodType: t.string({
        nullable: true,
        description: '"Action" can be called; a "Webhook" is called by the third-party app.',
        resolve: ({ method }) => method.methodType,
      }),
      endPoint: t.string({
        nullable: true,
        description: 'The third-party app’s own URL, with the places of its merge fields.',
        resolve: ({ method }) => method.endPoint,
      }),
      warning: t.string({ nullable: true, resolve: ({ method }) => method.warning }),
      kind: t.field({ type: kind, resolve: ({ method }) => method.kind }),
      kindReason: t.string({
        description: 'What the kind is concluded from: the name, the endpoint, or a catalog.',
        resolve: ({ method }) => method.kindReason,
      }),
      parameters: t.field({
        type: [inputs.parameter],
        resolve: (node) => node.method.parameters.map((input) => ({ input, of: node })),
      }),
      requestFields: t.field({
        type: [inputs.field],
        description:
          'Fields of the body that is sent. Hidden ones are listed too and look required: send what you know.',
        resolve: (node) => node.method.requestFields.map((input) => ({ input, of: node })),
      }),
      responseFields: t.field({
        type: [inputs.field],
        description: 'Fields that an answer is known to have; there may be others.',
        resolve: (node) => node.method.responseFields.map((input) => ({ input, of: node })),
      }),
      inputSchema: t.field({
        type: 'JSONObject',
        nullable: true,
        description: `JSON Schema (2020-12) of \`{ parameters, fields }\` by name, ready for a form generator or an agent.

What the listing asks for is required; hidden inputs are left out. Under an account connector it has its custom fields.`,
        args: {
          withChoices: t.arg.boolean({
            defaultValue: false,
            description: `Looks up the choices of inputs in the third-party app, of ${limits.choiceLookups} triggers at the most: \`oneOf\` of \`{ const, title }\`. Needs an account connector.`,
          }),
        },
        resolve: async (node, { withChoices }, context, info) => {
          const schema = await inputSchemaOf(node, withChoices === true);
          countValue(schema, context, info);
          return schema;
        },
      }),
    }),
  });
}

export interface MethodFilter {
  readonly search?: string | null | undefined;
  readonly category?: string | null | undefined;
  readonly kind?: MethodKind | null | undefined;
}

export type MethodFilterArgs = {
  readonly search: OptionalArg<string>;
  readonly category: OptionalArg<string>;
  readonly kind: OptionalArg<MethodKind>;
};

/** The arguments of every list of methods. */
export function methodFilter(arg: ArgBuilder, kind: EnumRef<MethodKind>): MethodFilterArgs {
  return {
    search: arg.string({ description: 'Only those whose name or description has all of these words in it.' }),
    category: arg.string({ description: 'Only those of this category, in any case.' }),
    kind: arg({ type: kind, description: 'Only those that read, or that write.' }),
  };
}

export function methodsMatching(
  methods: readonly ConnectorMethod[],
  { search, category, kind }: MethodFilter,
  reach: Omit<MethodNode, 'method'>,
): MethodNode[] {
  const words = (search ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const inCategory = category?.toLowerCase();
  return methods
    .filter((method) => {
      const text = `${method.name}\n${method.description ?? ''}`.toLowerCase();
      return (
        words.every((word) => text.includes(word)) &&
        (inCategory === undefined || method.category?.toLowerCase() === inCategory) &&
        (kind === undefined || kind === null || method.kind === kind)
      );
    })
    .map((method) => ({ ...reach, method }));
}
