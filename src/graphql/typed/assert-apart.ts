import type { GraphQLSchema } from 'graphql';
import type { Catalog } from '../../catalog/catalog.ts';
import { DocumentError } from '../../files/fault.ts';
import { responseFields } from '../../catalog/response-fields.ts';
import { byKind } from '../../catalog/by-kind.ts';
import { mutationName } from './typed-connectors.ts';

/**
 * Throws {@link DocumentError} where a field that a catalog gives is one of the graph without it, or of another catalog:
 * with the method and the connector it is of, and what to do.
 */
export function assertApart(catalogs: readonly Catalog[], core: GraphQLSchema): void {
  const connectors = catalogs.map((catalog) => ({ field: catalog.field, of: catalog.connector }));
  const mutations = catalogs.flatMap((catalog) => {
    const responses = responseFields(catalog);
    return byKind(catalog).writes.flatMap((method) =>
      [method.field, responses.get(method.identifier) ?? ''].map((field) => ({
        field: mutationName(catalog, field),
        of: `the method "${method.name}" of ${catalog.connector}`,
      })),
    );
  });
  const accountConnector = core.getType('AccountConnector');
  const problems = [
    ...clashes(connectors, accountConnector && 'getFields' in accountConnector ? accountConnector.getFields() : {}),
    ...clashes(mutations, core.getMutationType()?.getFields() ?? {}),
  ];
  if (problems.length > 0) {
    throw new DocumentError(
      'The catalogs',
      problems.map((message) => ({ message })),
    );
  }
}

interface Named {
  readonly field: string;
  readonly of: string;
}

function clashes(named: readonly Named[], taken: Readonly<Record<string, unknown>>): readonly string[] {
  const holders = new Map(Object.keys(taken).map((field) => [field, 'the graph itself']));
  return named.flatMap(({ field, of }) => {
    const holder = holders.get(field);
    holders.set(field, of);
    if (holder === undefined) return [];
    return [`"${field}", of ${of}, is a field of ${holder} already: give another "field" in connectors.config.json.`];
  });
}
