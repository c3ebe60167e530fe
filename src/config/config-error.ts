export interface ConfigProblem {
  readonly variable: string;
  /** What is wrong with it and what to do; it follows the name of the variable. */
  readonly message: string;
}

/** The environment cannot be used; the message names every variable at fault. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(`The configuration cannot be used:\n${inLines(problems)}`);
    this.problems = problems;
  }
}

/** A line for each problem, the variables in one column. */
export function inLines(problems: readonly ConfigProblem[]): string {
  const width = Math.max(...problems.map(({ variable }) => variable.length));
  return problems.map(({ variable, message }) => `  ${variable.padEnd(width)}  ${message}`).join('\n');
}
