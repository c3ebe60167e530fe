import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const program = join(import.meta.dirname, '../../bin/cyclr-gateway.mjs');

/** A gateway on its sandbox, in a process of its own. */
export interface Replica extends AsyncDisposable {
  readonly port: number;
  /** Sends SIGTERM; resolves to the exit code. */
  end(): Promise<number | null>;
}

export async function startReplica(port = 0, env: Readonly<Record<string, string>> = {}): Promise<Replica> {
  const child = spawn(process.execPath, [program, 'serve', '--port', String(port)], {
    env: { PATH: process.env['PATH'], SHUTDOWN_GRACE_MS: '500', RATE_LIMIT_REQUESTS: '1000000', ...env },
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

/** Posts a query and tells its status; 0 where there was no answer. */
export async function statusOf(url: string): Promise<number> {
  const body = '{"query":"{ accountConnector(id: 1873) { name } }"}';
  const headers = { 'content-type': 'application/json' };
  return fetch(`${url}/graphql`, { method: 'POST', headers, body }).then(
    async (response) => ((await response.text()).includes('Sales CRM') ? response.status : 0),
    () => 0,
  );
}

/** Posts without a pause, in four places, while something is done. Resolves to the statuses, with how often each was. */
export async function postWhile(url: string, done: () => Promise<void>): Promise<ReadonlyMap<number, number>> {
  const counts = new Map<number, number>();
  let isOver = false;
  const place = async () => {
    while (!isOver) {
      const status = await statusOf(url);
      counts.set(status, (counts.get(status) ?? 0) + 1);
    }
  };
  const places = Array.from({ length: 4 }, place);
  try {
    await done();
  } finally {
    isOver = true;
    await Promise.all(places);
  }
  return counts;
}

/** Ends each replica and starts another in its place, one after the other. */
export async function rollOut(replicas: readonly Replica[], stack: AsyncDisposableStack): Promise<void> {
  for (const replica of replicas) {
    const code = await replica.end();
    if (code !== 0) throw new Error(`A replica ended with ${code}.`);
    stack.use(await startReplica(replica.port));
  }
}
