/** What a command may touch of the world. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the program is asked to end. */
  readonly signal: AbortSignal;
}

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Resolves to the exit code: 0 done, 1 failed, 2 called wrongly. */
  run(args: readonly string[], io: Io): Promise<number>;
}

/** Resolves when the program is asked to end. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
