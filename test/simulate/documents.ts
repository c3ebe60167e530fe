import type { Json, JsonObject } from '../../src/json.ts';
import type { Write } from './book.ts';
import type { ReadCall, Spelling, WriteCall } from './plan.ts';
import { markOf, readMethods, type WriteMethod, writeMethods } from './scenario.ts';

/** An operation as it is posted. */
export interface Posted {
  readonly query: string;
  readonly variables: Readonly<Record<string, Json>>;
}

/** A write, and how a request asks for it. */
export interface AskedWrite {
  readonly call: WriteCall;
  readonly write: Write;
}

/** Records of a page. */
const pageSize = 10;

/** A query of reads, under the aliases `f0`, `f1` and so on. */
export function toQuery(calls: readonly ReadCall[]): Posted {
  return toPosted(
    'query',
    calls.map(({ id, what, spelling, record }): Field => {
      if (what === 'names') return { text: () => 'accountConnectors { id name accountId }', variables: [] };
      const method = readMethods[id][what];
      if (what === 'pages') {
        return {
          text: ([$id, $method]) =>
            `accountConnector(id: ${$id}) { call: pages(method: ${$method}, parameters: { limit: ${pageSize} }) { records: nodes complete stopped } }`,
          variables: [
            ['ID!', String(id)],
            ['String!', nameOf(method, spelling)],
          ],
        };
      }
      return {
        text: ([$id, $method, $parameters]) =>
          `accountConnector(id: ${$id}) { name call(method: ${$method}, parameters: ${$parameters}) { records } }`,
        variables: [
          ['ID!', String(id)],
          ['String!', nameOf(method, spelling)],
          ['JSONObject', keyed(method.numbers, spelling, () => String(record))],
        ],
      };
    }),
  );
}

/** A mutation of writes, under the aliases `f0`, `f1` and so on. */
export function toMutation(asked: readonly AskedWrite[], hasKeyInHeader: boolean): Posted {
  return toPosted(
    'mutation',
    asked.map(({ call, write }): Field => {
      const hasBody = isOwnBody(call);
      const [field, input] = hasBody ? ['callConnectorMethodWithBody', 'body'] : ['callConnectorMethod', 'fields'];
      return {
        text: ([$id, $method, $input, $key]) =>
          `${field}(accountConnectorId: ${$id}, method: ${$method}, ${input}: ${$input}, idempotencyKey: ${$key})`,
        variables: [
          ['ID!', String(call.id)],
          ['String!', nameOf(methodOf(call), call.spelling)],
          hasBody ? ['JSON!', rowOf(write, 0)] : ['JSONObject', fieldsOf(call, write)],
          ['String', hasKeyInHeader ? null : (write.key ?? null)],
        ],
      };
    }),
  );
}

/** A query of what became of writes, under the aliases `f0`, `f1` and so on. */
export function toLook(keys: readonly string[]): Posted {
  return toPosted(
    'query',
    keys.map((key): Field => ({
      text: ([$key]) => `writeOutcome(idempotencyKey: ${$key}) { outcome }`,
      variables: [['String!', key]],
    })),
  );
}

interface Field {
  /** Takes its variables, with their signs. */
  readonly text: (names: readonly string[]) => string;
  readonly variables: readonly (readonly [type: string, value: Json])[];
}

function toPosted(kind: 'query' | 'mutation', fields: readonly Field[]): Posted {
  const variables: Record<string, Json> = {};
  const declared: string[] = [];
  const texts = fields.map((field, at) => {
    const names = field.variables.map(([type, value], place) => {
      const name = `v${at}_${place}`;
      variables[name] = value;
      declared.push(`$${name}: ${type}`);
      return `$${name}`;
    });
    return `f${at}: ${field.text(names)}`;
  });
  const head = declared.length === 0 ? kind : `${kind} (${declared.join(', ')})`;
  return { query: `${head} {\n  ${texts.join('\n  ')}\n}`, variables };
}

export function methodOf({ id, method }: WriteCall): WriteMethod {
  const found = writeMethods[id][method];
  if (found === undefined) throw new RangeError(`Connector ${id} has no write method ${method}.`);
  return found;
}

/** How many records the call makes. */
export function rowsOf(call: WriteCall): number {
  return methodOf(call).rows === undefined ? 1 : call.rows;
}

function isOwnBody(call: WriteCall): boolean {
  return call.hasOwnBody === true && methodOf(call).rows === undefined;
}

function fieldsOf(call: WriteCall, write: Write): JsonObject {
  const { numbers, rows } = methodOf(call);
  if (rows !== undefined) return { [rows]: write.applied.map((_, row) => rowOf(write, row)) };
  const values = rowOf(write, 0);
  const given = Object.fromEntries(Object.entries(numbers).filter(([name]) => name in values));
  return keyed(given, call.spelling, (name) => values[name] ?? null);
}

function rowOf(write: Write, row: number): Readonly<Record<string, Json>> {
  const { account, id, isRefused } = write;
  return { token: `${write.token}.${row}`, owner: markOf(account, id), ...(!isRefused && { amount: '1' }) };
}

function nameOf(
  { id, identifier, name }: { readonly id: number; readonly identifier: string; readonly name: string },
  spelling: Spelling,
): string {
  if (spelling === 'NAME') return name;
  return spelling === 'NUMBER' ? String(id) : identifier;
}

/** Inputs by their names, or by their numbers in the first release. */
function keyed(
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
