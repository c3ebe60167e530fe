import type { Catalog, CatalogMethod } from '../../catalog/catalog.ts';
import type { AccountScope } from '../../context.ts';
import { GatewayError } from '../../errors.ts';
import type { AccountConnectorId } from '../../ids.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { Builder, ObjectRef } from '../builder.ts';
import { upperFirst } from '../../catalog/names.ts';
import { type CallInputs, createCallInputs } from './call-inputs.ts';
import { answersMany, readAnswer } from './read-answer.ts';
import { addRecordType } from './record-type.ts';
import type { TypeNames } from './type-names.ts';

/** A method with its types in the graph. */
export interface TypedMethod {
  /** With which the names of its types begin. */
  readonly typeName: string;
  readonly inputs: CallInputs;
  /** What its field answers: null where the call fails, so that what stands beside it does not. */
  readonly answer: {
    readonly type: [ObjectRef<Json>] | ObjectRef<Json>;
    readonly nullable: { readonly list: true; readonly items: false } | true;
  };
  call(account: AccountScope, call: TypedCall): Promise<readonly Json[] | Json>;
}

export interface TypedCall {
  readonly accountConnectorId: AccountConnectorId;
  /** By their names in the graph. */
  readonly inputs: JsonObject;
  readonly as?: 'READ';
  readonly callKey?: string | undefined;
}

export function addTypedMethod(
  builder: Builder,
  names: TypeNames,
  { connector, field }: Catalog,
  method: CatalogMethod,
): TypedMethod {
  const typeName = `${upperFirst(field)}${upperFirst(method.field)}`;
  const inputs = createCallInputs(builder, names, { typeName, method });
  const record = addRecordType(builder, names, {
    typeName: `${typeName}Record`,
    key: method.identifier,
    description: `A record of “${method.name}” of ${connector}.`,
    fields: method.responseFields ?? [],
    records: method.records,
  });
  const read = readAnswer(method);
  return {
    typeName,
    inputs,
    answer: answersMany(method)
      ? { type: [record], nullable: { list: true, items: false } }
      : { type: record, nullable: true },
    async call(account, { accountConnectorId, inputs: given, as, callKey }) {
      const input = { accountConnectorId, method: method.identifier, ...inputs.read(given), mergeFields: {}, callKey };
      const { body } = await account.methodCalls.call(input, as);
      try {
        return read(body);
      } catch (error) {
        // What cannot be read of a write's answer has been done all the same.
        throw as === undefined && error instanceof GatewayError ? error.onTheWay().ofWrite() : error;
      }
    },
  };
}
