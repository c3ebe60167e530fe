import { type Context, createContext, useContext, useMemo, useState } from 'react';
import type { Json } from '../json.ts';
import type { Input } from './input.ts';
import { type Path, startsWith, valueAt, withValue } from './path.ts';
import { type PlacedProblem, placed, type Problem } from './problem.ts';

/** What is typed, and what the gateway thinks of it. */
export interface Form {
  readonly draft: Json | undefined;
  readonly problems: readonly PlacedProblem[];
  /** Gives an input another value; what was wrong with the last one is settled. */
  change(path: Path, value: Json | undefined): void;
  /** Follows a suggestion. */
  accept(problem: PlacedProblem, suggestion: string): void;
  tell(problems: readonly Problem[]): void;
}

export function useForm(root: Input): Form {
  const [draft, setDraft] = useState<Json>();
  const [problems, setProblems] = useState<readonly PlacedProblem[]>([]);

  return useMemo(() => {
    function change(path: Path, value: Json | undefined): void {
      setDraft((before) => withValue(before, path, value));
      setProblems((before) => before.filter((problem) => !isSettled(problem, path)));
    }
    return {
      draft,
      problems,
      change,
      accept(problem, suggestion) {
        const { path, isKey } = problem;
        if (isKey) {
          const value = valueAt(draft, path);
          setDraft((before) =>
            withValue(withValue(before, path, undefined), [...path.slice(0, -1), suggestion], value),
          );
          setProblems((before) => before.filter((one) => one !== problem));
        } else change(path, suggestion);
      },
      tell: (told) => setProblems(told.map((problem) => placed(root, problem))),
    };
  }, [root, draft, problems]);
}

/** A key that is wrong is so until it is gone, whatever is typed elsewhere. */
function isSettled({ path, place, isKey }: PlacedProblem, changed: Path): boolean {
  return startsWith(path, changed) || (!isKey && startsWith(changed, place));
}

/** For the inputs, however deep they are nested. */
export const FormContext: Context<Form | undefined> = createContext<Form | undefined>(undefined);

export function useShownForm(): Form {
  const form = useContext(FormContext);
  if (form === undefined) throw new Error('An input stands outside of a form.');
  return form;
}
