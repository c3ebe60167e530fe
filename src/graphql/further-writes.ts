import { defaultFieldResolver, type GraphQLSchema } from 'graphql';
import type { Context } from '../context.ts';
import { GatewayError } from '../errors.ts';

/**
 * Has no mutation field begin for a caller who has left: mutation fields run one after the other, and GraphQL itself
 * would run them to the last. One that has begun is not cut off.
 */
export function withoutFurtherWrites(schema: GraphQLSchema): GraphQLSchema {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const resolve = field.resolve ?? defaultFieldResolver;
    field.resolve = (source: unknown, args: object, context: Context, info) => {
      if (context.left.aborted) throw new GatewayError('CLIENT_CLOSED', 'The caller closed the connection.');
      return resolve(source, args, context, info);
    };
  }
  return schema;
}
