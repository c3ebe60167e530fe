import type { MethodId, MethodUniqueIdentifier } from '../ids.ts';
import { fold } from '../text/fold.ts';
import { judgeMethod } from './kind.ts';
import type {
  ConnectorMethod,
  ListedMethod,
  MethodField,
  MethodKind,
  MethodParameter,
  SkippedMethod,
} from './method.ts';

/** All methods of one release of a connector. Made once, kept for long, and never changed. */
export interface Listing {
  /** In Cyclr's order, which is by category, then by name. */
  readonly methods: readonly ConnectorMethod[];
  /** Methods that could not be read, and are not among the others. */
  readonly skipped: readonly SkippedMethod[];
  /** How much it holds: the number of methods, their parameters and their fields. */
  readonly size: number;
  byIdentifier(identifier: MethodUniqueIdentifier | null): ConnectorMethod | undefined;
  byId(id: MethodId): ConnectorMethod | undefined;
  /** Of exactly this name; where there is none, of this name in any case and spacing. Names are not unique. */
  byName(name: string): readonly ConnectorMethod[];
}

/** What catalogs say of methods against their names. */
export type KnownKinds = ReadonlyMap<MethodUniqueIdentifier, { readonly is: MethodKind; readonly reason: string }>;

/**
 * A listing in little memory: strings and lists that repeat are held once, and a description that says no more than the
 * name is null. Each look-up is built when it is first asked for.
 */
export function createListing(
  methods: readonly ListedMethod[],
  kinds: KnownKinds = new Map(),
  skipped: readonly SkippedMethod[] = none,
): Listing {
  const compact = compacted(methods, kinds);
  const identified = lazily(() => group(compact, ({ uniqueIdentifier }) => uniqueIdentifier));
  const numbered = lazily(() => group(compact, ({ id }) => id));
  const named = lazily(() => group(compact, ({ name }) => name));
  const folded = lazily(() => group(compact, ({ name }) => fold(name)));

  return {
    methods: compact,
    skipped,
    size: compact.reduce((sum, method) => sum + sizeOf(method), 0),
    byIdentifier: (identifier) => (identifier === null ? undefined : identified().get(identifier)?.[0]),
    byId: (id) => numbered().get(id)?.[0],
    byName: (name) => named().get(name) ?? folded().get(fold(name)) ?? none,
  };
}

const none: readonly never[] = Object.freeze([]);

function lazily<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}

function sizeOf({ parameters, requestFields, responseFields }: ConnectorMethod): number {
  return 1 + parameters.length + requestFields.length + responseFields.length;
}

function group<Key>(
  methods: readonly ConnectorMethod[],
  keyOf: (method: ConnectorMethod) => Key,
): ReadonlyMap<Key, readonly ConnectorMethod[]> {
  return Map.groupBy(methods, keyOf);
}

function compacted(methods: readonly ListedMethod[], kinds: KnownKinds): readonly ConnectorMethod[] {
  const strings = new Map<string, string>();
  const lists = new Map<string, readonly string[]>();

  function shared<Text extends string | null>(text: Text): Text {
    if (text === null) return text;
    const known = strings.get(text);
    if (known !== undefined) return known as Text;
    strings.set(text, text);
    return text;
  }

  function sharedList(list: readonly string[]): readonly string[] {
    if (list.length === 0) return none;
    const key = JSON.stringify(list);
    const known = lists.get(key);
    if (known !== undefined) return known;
    const made = Object.freeze(list.map(shared));
    lists.set(key, made);
    return made;
  }

  function telling(description: string | null, name: string): string | null {
    const told = description?.trim() ?? '';
    return told === '' || told === name.trim() ? null : shared(description);
  }

  // One literal each, so that the engine has one shape for all of them.
  const parameter = (given: MethodParameter): MethodParameter => ({
    id: given.id,
    name: shared(given.name),
    description: telling(given.description, given.name),
    optional: given.optional,
    dataType: shared(given.dataType),
    values: sharedList(given.values),
    triggerName: shared(given.triggerName),
    targetName: shared(given.targetName),
    targetType: shared(given.targetType),
    sensitive: given.sensitive,
  });

  const field = (given: MethodField): MethodField => ({
    id: given.id,
    name: shared(given.name),
    description: telling(given.description, given.name),
    optional: given.optional,
    dataType: shared(given.dataType),
    values: sharedList(given.values),
    triggerName: shared(given.triggerName),
    location: shared(given.location),
  });

  const fields = (given: readonly MethodField[]) => (given.length === 0 ? none : given.map(field));

  return methods.map((given) => ({
    id: given.id,
    uniqueIdentifier: given.uniqueIdentifier,
    name: shared(given.name),
    description: telling(given.description, given.name),
    category: shared(given.category),
    methodType: shared(given.methodType),
    ...decidedKind(given, kinds),
    endPoint: shared(given.endPoint),
    warning: shared(given.warning),
    parameters: given.parameters.length === 0 ? none : given.parameters.map(parameter),
    requestFields: fields(given.requestFields),
    responseFields: fields(given.responseFields),
  }));
}

function decidedKind(method: ListedMethod, kinds: KnownKinds): Pick<ConnectorMethod, 'kind' | 'kindReason'> {
  const known = method.uniqueIdentifier === null ? undefined : kinds.get(method.uniqueIdentifier);
  if (known !== undefined && method.methodType === 'Action') return { kind: known.is, kindReason: known.reason };
  const { kind, reason } = judgeMethod(method);
  return { kind, kindReason: reason };
}
