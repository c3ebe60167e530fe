import { GatewayError } from '../errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';

/** One step of the way to a value. */
export interface Step {
  /** Empty for the value at hand itself, which is then a list. */
  readonly key: string;
  /** A list stands here, and the way goes on in each of its elements. */
  readonly many: boolean;
}

/** A parsed location of a connector's field: the way from the body to a value. Empty for the whole body. */
export type Location = readonly Step[];

/**
 * Parses Cyclr's notation: `Account.CurrencyRef.value`, `[records].EmailAddress`, `[].Id`, `[tags]`, `data.\a.b\`.
 *
 * Brackets mean a list, and empty ones that the value at hand is itself one. Backslashes hold a key that has dots or
 * brackets in it. A lone `.` is the whole body. Every text is a location: what is not notation is part of a key.
 */
export function parseLocation(text: string): Location {
  if (text === '.' || text === '') return [];
  const steps: Step[] = [];
  for (let at = 0; at <= text.length;) {
    const { step, end } = readStep(text, at);
    steps.push(step);
    at = end + 1;
  }
  return steps;
}

/** The text of a location, which {@link parseLocation} reads back as the same steps. */
export function formatLocation(location: Location): string {
  return location.length === 0 ? '.' : location.map(formatStep).join('.');
}

/**
 * What stands at `location` in `value`: a list of what is found wherever the way goes through a list, undefined where
 * nothing is.
 *
 * Third-party apps send one thing where they promised a list, and a list where they promised one thing: both are read.
 */
export function readAt(value: Json | undefined, location: Location): Json | undefined {
  return readFrom(value, location, 0);
}

/** What stands at a location to be written. */
export interface Placed {
  readonly location: Location;
  readonly value: Json;
}

/**
 * Builds the body that has each value at its location, as Cyclr does from request fields.
 *
 * Fields below one list are of its one element; a list given to a way that goes on inside a list is spread over its
 * elements, so that several rows can be built. Throws `BAD_USER_INPUT` where two locations contradict each other.
 */
export function buildBody(placed: readonly Placed[]): Json | undefined {
  const root: Node = createNode();
  for (const { location, value } of placed) place(root, location, 0, value, location);
  return toJson(root);
}

function readStep(text: string, at: number): { readonly step: Step; readonly end: number } {
  const opening = text[at];
  if (opening === '[' || opening === '\\') {
    const close = closing(text, at + 1, opening === '[' ? ']' : '\\');
    if (close !== -1) {
      const inner = text.slice(at + 1, close);
      const many = opening === '[';
      return { step: { key: many ? unquoted(inner) : inner, many }, end: close + 1 };
    }
  }
  const dot = text.indexOf('.', at);
  const end = dot === -1 ? text.length : dot;
  return { step: { key: text.slice(at, end), many: false }, end };
}

/** The first closing mark that ends its step. */
function closing(text: string, from: number, mark: string): number {
  for (let at = text.indexOf(mark, from); at !== -1; at = text.indexOf(mark, at + 1)) {
    if (at + 1 === text.length || text[at + 1] === '.') return at;
  }
  return -1;
}

function unquoted(key: string): string {
  return key.length > 2 && key.startsWith('\\') && key.endsWith('\\') ? key.slice(1, -1) : key;
}

function formatStep({ key, many }: Step): string {
  if (many) return `[${needsQuotes(key) ? `\\${key}\\` : key}]`;
  return needsQuotes(key) || key === '' ? `\\${key}\\` : key;
}

function needsQuotes(key: string): boolean {
  return /[.[\]\\]/.test(key);
}

function readFrom(value: Json | undefined, location: Location, index: number): Json | undefined {
  const step = location[index];
  if (step === undefined) return value;
  const found = step.key === '' && step.many ? value : property(value, step.key);
  if (found === undefined) return undefined;
  if (step.many) return index + 1 === location.length ? toList(found) : each(toList(found), location, index + 1);
  return Array.isArray(found) && index + 1 < location.length
    ? each(found as readonly Json[], location, index + 1)
    : readFrom(found, location, index + 1);
}

/** Flat over nested lists: a location has one list of values, however many lists lead to them. */
function each(list: readonly Json[], location: Location, index: number): readonly Json[] {
  return list.flatMap((item) => {
    const found = readFrom(item, location, index);
    return found === undefined ? [] : Array.isArray(found) ? (found as readonly Json[]) : [found];
  });
}

function property(value: Json | undefined, key: string): Json | undefined {
  if (!isJsonObject(value)) return undefined;
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

function toList(value: Json): readonly Json[] {
  if (Array.isArray(value)) return value as readonly Json[];
  return value === null ? [] : [value];
}

/** A place of a body being built. It becomes an object, a list or a value with the first step beyond it. */
interface Node {
  kind: 'empty' | 'object' | 'list' | 'value';
  readonly children: Map<string, Node>;
  readonly elements: Node[];
  value: Json;
}

function createNode(): Node {
  return { kind: 'empty', children: new Map(), elements: [], value: null };
}

function place(node: Node, location: Location, index: number, value: Json, whole: Location): void {
  const step = location[index];
  if (step === undefined) {
    become(node, 'value', whole);
    node.value = value;
    return;
  }
  const next = step.key === '' && step.many ? node : childOf(become(node, 'object', whole), step.key);
  if (!step.many) {
    place(next, location, index + 1, value, whole);
    return;
  }
  become(next, 'list', whole);
  const last = index + 1 === location.length;
  const rows: readonly Json[] =
    Array.isArray(value) && !(last && value.length === 0) ? (value as readonly Json[]) : [value];
  if (last && Array.isArray(value) && value.length === 0) return;
  for (const [row, item] of rows.entries()) place(elementOf(next, row), location, index + 1, item, whole);
}

function become(node: Node, kind: Node['kind'], location: Location): Node {
  if (node.kind === 'empty') node.kind = kind;
  if (node.kind === kind && kind !== 'value') return node;
  if (node.kind === kind && node.children.size === 0 && node.value === null) return node;
  throw new GatewayError(
    'BAD_USER_INPUT',
    `The location ${formatLocation(location)} contradicts another one: what is ${words[kind]} for it is ${words[node.kind]} there.`,
  );
}

const words = { empty: 'nothing', object: 'an object', list: 'a list', value: 'a value' };

function childOf(node: Node, key: string): Node {
  const found = node.children.get(key);
  if (found !== undefined) return found;
  const child = createNode();
  node.children.set(key, child);
  return child;
}

function elementOf(node: Node, index: number): Node {
  while (node.elements.length <= index) node.elements.push(createNode());
  return node.elements[index] ?? node;
}

function toJson(node: Node): Json | undefined {
  if (node.kind === 'empty') return undefined;
  if (node.kind === 'value') return node.value;
  if (node.kind === 'list') return node.elements.map((element) => toJson(element) ?? null);
  // fromEntries makes own properties of every name, `__proto__` too.
  return Object.fromEntries(
    Array.from(node.children, ([key, child]): [string, Json] => [key, toJson(child) ?? null]),
  ) satisfies JsonObject;
}
