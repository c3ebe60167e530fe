import type { Config } from '../config/config.ts';
import { watchFiles } from '../files/watch.ts';
import { openReloadable } from '../http/server/reloadable.ts';
import type { Log } from '../telemetry/log.ts';
import type { Io } from './command.ts';
import { inForce } from './in-force.ts';
import { openScenarioGateway, type ScenarioOptions, watchedBeside } from './scenario-gateway.ts';
import { scenarioWelcome, typesInWords } from './scenario-welcome.ts';
import { serveUntilEnded, startable } from './server.ts';

/** Serves a scenario, and serves it anew whenever one of the files changes that it is made of. */
export async function serveScenario(
  config: Config,
  io: Io,
  log: Log,
  { file, allowedHosts }: Pick<ScenarioOptions, 'file' | 'allowedHosts'>,
): Promise<void> {
  let files: readonly string[] = [];
  const open = async () => {
    const read = new Set<string>();
    try {
      const onFile = (path: string) => void read.add(path);
      return await openScenarioGateway(config, { file, allowedHosts, log, signal: io.signal, onFile });
    } finally {
      files = [...read];
    }
  };
  const startedAt = Date.now();
  await using served = await startable(() => openReloadable(open));
  using watcher = watchFiles(() => void reload());
  const watch = (since: number) => watcher.set([...files, ...watchedBeside(config)], since);
  watch(startedAt);

  async function reload(): Promise<void> {
    if (io.signal.aborted) return;
    const since = Date.now();
    try {
      await served.reload();
      io.out(`  ${file} was read again.\n${typesInWords(served.current)}`);
    } catch (error) {
      if (io.signal.aborted) return;
      io.err(`${(error as Error).message}\nThe gateway goes on with what it had before.`);
    }
    watch(since);
  }

  await serveUntilEnded(served, config, io, (url) => {
    const facts = inForce(config, served.current.catalogs.length);
    io.out(scenarioWelcome(url, file, facts, served.current));
  });
  log.stopped();
}
