import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/** `measured` has one CPU for itself; all others share the other one. */
export type Place = 'measured' | 'beside';

export interface Started extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
}

/** Whether processes can be kept on a CPU each: where they cannot, they are where the system puts them. */
export const isPinned = availableParallelism() > 1 && hasTaskset();

function hasTaskset(): boolean {
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function launch(
  args: readonly string[],
  place: Place,
  { env = {}, output = 'pipe' }: { readonly env?: Readonly<Record<string, string>>; readonly output?: 'pipe' | number },
): ChildProcess {
  const cpu = place === 'measured' ? '0' : '1';
  const pinned = isPinned ? ['-c', cpu, process.execPath] : [];
  return spawn(isPinned ? 'taskset' : process.execPath, [...pinned, ...args], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['pipe', output, 'inherit'],
  });
}

export interface ServerOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Where its standard output goes. @default nowhere, once it has told its address */
  readonly log?: string;
}

/** Starts a server that tells its address on standard output. */
export async function startServer(
  args: readonly string[],
  place: Place,
  { env = {}, log }: ServerOptions = {},
): Promise<Started> {
  const file = log === undefined ? undefined : openSync(log, 'a');
  const child = launch(args, place, { env, output: file ?? 'pipe' });
  child.once('exit', (code, signal) => {
    process.stderr.write(`${args.join(' ')} ended by itself, with ${signal ?? code}.\n`);
  });
  if (file !== undefined) closeSync(file);
  let out = '';
  child.stdout?.on('data', (piece: Buffer) => (out += piece.toString()));
  for (;;) {
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(log === undefined ? out : readFileSync(log, 'utf8')) ?? [];
    if (url !== undefined) return { url, pid: child.pid ?? 0, [Symbol.asyncDispose]: () => stop(child) };
    if (child.exitCode !== null) throw new Error(`${args.join(' ')} ended before it was up: ${out}`);
    await sleep(20);
  }
}

/** Starts a program that answers each line with a line. */
export function startWorker<Answered>(file: string): AsyncDisposable & { ask(asked: object): Promise<Answered> } {
  const child = launch([file], 'beside', {});
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error(`${file} has no standard output.`);
  const lines = createInterface({ input: stdout });
  return {
    ask: (asked) =>
      new Promise((resolve, reject) => {
        const ended = () => reject(new Error(`${file} ended.`));
        child.once('exit', ended);
        lines.once('line', (line) => {
          child.off('exit', ended);
          resolve(JSON.parse(line) as Answered);
        });
        stdin.write(`${JSON.stringify(asked)}\n`);
      }),
    [Symbol.asyncDispose]: () => stop(child),
  };
}

async function stop(child: ChildProcess): Promise<void> {
  child.removeAllListeners('exit');
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** User and system time of a process and its threads, in milliseconds. @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
export function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** The most memory that a process had since {@link forgetPeak}, in MB. */
export function peakOf(pid: number): number {
  const [, kilobytes] = /^VmHWM:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_clear_refs.5.html */
export function forgetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}
