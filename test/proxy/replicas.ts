import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as passed } from 'node:timers/promises';
import type { Nginx } from './nginx.ts';

const program = join(import.meta.dirname, '../../bin/cyclr-gateway.mjs');

/** A gateway on its sandbox, in a process of its own. */
export interface Replica extends AsyncDisposable {
  readonly port: number;
  /** Sends SIGTERM; resolves to the exit code. */
  end(): Promise<number | null>;
}

export async function startReplica(port = 0, env: Readonly<Record<string, string>> = {}): Promise<Replica> {
  const child = spawn(process.execPath, [program, 'serve', '--port', String(port)], {
    env: { PATH: process.env['PATH'], SHUTDOWN_GRACE_MS: '1000', RATE_LIMIT_REQUESTS: '1000000', ...env },
  });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  let told = '';
  const taken = await new Promise<number>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      told += chunk.toString();
      const [, found] = /http:\/\/127\.0\.0\.1:(\d+)\/graphql/.exec(told) ?? [];
      if (found !== undefined) resolve(Number(found));
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then((code) => reject(new Error(`The replica ended with ${code}: ${told}`)));
  });
  return {
    port: taken,
    end: () => {
      child.kill('SIGTERM');
      return ended;
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Posts a query and tells its status; what else came, or why nothing came, where it was not answered. */
export async function askOnce(url: string, isKept = true): Promise<string> {
  const body = '{"query":"{ accountConnector(id: 1873) { name } }"}';
  // nginx closes idle connections of its callers when it reads its configuration again.
  const headers = { 'content-type': 'application/json', ...(isKept ? {} : { connection: 'close' }) };
  return fetch(`${url}/graphql`, { method: 'POST', headers, body }).then(
    async (response) => {
      const text = await response.text();
      return text.includes('Sales CRM') ? String(response.status) : `${response.status} ${text}`;
    },
    ({ message, cause }: Error) => `${message}: ${String(cause)}`,
  );
}

/** Between two requests of one place: without it they take all of the machine, and starts take long. In milliseconds. */
const pauseMs = 20;

/** Posts in four places while something is done. Resolves to what came, with how often it did. */
export async function postWhile(url: string, done: () => Promise<void>): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  const over = new AbortController();
  const place = async () => {
    while (!over.signal.aborted) {
      const status = await askOnce(url, false);
      counts.set(status, (counts.get(status) ?? 0) + 1);
      await passed(pauseMs);
    }
  };
  const places = Array.from({ length: 4 }, place);
  try {
    await done();
  } finally {
    over.abort();
    await Promise.all(places);
  }
  return counts;
}

/** Ends each replica and starts another in its place, one after the other, as docs/proxies.md has it. */
export async function rollOut(
  replicas: readonly Replica[],
  nginx: Pick<Nginx, 'reload'>,
  stack: AsyncDisposableStack,
): Promise<void> {
  for (const replica of replicas) {
    await nginx.reload([replica.port]);
    const code = await replica.end();
    if (code !== 0) throw new Error(`A replica ended with ${code}.`);
    stack.use(await startReplica(replica.port));
    await nginx.reload([]);
  }
}
