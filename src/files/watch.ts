import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Tells of changes of some files and directories. */
export interface FileWatcher extends Disposable {
  /**
   * Watches these paths, and no others any more. A path that is new here and has changed after `since`, in milliseconds
   * since the epoch, is told: it may have been read before.
   */
  set(paths: readonly string[], since: number): void;
}

/** Starts to watch; `onChange` is called once for changes that follow each other. */
export type WatchFiles = (onChange: () => void) => FileWatcher;

/** Changes that follow each other within this time are one, in milliseconds: editors write a file in several steps. */
const quietMs = 50;

/**
 * Watches files by the directories around them, so that a file is seen that is replaced, linked, or not there yet. Of a
 * directory the JSON files in it are watched.
 */
export const watchFiles: WatchFiles = (onChange) => {
  const watchers = new Map<string, FSWatcher>();
  let known: ReadonlyMap<string, string> = new Map();
  let timer: NodeJS.Timeout | undefined;

  function compare(): void {
    const before = known;
    known = new Map(Array.from(before.keys(), (path) => [path, stateOf(path).text]));
    if ([...known].some(([path, text]) => before.get(path) !== text)) onChange();
  }

  function compareSoon(): void {
    clearTimeout(timer);
    timer = setTimeout(compare, quietMs);
  }

  function watchOnly(directories: ReadonlySet<string>): void {
    for (const [directory, watcher] of watchers) {
      if (directories.has(directory)) continue;
      watcher.close();
      watchers.delete(directory);
    }
    for (const directory of directories) {
      if (watchers.has(directory) || !isDirectory(directory)) continue;
      watchers.set(directory, watch(directory, compareSoon).on('error', compareSoon));
    }
  }

  return {
    set(paths, since) {
      const all = paths.map((path) => resolve(path));
      watchOnly(new Set(all.flatMap((path) => (isDirectory(path) ? [path, dirname(path)] : [dirname(path)]))));
      const unseen = all.filter((path) => !known.has(path) && stateOf(path).changedAt > since);
      known = new Map(
        all.map((path) => [path, known.get(path) ?? (unseen.includes(path) ? 'changed' : stateOf(path).text)]),
      );
      if (unseen.length > 0) compareSoon();
    },
    [Symbol.dispose]() {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
    },
  };
};

/** What changes whenever a file changes, and when it did; of a directory, those of the JSON files in it. */
function stateOf(path: string): { readonly text: string; readonly changedAt: number } {
  const files = isDirectory(path) ? filesIn(path) : [path];
  const states = files.map((file) => {
    const stats = statSync(file, { throwIfNoEntry: false });
    return stats === undefined
      ? { text: 'none', changedAt: 0 }
      : { text: `${stats.ino} ${stats.size} ${stats.mtimeMs}`, changedAt: stats.mtimeMs };
  });
  return {
    text: JSON.stringify(files.map((file, index) => [file, states[index]?.text])),
    changedAt: Math.max(0, ...states.map(({ changedAt }) => changedAt)),
  };
}

function filesIn(directory: string): readonly string[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => join(directory, name));
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
