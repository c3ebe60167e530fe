import SchemaBuilder from '@pothos/core';
import type { Context } from '../context.ts';
import type { Json, JsonObject } from '../json.ts';
import { createJsonScalars } from './scalars.ts';

interface SchemaTypes {
  Context: Context;
  DefaultFieldNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    JSON: { Input: Json; Output: Json };
    JSONObject: { Input: JsonObject; Output: JsonObject };
  };
}

export type Builder = PothosSchemaTypes.SchemaBuilder<PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>>;
export type ObjectRef<Shape> = PothosSchemaTypes.ObjectRef<PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>, Shape>;

/** An empty graph of ours: fields are non-null unless they say otherwise. */
export function createBuilder(): Builder {
  const builder = new SchemaBuilder<SchemaTypes>({ defaultFieldNullability: false });
  const scalars = createJsonScalars();
  builder.addScalarType('JSON', scalars.JSON);
  builder.addScalarType('JSONObject', scalars.JSONObject);
  builder.queryType({});
  builder.mutationType({});
  return builder;
}
