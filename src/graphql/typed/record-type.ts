import type { GraphQLResolveInfo } from 'graphql';
import type { CatalogField } from '../../catalog/catalog.ts';
import { scalarOf } from '../../connectors/value.ts';
import { parseLocation } from '../../connectors/location.ts';
import type { Context } from '../../context.ts';
import type { Json } from '../../json.ts';
import { countValue } from '../answer-size.ts';
import type { Builder, FieldBuilder, ObjectRef } from '../builder.ts';
import { upperFirst } from '../../catalog/names.ts';
import { addChoices } from './choices.ts';
import { described } from './described.ts';
import { locationTree, type Place } from './location-tree.ts';
import { readObject, readValue, type Wanted } from './read-place.ts';
import type { TypeNames } from './type-names.ts';

type AddField = (t: FieldBuilder<Json>) => ReturnType<FieldBuilder<Json>['field']>;

export interface RecordTypeOptions {
  readonly typeName: string;
  /** Tells its types apart from others of the same name. */
  readonly key: string;
  readonly description: string;
  readonly fields: readonly CatalogField[];
  /** The list that has the records; undefined where the answer is one. */
  readonly records: string | undefined;
}

/** The type of a method's records: what its response fields say, and `json` for all that they do not. */
export function addRecordType(builder: Builder, names: TypeNames, options: RecordTypeOptions): ObjectRef<Json> {
  const { key, fields, records } = options;
  const root = records === undefined ? [] : parseLocation(records);
  const tree = locationTree(fields, root, new Set(['json']));

  function addObject(
    typeName: string,
    description: string,
    place: Place<CatalogField>,
    isRecord: boolean,
  ): ObjectRef<Json> {
    const name = names.take(typeName, key);
    const below = [...place.below].map(([field, one]) => ({ field, add: fieldOf(name, field, one) }));
    return builder.objectRef<Json>(name).implement({
      description,
      fields: (t) => ({
        ...(isRecord && {
          json: t.field({
            type: 'JSON',
            description: 'The record as it came, with what no field lists.',
            resolve: counted((source) => source),
          }),
        }),
        ...Object.fromEntries(below.map(({ field, add }) => [field, add(t)])),
      }),
    });
  }

  function fieldOf(owner: string, name: string, place: Place<CatalogField>): AddField {
    return place.below.size > 0
      ? objectField(owner, name, place)
      : valueField(owner, name, place, place === tree ? undefined : place.key);
  }

  function objectField(owner: string, name: string, place: Place<CatalogField>): AddField {
    const description = place.field === undefined ? `“${place.key}” of the record.` : described(place.field);
    const ref = addObject(`${owner}${upperFirst(name)}`, description, place, false);
    const resolve = readObject({ key: place.key, lists: place.lists, location: place.key });
    return (t) =>
      place.lists > 0
        ? t.field({ type: [ref], nullable: true, description, resolve: resolve as never })
        : t.field({ type: ref, nullable: true, description, resolve: resolve as never });
  }

  function valueField(
    owner: string,
    name: string,
    { lists, field }: Place<CatalogField>,
    at: string | undefined,
  ): AddField {
    if (field === undefined) return (t) => t.field({ type: 'JSON', nullable: true, resolve: () => null });
    const description = described(field);
    const scalar = scalarOf(field.type, at ?? '');
    const isChoice = field.values !== undefined && scalar !== 'Boolean';
    const choices = isChoice
      ? addChoices(builder, names, {
          typeName: `${owner}${upperFirst(name)}`,
          key,
          description: `Choices: ${description}`,
          values: field.values,
        })
      : undefined;
    const wanted: Wanted = choices?.byText ?? scalar;
    const resolve = counted(readValue({ key: at, lists, location: field.location }, wanted));
    const type = (choices?.ref ?? scalar) as 'JSON';
    return (t) =>
      lists > 0
        ? t.field({ type: [type], nullable: { list: true, items: true }, description, resolve: resolve as never })
        : t.field({ type, nullable: true, description, resolve: resolve as never });
  }

  // Records that are no objects: the only thing to read of them is themselves.
  const isValue = tree.below.size === 0 && tree.field !== undefined;
  const top: Place<CatalogField> = isValue ? { ...tree, below: new Map([['value', tree]]) } : tree;
  return addObject(options.typeName, options.description, top, true);
}

/** A reader whose values count for what they add to the answer. */
function counted<Given>(read: (source: Json) => Given) {
  return (source: Json, _args: object, context: Context, info: GraphQLResolveInfo): Given => {
    const given = read(source);
    countValue(given, context, info);
    return given;
  };
}
