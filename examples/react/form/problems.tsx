import { useShownForm } from './form.ts';
import { type Path, textOf } from './path.ts';
import { problemsAt } from './problem.ts';

export function problemsId(path: Path): string {
  return `problems-${textOf(path)}`;
}

/** What is wrong at an input, with what was probably meant to click on. */
export function Problems({ path }: { readonly path: Path }) {
  const form = useShownForm();
  const problems = problemsAt(form.problems, path);
  if (problems.length === 0) return null;

  return (
    <ul className="problems" id={problemsId(path)}>
      {problems.map((problem) => (
        <li key={`${textOf(problem.path)} ${problem.message}`}>
          {problem.message}
          {problem.path.length > 0 &&
            problem.suggestions.map((suggestion) => (
              <button
                key={suggestion}
                type="button"
                className="suggestion"
                aria-label={`Use ${suggestion}`}
                onClick={() => form.accept(problem, suggestion)}
              >
                {suggestion}
              </button>
            ))}
        </li>
      ))}
    </ul>
  );
}
