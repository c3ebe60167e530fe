import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBench } from './measure.ts';
import type { Work } from './works.ts';

/** Of a V8 CPU profile. */
interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const shown = 40;

/** Writes a CPU profile of the gateway under one work, and tells the functions that took most time themselves. */
export async function profile(work: Work, ms: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), `profile-${work.name}-`));
  {
    await using bench = await openBench(['--cpu-prof', `--cpu-prof-dir=${folder}`, '--cpu-prof-interval=500']);
    await bench.measure(bench.ofGateway(work), ms);
  }
  const [file = ''] = await readdir(folder);
  const { nodes, samples, timeDeltas } = JSON.parse(await readFile(join(folder, file), 'utf8')) as Profile;
  const nameOf = new Map(
    nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => [
      id,
      `${functionName || '(anonymous)'} ${url.replace(/^.*\/(?=(?:src|node_modules)\/)/, '')}:${lineNumber + 1}`,
    ]),
  );
  const own = new Map<string, number>();
  let all = 0;
  for (const [at, id] of samples.entries()) {
    const name = nameOf.get(id) ?? '';
    if (name.startsWith('(idle)')) continue;
    const took = timeDeltas[at] ?? 0;
    own.set(name, (own.get(name) ?? 0) + took);
    all += took;
  }
  process.stdout.write(`${work.name}: the profile is ${join(folder, file)}\n`);
  for (const [name, took] of [...own].toSorted(([, a], [, b]) => b - a).slice(0, shown))
    process.stdout.write(`${((100 * took) / all).toFixed(1).padStart(5)}%  ${name}\n`);
}
