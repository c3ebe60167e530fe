import type { ConnectorMethod } from '../connectors/method.ts';
import type { MethodUniqueIdentifier } from '../ids.ts';
import type { Catalog, GoneMethod } from './catalog.ts';
import { fold } from '../text/fold.ts';
import { nounOf, toSingular } from './english.ts';
import { apart, longestName, toFieldNames } from './names.ts';
import { responseFields } from './response-fields.ts';

/** A method that can be called by its identifier. */
export type Identified = ConnectorMethod & { readonly uniqueIdentifier: MethodUniqueIdentifier };

export interface MethodNamesOptions {
  /** The field of the connector: the names of its mutations begin with it. */
  readonly connectorField: string;
  /** What the config calls a method. */
  readonly givenName: (method: Identified) => string | undefined;
  readonly before: Catalog | undefined;
}

/**
 * The field of each method: what the config says, or what it was, or else what its name says.
 *
 * Several of a name are told apart by their categories, and within one by their identifiers. The name of a method that
 * is gone stays its own: an old document must not come to mean something else.
 */
export function nameMethods(
  methods: readonly Identified[],
  { connectorField, givenName, before }: MethodNamesOptions,
): ReadonlyMap<MethodUniqueIdentifier, string> {
  const kept = new Map(
    [...(before?.gone ?? []), ...(before?.methods ?? [])].map(({ identifier, field }) => [identifier, field]),
  );
  const names = new Map<MethodUniqueIdentifier, string>();
  const settled = (of: Identified) => givenName(of) ?? kept.get(of.uniqueIdentifier);
  for (const method of methods) {
    const field = settled(method);
    if (field !== undefined) names.set(method.uniqueIdentifier, field);
  }

  const taken = new Set([...names.values(), ...kept.values(), ...(before ? responseFields(before).values() : [])]);
  const rest = methods.filter((method) => settled(method) === undefined);
  const byCategory = ({ name, category }: Identified) => `${name} ${category ?? ''}`;
  // A mutation has the connector's field before it, and its input an ending.
  const most = Math.max(20, longestName - connectorField.length - 'Input'.length);
  const toName = toFieldNames(
    methods.map(({ name }) => name),
    most,
  );
  const toLongName = toFieldNames(methods.map(byCategory), most);
  const byName = Map.groupBy(rest, ({ name }) => toName(name));
  for (const [name, [first, ...others]] of byName) {
    if (first !== undefined && others.length === 0 && !taken.has(name)) names.set(first.uniqueIdentifier, name);
    else nameByCategory([first, ...others].filter((one) => one !== undefined));
  }

  function nameByCategory(alike: readonly Identified[]): void {
    // "Create Invoice" of invoices is the plain one; that of transactions says so.
    const home = alike.filter(isOfItsOwn);
    const plain = (method: Identified) => (isOfItsOwn(method) ? toName(method.name) : toLongName(byCategory(method)));
    const counts = Map.groupBy(alike, plain);
    for (const method of alike) {
      const name = plain(method);
      if (method === home[0] && home.length === 1 && !taken.has(name)) {
        names.set(method.uniqueIdentifier, name);
        continue;
      }
      const isFree = counts.get(name)?.length === 1 && !taken.has(name) && !byName.has(name);
      names.set(method.uniqueIdentifier, isFree ? name : apart(name, method.uniqueIdentifier));
    }
  }

  return names;
}

/** Whether the category of a method names what the method is about. */
function isOfItsOwn({ name, category }: Identified): boolean {
  const noun = nounOf(name);
  return noun !== '' && fold(toSingular(category ?? '')) === fold(noun);
}

/** Methods of earlier pulls that are not there any more. */
export function goneMethods(
  before: Catalog | undefined,
  present: ReadonlySet<MethodUniqueIdentifier>,
  fields: ReadonlySet<string>,
): readonly GoneMethod[] {
  const all = [...(before?.gone ?? []), ...(before?.methods ?? [])];
  // The config may have given the name to another.
  return all.flatMap(({ field, identifier, name }) =>
    present.has(identifier) || fields.has(field) ? [] : [{ field, identifier, name }],
  );
}
