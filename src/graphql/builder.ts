import SchemaBuilder, { type ArgBuilder as PothosArgBuilder, type ArgumentRef } from '@pothos/core';
import type { Context } from '../context.ts';
import type { ExactNumber } from '../numbers/exact-number.ts';
import type { Json, JsonObject } from '../json.ts';
import type { JsonBytes } from '../spans/json-bytes.ts';
import { createDecimalScalar, createJsonScalars } from './scalars.ts';

interface SchemaTypes {
  Context: Context;
  DefaultFieldNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    Decimal: { Input: number | ExactNumber; Output: number | ExactNumber };
    JSON: { Input: Json; Output: Json | JsonBytes };
    JSONObject: { Input: JsonObject; Output: JsonObject };
    _Any: { Input: JsonObject; Output: JsonObject };
  };
}

type Types = PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>;

export type Builder = PothosSchemaTypes.SchemaBuilder<Types>;
export type ObjectRef<Shape> = PothosSchemaTypes.ObjectRef<Types, Shape>;
export type EnumRef<Value> = PothosSchemaTypes.EnumRef<Types, Value>;
export type InputRef<Shape> = PothosSchemaTypes.InputObjectRef<Types, Shape>;
/** What makes fields: `t` of an object with such a source. */
export type FieldBuilder<Source> = PothosSchemaTypes.ObjectFieldBuilder<Types, Source>;
/** What makes arguments: `t.arg` of any field. */
export type ArgBuilder = PothosArgBuilder<Types>;
export type Arg<Value> = ArgumentRef<Types, Value>;
export type OptionalArg<Value> = Arg<Value | null | undefined>;

/** An empty graph: fields are non-null unless they say otherwise. */
export function createBuilder(): Builder {
  const builder = new SchemaBuilder<SchemaTypes>({ defaultFieldNullability: false });
  const scalars = createJsonScalars();
  builder.addScalarType('Decimal', createDecimalScalar());
  builder.addScalarType('JSON', scalars.JSON);
  builder.addScalarType('JSONObject', scalars.JSONObject);
  builder.queryType({});
  builder.mutationType({});
  return builder;
}
