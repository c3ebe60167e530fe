import { exactNumber } from '../../numbers/exact-number.ts';
import { type Json, parseJson } from '../../json.ts';

/** Cyclr's own reader refuses JSON that is nested deeper than this. */
const deepest = 64;

/**
 * Reads JSON as leniently as Cyclr does: single quotes, keys without quotes (numbers too), trailing commas, comments.
 * Numbers keep their digits.
 *
 * @see docs/cyclr.md#how-requests-are-read
 * @throws {SyntaxError} on anything else.
 */
export function parseLenientJson(text: string): Json {
  let value: Json;
  try {
    value = parseJson(text);
  } catch {
    return new LenientReader(text).read();
  }
  if (isTooDeep(value, deepest)) throw new SyntaxError(`nested deeper than ${deepest}`);
  return value;
}

class LenientReader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): Json {
    const value = this.#value();
    this.#skip();
    if (this.#at < this.#text.length) throw this.#unexpected();
    return value;
  }

  #value(): Json {
    this.#skip();
    const next = this.#text[this.#at];
    if (next === '{') return this.#nested(() => this.#object());
    if (next === '[') return this.#nested(() => this.#list());
    if (next === '"' || next === "'") return this.#string(next);
    const word = this.#match(/[-+\w.$]+/y);
    if (word === 'true' || word === 'false') return word === 'true';
    if (word === 'null' || word === 'undefined') return null;
    if (word !== undefined && /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(word)) return exactNumber(word);
    throw this.#unexpected();
  }

  #nested<Value>(read: () => Value): Value {
    if (++this.#depth > deepest) throw new SyntaxError(`nested deeper than ${deepest}`);
    this.#at++;
    const value = read();
    this.#depth--;
    return value;
  }

  #object(): Json {
    const members: [string, Json][] = [];
    while (!this.#taken('}')) {
      const key = this.#key();
      if (!this.#taken(':')) throw this.#unexpected();
      members.push([key, this.#value()]);
      if (!this.#taken(',')) {
        if (this.#taken('}')) break;
        throw this.#unexpected();
      }
    }
    return Object.fromEntries(members);
  }

  #list(): Json {
    const items: Json[] = [];
    while (!this.#taken(']')) {
      items.push(this.#value());
      if (!this.#taken(',')) {
        if (this.#taken(']')) break;
        throw this.#unexpected();
      }
    }
    return items;
  }

  #key(): string {
    this.#skip();
    const next = this.#text[this.#at];
    if (next === '"' || next === "'") return this.#string(next);
    const word = this.#match(/[\w$-]+/y);
    if (word === undefined) throw this.#unexpected();
    return word;
  }

  #string(quote: '"' | "'"): string {
    const inside = this.#match(quote === '"' ? /"(?:[^"\\]|\\.)*"/sy : /'(?:[^'\\]|\\.)*'/sy)?.slice(1, -1);
    if (inside === undefined) throw this.#unexpected();
    return inside.replace(/\\(?:u([\da-fA-F]{4})|(.))/gs, (_all, hex: string | undefined, other: string) =>
      hex === undefined ? (escapes[other] ?? other) : String.fromCharCode(Number.parseInt(hex, 16)),
    );
  }

  #taken(mark: string): boolean {
    this.#skip();
    if (this.#text[this.#at] !== mark) return false;
    this.#at++;
    return true;
  }

  #skip(): void {
    this.#match(/(?:\s|\uFEFF|\/\/[^\n]*|\/\*.*?\*\/)+/sy);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #unexpected(): SyntaxError {
    const found = this.#text[this.#at];
    return new SyntaxError(found === undefined ? 'it ends too early' : `unexpected ${found} at ${this.#at}`);
  }
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function isTooDeep(value: Json, left: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return left === 0 || Object.values(value).some((inner: Json) => isTooDeep(inner, left - 1));
}
