import type { Json, JsonObject } from '../../src/json.ts';
import type { Write } from './book.ts';
import type { ReadCall, Spelling, WriteCall } from './plan.ts';
import { markOf, readMethods, writeMethods } from './scenario.ts';

/** One operation of a request, as it is posted. */
export interface Posted {
  readonly query: string;
  readonly variables: Readonly<Record<string, Json>>;
}

/** A write that a request asks for, by its alias. */
export interface AskedWrite {
  readonly call: WriteCall;
  readonly write: Write;
}

/** A query of the reads, under the aliases `r0`, `r1` and so on. */
export function toQuery(calls: readonly ReadCall[]): Posted {
  const variables: Record<string, Json> = {};
  const fields = calls.map((call, at) => {
    if (call.what === 'names') return `r${at}: accountConnectors { id name accountId }`;
    const method = readMethods[call.id][call.what];
    variables[`i${at}`] = String(call.id);
    variables[`m${at}`] = spelt(method, call.spelling);
    variables[`p${at}`] = inputs(method.numbers, call.spelling, () => String(call.record));
    return `r${at}: accountConnector(id: $i${at}) { name call(method: $m${at}, parameters: $p${at}) { records } }`;
  });
  const declared = calls.flatMap(({ what }, at) =>
    what === 'names' ? [] : [`$i${at}: ID!`, `$m${at}: String!`, `$p${at}: JSONObject`],
  );
  return { query: document('query', declared, fields), variables };
}

/** A mutation of the writes, under the aliases `w0`, `w1` and so on. */
export function toMutation(asked: readonly AskedWrite[], hasKeyInHeader: boolean): Posted {
  const variables: Record<string, Json> = {};
  const fields = asked.map(({ call, write }, at) => {
    const method = methodOf(call);
    variables[`i${at}`] = String(call.id);
    variables[`m${at}`] = spelt(method, call.spelling);
    variables[`f${at}`] = fieldsOf(call, write);
    variables[`k${at}`] = write.isKeyed && !hasKeyInHeader ? keyOf(write) : null;
    return `w${at}: callConnectorMethod(accountConnectorId: $i${at}, method: $m${at}, fields: $f${at}, idempotencyKey: $k${at})`;
  });
  const declared = asked.flatMap((_, at) => [`$i${at}: ID!`, `$m${at}: String!`, `$f${at}: JSONObject`, `$k${at}: String`]);
  return { query: document('mutation', declared, fields), variables };
}

export function keyOf({ token }: Write): string {
  return `key-of-${token}`;
}

export function methodOf({ id, method }: WriteCall) {
  const found = writeMethods[id][method];
  if (found === undefined) throw new Error('There is no such method.');
  return found;
}

export function rowsOf(call: WriteCall): number {
  return methodOf(call).rows === undefined ? 1 : call.rows;
}

function fieldsOf(call: WriteCall, write: Write): JsonObject {
  const { numbers, rows: place } = methodOf(call);
  const row = (at: number): Readonly<Record<string, Json>> => ({
    token: `${write.token}.${at}`,
    owner: markOf(write.account, write.id),
    ...(!write.isRefused && { amount: '1' }),
  });
  if (place !== undefined) {
    return { [place]: Array.from({ length: write.rows }, (_, at) => row(at)) };
  }
  const values = row(0);
  const given = Object.fromEntries(Object.entries(numbers).filter(([name]) => name in values));
  return inputs(given, call.spelling, (name) => values[name] ?? null);
}

function spelt(method: { readonly id: number; readonly identifier: string; readonly name: string }, spelling: Spelling): string {
  if (spelling === 'NAME') return method.name;
  return spelling === 'NUMBER' ? String(method.id) : method.identifier;
}

function inputs(
  numbers: Readonly<Record<string, number>>,
  spelling: Spelling,
  valueOf: (name: string) => Json,
): JsonObject {
  return Object.fromEntries(
    Object.entries(numbers).map(([name, number]): [string, Json] => [
      spelling === 'NUMBER' ? String(number) : name,
      valueOf(name),
    ]),
  );
}

function document(kind: 'query' | 'mutation', declared: readonly string[], fields: readonly string[]): string {
  const variables = declared.length === 0 ? '' : ` (${declared.join(', ')})`;
  return `${kind}${variables} {\n  ${fields.join('\n  ')}\n}`;
}
