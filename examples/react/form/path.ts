import { isObject, type Json } from '../json.ts';
import type { Input } from './input.ts';

/** Where something stands in `{ parameters, fields }`, as the gateway's problems tell it. */
export type Path = readonly (string | number)[];

/** One text for each path, for maps and ids. */
export function textOf(path: Path): string {
  return path.map(encodeURIComponent).join('/');
}

export function startsWith(path: Path, start: Path): boolean {
  return start.every((step, index) => path[index] === step);
}

export function valueAt(value: Json | undefined, path: Path): Json | undefined {
  return path.reduce<Json | undefined>((at, step) => {
    if (Array.isArray(at)) return (at as readonly Json[])[Number(step)];
    return isObject(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  }, value);
}

/** The same with another value at `path`: undefined takes it away. */
export function withValue(value: Json | undefined, path: Path, next: Json | undefined): Json | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return next;
  const below = withValue(valueAt(value, [step]), rest, next);
  if (typeof step === 'number') {
    const list = Array.isArray(value) ? (value as readonly Json[]) : [];
    return below === undefined ? list.toSpliced(step, 1) : list.toSpliced(step, 1, below);
  }
  const others = Object.entries(isObject(value) ? value : {});
  const at = others.findIndex(([key]) => key === step);
  const entry: [string, Json][] = below === undefined ? [] : [[step, below]];
  return Object.fromEntries(at < 0 ? [...others, ...entry] : others.toSpliced(at, 1, ...entry));
}

/** The inputs on the way along a path, as far as the form has them. */
export function inputsAlong(root: Input, path: Path): readonly Input[] {
  const way: Input[] = [];
  let at: Input | undefined = root;
  for (const step of path) {
    at = inputAt(at, step);
    if (at === undefined) break;
    way.push(at);
  }
  return way;
}

function inputAt({ shape }: Input, step: string | number): Input | undefined {
  if (shape.kind === 'list') return typeof step === 'number' ? shape.item : undefined;
  return shape.kind === 'group' ? shape.inputs.find(({ key }) => key === step) : undefined;
}
