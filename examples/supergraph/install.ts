import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** npm writes this file last: an installation that was broken off does not count. */
export function isInstalled(): boolean {
  return existsSync(`${folder}node_modules/.package-lock.json`);
}

/** Installs the routers, in the open: it takes a while. */
export async function install(): Promise<void> {
  const child = spawn('npm', ['ci'], { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`npm ci in ${folder} failed (${code ?? 'ended by a signal'}).`);
}
