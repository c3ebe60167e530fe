import { type NumberNode, parse, type ValueNode } from '@humanwhocodes/momoa';
import { exactNumber } from '../numbers/exact-number.ts';
import { type Json, parseJson } from '../json.ts';
import { quoted } from '../text/quoted.ts';
import { hasRepeatedKeys } from '../text/repeated-keys.ts';
import type { Fault } from './fault.ts';
import { indexLines, keyOf, type LineOf } from './lines.ts';
import { scan } from './scan.ts';
import { lineAt, syntaxFault } from './syntax-fault.ts';
import { limits } from '../limits.ts';

/** The most levels of lists and objects within each other. */
export const mostLevels: number = limits.fileLevels;

/** What a text says, with the line of everything. */
export interface JsonText {
  readonly value: Json;
  /** Keys that an object has twice. */
  readonly faults: readonly Fault[];
  readonly lineOf: LineOf;
}

/**
 * Reads JSON or JSON5, or tells the first fault of its syntax. `isExact` keeps the digits of numbers.
 *
 * A tree with places costs many times what a value costs, so it is only made for JSON5, for repeated keys, and when
 * somebody asks for a line.
 */
export function parseJsonText(source: string, isExact: boolean): JsonText | Fault {
  const { text, tooDeepAt, endlessAt, openStringAt, open } = scan(source, mostLevels);
  if (tooDeepAt !== undefined) {
    const line = lineAt(source, tooDeepAt);
    return { line, message: `lists and objects may be nested ${mostLevels} levels deep; got more.` };
  }
  const strict = parseStrict(source, isExact);
  if (strict !== undefined && !hasRepeatedKeys(source, strict.value)) {
    let known: LineOf | undefined;
    const lineOf: LineOf = (path) => (known ??= indexLines(parse(source, { mode: 'json' }).body))(path);
    return { value: strict.value, faults: [], lineOf };
  }
  if (strict === undefined && openStringAt !== undefined) {
    return { line: lineAt(source, openStringAt), message: 'it is not JSON: a string does not end on its line.' };
  }
  if (endlessAt !== undefined) {
    return { line: lineAt(source, endlessAt), message: 'it is not JSON: a string or a comment does not end.' };
  }
  try {
    const root = parse(text, { mode: strict === undefined ? 'json5' : 'json' }).body;
    const faults: Fault[] = [];
    return { value: toJson(root, text, isExact, faults), faults, lineOf: indexLines(root) };
  } catch (error) {
    return syntaxFault(error, text, open);
  }
}

function parseStrict(source: string, isExact: boolean): { readonly value: Json } | undefined {
  try {
    return { value: isExact ? parseJson(source) : (JSON.parse(source) as Json) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function toJson(node: ValueNode, text: string, isExact: boolean, faults: Fault[]): Json {
  switch (node.type) {
    case 'Object': {
      const entries = new Map<string, Json>();
      for (const member of node.members) {
        const key = keyOf(member);
        if (entries.has(key)) {
          faults.push({ line: member.loc.start.line, message: `the key ${quoted(key)} is there twice.` });
        }
        entries.set(key, toJson(member.value, text, isExact, faults));
      }
      // Unlike an assignment, this makes "__proto__" a key too.
      return Object.fromEntries(entries);
    }
    case 'Array':
      return node.elements.map(({ value }) => toJson(value, text, isExact, faults));
    case 'Number':
      return isExact ? exactOf(node, text) : finite(node, node.value);
    case 'NaN':
    case 'Infinity':
      return finite(node, Number.NaN);
    case 'Null':
      return null;
    default:
      return node.value;
  }
}

/** A JSON5 number in the spelling of JSON. */
function exactOf(node: NumberNode, text: string): Json {
  const [, sign = '', digits = ''] = /^([-+]?)(.*)$/.exec(text.slice(node.loc.start.offset, node.loc.end.offset)) ?? [];
  const minus = sign === '-' ? '-' : '';
  if (/^0x/i.test(digits)) return exactNumber(`${minus}${BigInt(digits)}`);
  const [, whole = '', fraction = '', exponent = ''] = /^(\d*)(?:\.(\d*))?(.*)$/.exec(digits) ?? [];
  if (whole === '' && fraction === '') return finite(node, Number.NaN);
  return exactNumber(`${minus}${whole || '0'}${fraction === '' ? '' : `.${fraction}`}${exponent}`);
}

/** JSON5 has words for numbers that JSON cannot say. */
function finite(node: ValueNode, value: number): number {
  if (Number.isFinite(value)) return value;
  throw Object.assign(new SyntaxError('it is not JSON: NaN and Infinity are not numbers there'), node.loc.start);
}
