import type { Catalog, CatalogMethod } from '../../catalog/catalog.ts';
import type { AccountScope } from '../../context.ts';
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
  readonly accountConnectorId: string;
  /** By their names in the graph. */
  readonly inputs: JsonObject;
  readonly as?: 'READ';
  readonly callKey?: string | null | undefined;
}

export function addTypedMethod(
  builder: Builder,
  names: TypeNames,
  catalog: Catalog,
  method: CatalogMethod,
): TypedMethod {
  const { connector, field } = catalog;
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
      const { connector: name, version = null } = catalog;
      const stated = () => ({
        accountConnectorId,
        method: method.identifier,
        connector: { name, version },
        callKey,
        ...inputs.read(given),
      });
      const response = await (as === 'READ' ? account.calls.read(stated) : account.calls.write(stated));
      return response.read(read);
    },
  };
}
