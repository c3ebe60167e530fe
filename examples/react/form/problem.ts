import type { Input } from './input.ts';
import { inputsAlong, type Path, textOf } from './path.ts';

/** One thing that is wrong with the inputs, as the gateway tells it. */
export interface Problem {
  readonly path: Path;
  readonly message: string;
  /** What was probably meant, best first. */
  readonly suggestions: readonly string[];
}

export interface PlacedProblem extends Problem {
  /** The input that it is shown at: the nearest that the form has. Empty: above all of them. */
  readonly place: Path;
  /** It is a key that is wrong, and not what was given under it. */
  readonly isKey: boolean;
}

export function placed(root: Input, problem: Problem): PlacedProblem {
  const { path, message } = problem;
  // What Cyclr itself refuses has no path: it names its input by the label.
  const place = path.length === 0 ? namedIn(root, message) : path.slice(0, inputsAlong(root, path).length);
  return { ...problem, place, isKey: place.length < path.length };
}

/** Empty where no input, or more than one, is named so. */
function namedIn(root: Input, message: string): Path {
  const named = [...leavesOf(root, [])].filter(
    ([{ label }]) => message.includes(`'${label}'`) || message.includes(`"${label}"`),
  );
  const [[, path] = [undefined, []], ...others] = named;
  return others.length === 0 ? path : [];
}

function* leavesOf(input: Input, path: Path): Generator<readonly [Input, Path]> {
  const { shape } = input;
  if (shape.kind === 'group') for (const one of shape.inputs) yield* leavesOf(one, [...path, one.key]);
  else if (shape.kind === 'list') yield* leavesOf(shape.item, [...path, 0]);
  else yield [input, path];
}

export function problemsAt(problems: readonly PlacedProblem[], path: Path): readonly PlacedProblem[] {
  const at = textOf(path);
  return problems.filter(({ place }) => textOf(place) === at);
}
