import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { isInstalled } from '../examples/supergraph/install.ts';

/** Where a browser is; undefined where there is none. */
export const chromium: string | undefined = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find(existsSync);

export const hasRedis: boolean = spawnSync('redis-server', ['--version']).status === 0;

export const hasNginx: boolean = spawnSync('nginx', ['-v']).status === 0;

/** The routers are a package of their own, so large that nobody has to have it. */
export const hasRouters: boolean = isInstalled();

/** Before the first test: says what is not on this machine, and so not tested. CI skips nothing. */
export default function sayWhatIsMissing(): void {
  const missing = [
    ...(chromium === undefined ? ['chromium: no page is opened (Debian has it as "chromium")'] : []),
    ...(hasRedis ? [] : ['redis-server: replicas do not count together (Debian has it as "redis-server")']),
    ...(hasNginx ? [] : ['nginx: no proxy stands in front (Debian has it as "nginx-light")']),
    ...(hasRouters ? [] : ['the routers: no supergraph is asked ("npm ci" in examples/supergraph installs them)']),
  ];
  if (missing.length === 0) return;
  const text = `Not on this machine, and so skipped:\n${missing.map((one) => `  ${one}\n`).join('')}`;
  if (process.env['CI']) throw new Error(`CI skips nothing. ${text}`);
  process.stdout.write(`\n${text}`);
}
