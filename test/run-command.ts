import { runProgram } from '../src/commands/program.ts';

/** What a command of the program came to. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command that ends by itself, in this process. */
export async function runCommand(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  let [out, err] = ['', ''];
  const code = await runProgram(args, {
    out: (text) => (out += `${text}\n`),
    err: (text) => (err += `${text}\n`),
    env,
    signal: new AbortController().signal,
  });
  return { code, out, err };
}
