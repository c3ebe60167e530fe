import type { Json, JsonObject } from '../../json.ts';
import type { PlannedRead } from '../plan.ts';
import type { StatedCall } from '../stated.ts';
import { type Chain, newChain, withDoubt } from './chain.ts';
import type { ListIdentity } from './cursor.ts';
import { countOf } from './envelope.ts';
import { inputAt, type PagingInputs, pagingInputsOf } from './input-names.ts';
import type { PagingInput, Position } from './paging.ts';

/** What the pages of a list have in common: the call, with its inputs by number wherever they have one. */
export function baseOf(planned: PlannedRead, stated: StatedCall): StatedCall {
  const { inputs, body, known, rules } = planned;
  const size = sizeInput(planned);
  const { pageSize } = rules.paging ?? {};
  const fill = size !== undefined && pageSize !== undefined && valueOf(planned, size) === undefined ? size : undefined;
  const added = (of: PagingInput['of']): JsonObject =>
    fill?.of === of && pageSize !== undefined ? { [fill.id]: pageSize } : {};
  return {
    ...stated,
    method: known.method.uniqueIdentifier ?? stated.method,
    parameters: { ...inputs.Parameters, ...added('parameters'), ...startInputs(planned) },
    fields: { ...(body === undefined ? inputs.Fields : stated.fields), ...added('fields') },
  };
}

export function withPosition(base: StatedCall, { parameters, fields }: Position): StatedCall {
  return { ...base, parameters: { ...base.parameters, ...parameters }, fields: { ...base.fields, ...fields } };
}

export function identityOf(account: string, planned: PlannedRead, recordsAt: string | null | undefined): ListIdentity {
  const { accountConnectorId, known, inputs, body } = planned;
  const size = sizeInput(planned);
  const without = (of: PagingInput['of'], given: JsonObject) =>
    Object.fromEntries(Object.entries(given).filter(([id]) => size?.of !== of || size.id !== id));
  return {
    account,
    accountConnector: accountConnectorId,
    method: known.method.uniqueIdentifier ?? known.method.name,
    release: known.method.id,
    inputs: [
      without('parameters', inputs.Parameters),
      without('fields', inputs.Fields),
      inputs.Mergefields,
      body ?? null,
      recordsAt ?? null,
    ],
    pageSize: (size && valueOf(planned, size)) ?? null,
  };
}

/** Where a list begins: at its first record, unless the caller's own inputs say otherwise. */
export function startOf(planned: PlannedRead): Chain {
  const { page, offset, cursor, keyset, url, recordsUrl } = inputsOf(planned);
  const given = (input: PagingInput | undefined) => input && valueOf(planned, input);
  const start = planned.rules.paging?.start;
  const number = countOf(given(page) ?? requiredPage(planned)?.value);
  const skipped = countOf(given(offset));
  if ([cursor, keyset, url, recordsUrl].some((input) => given(input) !== undefined)) {
    return withDoubt(newChain, 'MIDDLE');
  }
  if (skipped !== undefined) {
    const from: Chain = { ...newChain, number: skipped };
    return skipped > (start ?? 0) ? withDoubt(from, 'MIDDLE') : from;
  }
  if (number === undefined) return newChain;
  const from: Chain = { ...newChain, number };
  if (start === undefined)
    return number > 1 ? withDoubt(from, 'MIDDLE') : number === 1 ? withDoubt(from, 'START') : from;
  return number > start ? withDoubt(from, 'MIDDLE') : from;
}

/** A page number that every call must give. */
function requiredPage(planned: PlannedRead): { readonly input: PagingInput; readonly value: number } | undefined {
  const { page } = inputsOf(planned);
  if (page === undefined || page.of !== 'parameters' || valueOf(planned, page) !== undefined) return undefined;
  const declared = planned.known.method.parameters.find(({ id }) => id === page.id);
  if (declared === undefined || declared.optional) return undefined;
  return { input: page, value: planned.rules.paging?.start ?? 1 };
}

function startInputs(planned: PlannedRead): JsonObject {
  const required = requiredPage(planned);
  return required === undefined ? {} : { [required.input.id]: required.value };
}

function inputsOf({ known }: PlannedRead): PagingInputs {
  return pagingInputsOf(known.method);
}

/** The input that takes the size of a page, and what the call gives it. */
export function sizeOf(planned: PlannedRead): {
  readonly size: PagingInput | undefined;
  readonly value: Json | undefined;
} {
  const size = sizeInput(planned);
  return { size, value: size && valueOf(planned, size) };
}

function sizeInput(planned: PlannedRead): PagingInput | undefined {
  const path = planned.rules.paging?.size;
  return path === undefined ? inputsOf(planned).size : inputAt(planned.known.method, path);
}

function valueOf({ inputs }: PlannedRead, { of, id }: PagingInput): Json | undefined {
  const value = (of === 'parameters' ? inputs.Parameters : inputs.Fields)[id];
  return value === null || value === '' ? undefined : value;
}
