import type { Catalog, CatalogMethod } from '../../catalog/catalog.ts';
import type { StatedCall } from '../../calls/stated.ts';
import type { Calls } from '../../calls/call.ts';
import type { AskedPages } from '../../calls/pages/asked.ts';
import type { Pages, RecordPages } from '../../calls/pages/pages.ts';
import type { CallResponse } from '../../calls/response.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { ObjectRef } from '../builder.ts';
import { readInputs } from './call-inputs.ts';
import type { PlaceExtensions } from './location-of.ts';
import { answersMany, readAnswer } from './read-answer.ts';
import { rememberResponse } from './responses.ts';

/** A method as it is called and answered. */
export interface TypedMethod {
  /** What its field answers: null where the call fails, so that what stands beside it does not. */
  readonly answer: {
    readonly type: [ObjectRef<Json>] | ObjectRef<Json>;
    readonly nullable: { readonly list: true; readonly items: false } | true;
    readonly extensions: Readonly<Record<string, unknown>>;
  };
  /** Whether the answer is a list of records. */
  readonly isMany: boolean;
  /** Calls it and reads its records, each of which remembers the response where that is asked for. */
  call(calls: FieldCalls, call: TypedCall & { readonly isResponseAsked: boolean }): Promise<readonly Json[] | Json>;
  /** Reads its list page by page. */
  pages(pages: Pages, call: TypedCall, asked: AskedPages): Promise<RecordPages>;
  /** Calls it and gives everything that came. */
  respond(calls: FieldCalls, call: TypedCall): Promise<CallResponse>;
}

/** The calls of the field that is resolved. */
type FieldCalls = Pick<Calls, 'read' | 'write'>;

export interface TypedCall {
  readonly accountConnectorId: string;
  /** By their names in the graph. */
  readonly inputs: JsonObject;
  readonly as?: 'READ';
  /** What is read of the records beside their fields. */
  readonly cuts?: StatedCall['cuts'];
  readonly callKey?: string | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

export function toTypedMethod(catalog: Catalog, method: CatalogMethod, record: ObjectRef<Json>): TypedMethod {
  const inputsOf = readInputs(catalog, method);
  const read = readAnswer(catalog, method);
  const place: PlaceExtensions = { root: method.records ?? '.' };
  const isMany = answersMany(catalog, method);
  const connector = { name: catalog.connector, version: catalog.version ?? null };
  const statedOf =
    ({ inputs: given, as: _as, ...call }: TypedCall) =>
    (): StatedCall => ({ ...call, method: method.identifier, connector, ...inputsOf(given) });
  const respond: TypedMethod['respond'] = (calls, call) =>
    call.as === 'READ' ? calls.read(statedOf(call)) : calls.write(statedOf(call));
  const recordsOf = (response: CallResponse, isResponseAsked: boolean): readonly Json[] | Json => {
    const given = response.read(read);
    if (isResponseAsked) rememberResponse(given, response);
    return given;
  };
  return {
    answer: {
      ...(isMany ? { type: [record], nullable: { list: true, items: false } } : { type: record, nullable: true }),
      extensions: { ...place },
    },
    isMany,
    respond,
    call: async (calls, { isResponseAsked, ...call }) => recordsOf(await respond(calls, call), isResponseAsked),
    pages: (pages, call, asked) =>
      pages.read(statedOf(call), asked, (response) => {
        const given = recordsOf(response, true);
        return Array.isArray(given) ? (given as readonly Json[]) : [];
      }),
  };
}
