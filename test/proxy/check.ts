/** Idle times of a real load balancer through nginx, and a rollout of two replicas: `npm run proxy:check`, six minutes. */
import { setTimeout as passed } from 'node:timers/promises';
import { startNginx } from './nginx.ts';
import { postWhile, rollOut, startReplica, askOnce } from './replicas.ts';

const idleSeconds = [5, 15, 30, 55, 59, 60, 61, 64, 65, 66, 70];
const atOnce = 16;

const write = (line: string) => void process.stdout.write(`${line}\n`);

await using stack = new AsyncDisposableStack();
const replicas = [stack.use(await startReplica()), stack.use(await startReplica())];
const nginx = stack.use(await startNginx({ ports: replicas.map(({ port }) => port) }));
let failed = 0;

/** Each idle time has connections of its own, so that all of them pass at once. */
async function overIdle(seconds: number): Promise<void> {
  await using own = await startNginx({ ports: replicas.map(({ port }) => port) });
  const statuses = new Set<string>();
  for (let round = 0; round < 4; round++) {
    for (const one of await Promise.all(Array.from({ length: atOnce }, () => askOnce(own.url)))) statuses.add(one);
    await passed(seconds * 1000);
  }
  const isWell = [...statuses].join() === '200';
  if (!isWell) failed += 1;
  write(`${isWell ? 'held ' : 'BROKE'}  idle for ${seconds} s: ${[...statuses].join(', ')}`);
}

await Promise.all(idleSeconds.map(overIdle));
const counts = await postWhile(nginx.url, () => rollOut(replicas, nginx, stack));
const isWell = [...counts.keys()].join() === '200';
if (!isWell) failed += 1;
write(`${isWell ? 'held ' : 'BROKE'}  a rollout: ${JSON.stringify([...counts])}`);
process.exitCode = failed === 0 ? 0 : 1;
