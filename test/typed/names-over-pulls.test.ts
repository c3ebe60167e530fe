import fc from 'fast-check';
import { assertValidSchema } from 'graphql';
import { expect, test } from 'vitest';
import type { Catalog, CatalogField, CatalogMethod } from '../../src/catalog/catalog.ts';
import { parseCatalog } from '../../src/catalog/parse.ts';
import { toCatalog } from '../../src/catalog/pulled.ts';
import { formatCatalog } from '../../src/catalog/text.ts';
import { parseLocation } from '../../src/connectors/location.ts';
import type { ConnectorMethod } from '../../src/connectors/method.ts';
import { buildSchema } from '../../src/graphql/schema.ts';
import { aField, aMethod, aParameter, identifier } from '../connectors/listing-methods.ts';

const key = fc.constantFrom('Id', 'id', 'Name', 'Owner', 'owner', 'json', 'response', 'T!T', 'items', 'Ref', '2fa');
const place = fc
  .array(fc.tuple(key, fc.boolean()), { minLength: 1, maxLength: 3 })
  .map((steps) => steps.map(([name, isList]) => (isList ? `[${name}]` : name)).join('.'));
const value = {
  dataType: fc.constantFrom('Text', 'Integer', 'Boolean', 'Undefined'),
  values: fc.constantFrom([], ['Open', 'Closed'], ['open', 'OPEN'], ['true', 'false'], ['a b', 'a_b', 'A B']),
  optional: fc.boolean(),
};
const fields = fc.array(
  fc.record({ location: place, ...value }).map((one) => aField(one)),
  { maxLength: 5 },
);
const method = fc
  .record({
    number: fc.integer({ min: 1, max: 6 }),
    verb: fc.constantFrom('List', 'Get', 'Create', 'Update', 'If Exists:'),
    noun: fc.constantFrom('Contact', 'Contacts', 'Contact Response', 'type', 'RESTlet'),
    category: fc.constantFrom('Contacts', 'Other', null),
    root: fc.constantFrom('', '[records].', 'Contact.', '[].'),
    parameters: fc.array(
      fc.record({ targetName: key, ...value }).map((one) => aParameter(one)),
      { maxLength: 3 },
    ),
    requestFields: fields,
    responseFields: fields,
  })
  .map(({ number, verb, noun, root, responseFields, ...rest }) =>
    aMethod({
      ...rest,
      uniqueIdentifier: identifier(number),
      name: `${verb} ${noun}`,
      responseFields: responseFields.map((one) => ({ ...one, location: `${root}${one.location}` })),
    }),
  );
const listing = fc.uniqueArray(method, {
  minLength: 1,
  maxLength: 6,
  selector: ({ uniqueIdentifier }) => uniqueIdentifier,
});

const pulled = (methods: readonly ConnectorMethod[], before?: Catalog) =>
  parseCatalog(formatCatalog(toCatalog(methods, { connector: 'CRM' }, before).catalog), 'crm.json');

const live = (all: readonly CatalogField[] = []) => all.filter(({ gone }) => gone !== true);

/** What stands at a path of names, by its keys; undefined where nothing does. */
function meaningOf(
  path: readonly string[],
  objects: Catalog['types'],
  root: readonly CatalogField[],
): string | undefined {
  let at = root;
  const keys: string[] = [];
  for (const name of path) {
    const found = live(at).find(({ field }) => field === name);
    if (found === undefined) return undefined;
    keys.push(found.key ?? '');
    at = objects[found.of ?? ''] ?? [];
  }
  return keys.join(' ');
}

/** The path of names to what is declared there; undefined where another declaration took its place. */
function pathTo(
  location: string,
  { records }: Pick<CatalogMethod, 'records'>,
  objects: Catalog['types'],
  root: readonly CatalogField[],
): readonly string[] | undefined {
  const above = records === undefined ? 0 : parseLocation(records).length;
  const keys = parseLocation(location)
    .slice(above)
    .flatMap((step) => (step.key === '' ? [] : [step.key]));
  let at = root;
  const path: string[] = [];
  for (const [index, name] of keys.entries()) {
    const isLast = index === keys.length - 1;
    const found = live(at).find((one) => one.key === name && (one.of === undefined) === isLast);
    if (found === undefined) return undefined;
    path.push(found.field);
    at = objects[found.of ?? ''] ?? [];
  }
  return path;
}

/** Each declared place of a method, on both of its sides. */
function sidesOf(catalog: Catalog, methods: readonly ConnectorMethod[]) {
  return methods.flatMap((one) => {
    const known = catalog.methods.find((other) => other.identifier === one.uniqueIdentifier);
    if (known === undefined) return [];
    return [
      {
        known,
        at: { ...known, records: undefined },
        declared: one.requestFields,
        objects: catalog.inputs,
        root: known.fields ?? [],
      },
      {
        known,
        at: known,
        declared: one.responseFields,
        objects: catalog.types,
        root: catalog.types[known.answer ?? ''] ?? [],
      },
    ];
  });
}

test('no name comes to mean another thing, whatever a release changes', () => {
  fc.assert(
    fc.property(listing, listing, (first, second) => {
      const before = pulled(first);
      const after = pulled(second, before);
      assertValidSchema(buildSchema([after]));
      expect(formatCatalog(pulled(second, after))).toBe(formatCatalog(after));
      expect(formatCatalog(pulled(second.toReversed(), before))).toBe(formatCatalog(after));

      for (const is of after.methods) {
        const was = before.methods.find(({ field }) => field === is.field);
        expect(was?.identifier ?? is.identifier).toBe(is.identifier);
      }
      const now = sidesOf(after, second);
      for (const side of sidesOf(before, first)) {
        const next = now.find(
          (one) =>
            one.known.identifier === side.known.identifier &&
            (one.objects === after.types) === (side.objects === before.types),
        );
        if (next === undefined || next.at.records !== side.at.records) continue;
        for (const { location } of side.declared) {
          const path = pathTo(location, side.at, side.objects, side.root);
          if (path === undefined) continue;
          const meaning = meaningOf(path, next.objects, next.root);
          expect(meaning ?? meaningOf(path, side.objects, side.root)).toBe(meaningOf(path, side.objects, side.root));
          const isLeft = pathTo(location, next.at, next.objects, next.root) !== undefined;
          if (isLeft && next.declared.some((one) => one.location === location)) expect(meaning).toBeDefined();
        }
      }
      for (const [name, choices] of Object.entries(before.enums)) {
        for (const { field, value: was } of choices) {
          const is = after.enums[name]?.find((one) => one.field === field);
          expect(is?.value ?? was).toBe(was);
        }
      }
    }),
    { numRuns: 60, seed: 13 },
  );
});
