import type { GraphQLResolveInfo } from 'graphql';
import type { Catalog, CatalogField } from '../../catalog/catalog.ts';
import type { CallResponse } from '../../calls/response.ts';
import type { Context } from '../../context.ts';
import type { Json } from '../../json.ts';
import { countValue } from '../answer-size.ts';
import type { Builder, FieldBuilder, ObjectRef } from '../builder.ts';
import { describedValue } from './described.ts';
import { type PlaceExtensions, stepsTo } from './location-of.ts';
import { type FieldResult, readObject, readValue, type Position } from './read-place.ts';
import { responseNames, responseOf } from './responses.ts';
import { refOf, type ValueTypes } from './value-types.ts';

/** The type of what a method answers with, by its name in the catalog; undefined for a record of unknown fields. */
export type AnswerTypes = (answer: string | undefined) => ObjectRef<Json>;

export interface AnswerTypesOptions {
  readonly catalog: Catalog;
  readonly values: ValueTypes;
  /** Gives a type its whole name. */
  readonly nameOf: (name: string) => string;
  /** What the whole response of a call is given as. */
  readonly response: ObjectRef<CallResponse>;
}

/** The objects of a catalog that some method answers with, and those that stand in them, each once. */
export function createAnswerTypes(
  builder: Builder,
  { catalog, values, nameOf, response }: AnswerTypesOptions,
): AnswerTypes {
  const { connector, methods, types } = catalog;
  const records = new Set(methods.map(({ answer }) => answer));
  const refs = new Map<string | undefined, ObjectRef<Json>>();

  function refTo(name: string | undefined): ObjectRef<Json> {
    const known = refs.get(name);
    if (known !== undefined) return known;
    const ref = builder.objectRef<Json>(nameOf(name ?? 'Record'));
    refs.set(name, ref);
    const fields = present(name === undefined ? [] : (types[name] ?? []));
    // Those that stand in it are known before the schema is made.
    const added = fields.map((one) => ({ field: one.field, add: fieldOf(one, isEither(one, fields)) }));
    const isRecord = records.has(name) || added.length === 0;
    ref.implement({
      ...(name === undefined && { description: `A record of ${connector} whose fields its method does not tell.` }),
      fields: (t) => ({
        ...(isRecord && { json: jsonField(t) }),
        ...(records.has(name) && { [responseName(fields)]: responseField(t, response) }),
        ...Object.fromEntries(added.map(({ field, add }) => [field, add(t)])),
      }),
    });
    return ref;
  }

  function fieldOf(member: CatalogField, either: boolean) {
    const { key, lists = 0, of } = member;
    const position: Position = { key, lists, isEither: either };
    const description = describedValue(member, false);
    const extensions: PlaceExtensions = { steps: stepsTo(key, lists) };
    const common = { ...(description !== undefined && { description }), extensions: { ...extensions } };
    if (of !== undefined) {
      const ref = refTo(of);
      const read = readObject(position);
      const resolve = ((source: Json, _args: object, _context: Context, info: GraphQLResolveInfo) =>
        read(source, info)) as never;
      return (t: FieldBuilder<Json>) =>
        lists > 0
          ? t.field({ ...common, type: [ref], nullable: true, resolve })
          : t.field({ ...common, type: ref, nullable: true, resolve });
    }
    const value = values(member, key ?? '');
    const type = refOf(value);
    const resolve = counted(readValue(position, value)) as never;
    return (t: FieldBuilder<Json>) =>
      lists > 0
        ? t.field({ ...common, type: [type], nullable: { list: true, items: true }, resolve })
        : t.field({ ...common, type, nullable: true, resolve });
  }

  return refTo;
}

function present(fields: readonly CatalogField[]): readonly CatalogField[] {
  return fields.filter(({ gone }) => gone !== true);
}

/** Whether the key of a field has another, for what stands there in other answers. */
function isEither(one: CatalogField, fields: readonly CatalogField[]): boolean {
  return fields.some((other) => other !== one && other.key === one.key);
}

/** A catalog of before may have given the name to a field of the record. */
function responseName(fields: readonly CatalogField[]): string {
  const isFree = (name: string) => !fields.some(({ field }) => field === name);
  return responseNames.find(isFree) ?? 'responseOfCall';
}

function responseField(t: FieldBuilder<Json>, response: ObjectRef<CallResponse>) {
  return t.field({
    type: response,
    nullable: true,
    description: 'All that came with it. Null within another record.',
    resolve: responseOf,
  });
}

function jsonField(t: FieldBuilder<Json>) {
  return t.field({
    type: 'JSON',
    description: 'The whole object, as it came.',
    resolve: counted((source) => source),
  });
}

/** A reader whose values count for what they add to the answer. */
function counted<Value extends FieldResult>(read: (source: Json, info: GraphQLResolveInfo) => Value) {
  return (source: Json, _args: object, context: Context, info: GraphQLResolveInfo): Value => {
    const result = read(source, info);
    countValue(result, context, info);
    return result;
  };
}
