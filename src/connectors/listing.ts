import type { MethodId, MethodUniqueIdentifier } from '../ids.ts';
import type { ConnectorMethod, MethodField, MethodParameter } from './method.ts';

/** All methods of one release of a connector. */
export interface Listing {
  /** By category, then name. */
  readonly methods: readonly ConnectorMethod[];
  /** Parameters and fields over all methods: what it costs to keep. */
  readonly size: number;
  byIdentifier(identifier: MethodUniqueIdentifier | null): ConnectorMethod | undefined;
  byId(id: MethodId): ConnectorMethod | undefined;
  /** In any case, with any white space; several methods may have one name. */
  byName(name: string): readonly ConnectorMethod[];
}

/** Indexes a listing. Texts that stand in it many times (types, categories, descriptions) are kept once. */
export function createListing(listed: readonly ConnectorMethod[]): Listing {
  const compact = compactor();
  const methods = listed.map(compact);
  const byIdentifier = new Map(methods.map((method) => [method.uniqueIdentifier, method]));
  const byId = new Map(methods.map((method) => [method.id, method]));
  const byName = Map.groupBy(methods, ({ name }) => foldedName(name));

  return {
    methods,
    size: methods.reduce(
      (sum, one) => sum + one.parameters.length + one.requestFields.length + one.responseFields.length,
      0,
    ),
    byIdentifier: (identifier) => (identifier === null ? undefined : byIdentifier.get(identifier)),
    byId: (id) => byId.get(id),
    byName: (name) => byName.get(foldedName(name)) ?? [],
  };
}

function foldedName(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase();
}

const none: readonly string[] = [];

function compactor(): (method: ConnectorMethod) => ConnectorMethod {
  const texts = new Map<string, string>();
  const one = <Text extends string | null>(text: Text): Text => {
    if (text === null) return text;
    const known = texts.get(text);
    if (known !== undefined) return known as Text;
    texts.set(text, text);
    return text;
  };
  const values = (list: readonly string[]) => (list.length === 0 ? none : list.map(one));
  const input = <Input extends MethodField | MethodParameter>(from: Input): Input => ({
    ...from,
    name: one(from.name),
    description: from.description === from.name ? one(from.name) : one(from.description),
    dataType: one(from.dataType),
    triggerName: one(from.triggerName),
    values: values(from.values),
  });

  return (method) => ({
    ...method,
    category: one(method.category),
    methodType: one(method.methodType),
    parameters: method.parameters.map((parameter) => ({
      ...input(parameter),
      targetName: one(parameter.targetName),
      targetType: one(parameter.targetType),
    })),
    requestFields: method.requestFields.map((field) => ({ ...input(field), location: one(field.location) })),
    responseFields: method.responseFields.map((field) => ({ ...input(field), location: one(field.location) })),
  });
}
