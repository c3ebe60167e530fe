import type { NumberScan } from './scan.ts';

/**
 * Puts numbers that JavaScript has rounded back, each at its place: the order of a parsed value is the order of its text.
 * The value is changed in place. Returns false, with the value half done, where the order may be another: keys that are
 * repeated are lost, and then something is missing.
 */
export function putExactNumbers(root: readonly unknown[], { exact, numbers, strings }: NumberScan): boolean {
  let [number, string, next] = [0, 0, 0];
  // Not by recursion: a text can be nested deeper than the stack is.
  const open: Position[] = [];
  let one = positionOf(root);
  for (;;) {
    const { keys, values } = one;
    const key = one.at;
    one.at += 1;
    if (key === (keys ?? values).length) {
      const around = open.pop();
      if (around === undefined) break;
      one = around;
      continue;
    }
    if (keys !== undefined) string += 1;
    const name = keys === undefined ? key : (keys[key] as string);
    const value = values[name];
    if (typeof value === 'string') string += 1;
    else if (typeof value === 'number') {
      const found = exact[next];
      if (found?.ordinal === number) {
        if (!Object.is(Number(found.value.rawJSON), value)) return false;
        values[name] = found.value;
        next += 1;
      }
      number += 1;
    } else if (typeof value === 'object' && value !== null) {
      open.push(one);
      one = positionOf(value);
    }
  }
  return number === numbers && string === strings;
}

/** A list or an object. */
type Container = Record<string | number, unknown> & { readonly length?: number };

interface Position {
  /** Of an object. */
  readonly keys: readonly string[] | undefined;
  readonly values: Container;
  at: number;
}

function positionOf(value: object): Position {
  return { keys: Array.isArray(value) ? undefined : Object.keys(value), values: value as Container, at: 0 };
}

/** The text with each of the numbers as a string that begins with `mark`. */
export function markNumbers(text: string, { exact }: NumberScan, mark: string): string {
  const opening = JSON.stringify(mark).slice(0, -1);
  const pieces: string[] = [];
  let copied = 0;
  for (const { from, to } of exact) {
    pieces.push(text.slice(copied, from), opening, String(pieces.length / 4), '"');
    copied = to;
  }
  return pieces.join('') + text.slice(copied);
}

/** The value with every string that begins with `mark` as the number it stands for. It is changed in place. */
export function unmarkNumbers(root: unknown[], { exact }: NumberScan, mark: string): void {
  const open: object[] = [root];
  for (let one = open.pop() as Record<string, unknown> | undefined; one !== undefined; one = open.pop() as typeof one) {
    for (const key of Object.keys(one)) {
      const value = one[key];
      if (typeof value === 'string' && value.startsWith(mark))
        one[key] = exact[Number(value.slice(mark.length))]?.value;
      else if (typeof value === 'object' && value !== null) open.push(value);
    }
  }
}
