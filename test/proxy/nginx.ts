import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface NginxOptions {
  /** Ports of the replicas: one or two. */
  readonly ports: readonly number[];
  /** How long nginx keeps an idle connection to a replica. @default what the page has */
  readonly keepAlive?: string;
}

export interface Nginx extends AsyncDisposable {
  readonly url: string;
  /** What nginx says of requests that failed. */
  errors(): Promise<string>;
}

/** Starts nginx as docs/proxies.md has it, in front of these ports. */
export async function startNginx({ ports: [first, second = first], keepAlive }: NginxOptions): Promise<Nginx> {
  const page = await readFile(join(import.meta.dirname, '../../docs/proxies.md'), 'utf8');
  const [, block] = /^```nginx\n([^]*?)^```$/m.exec(page) ?? [];
  if (block === undefined || first === undefined) throw new Error('There is nothing to start nginx with.');
  const folder = await mkdtemp(join(tmpdir(), 'nginx-'));
  // nginx takes no port 0: a socket is free by its place.
  const socket = join(folder, 'nginx.sock');
  const servers = block
    .replace('127.0.0.1:4000', `127.0.0.1:${first}`)
    .replace('127.0.0.1:4001', `127.0.0.1:${second}`)
    .replace('listen 80;', `listen unix:${socket};`)
    .replace('keepalive_timeout 60s;', `keepalive_timeout ${keepAlive ?? '60s'};`);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (of) => `${of}_temp_path ${folder}/${of};`,
  );
  await writeFile(
    join(folder, 'nginx.conf'),
    `pid ${folder}/pid;\nevents {}\nhttp {\naccess_log off;\n${temporary.join('\n')}\n${servers}}\n`,
  );

  const main = 'daemon off; master_process off;';
  const child = spawn('nginx', ['-p', folder, '-e', join(folder, 'error.log'), '-c', 'nginx.conf', '-g', main]);
  const ended = once(child, 'exit');
  let told = '';
  child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()));
  while (!existsSync(socket)) {
    await new Promise(setImmediate);
    if (child.exitCode !== null) throw new Error(`nginx does not start: ${told}`);
  }
  const door = createServer((from) => {
    const to = connect(socket);
    from.pipe(to).pipe(from);
    for (const one of [from, to]) one.on('error', () => void (from.destroy(), to.destroy()));
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(door.address() as AddressInfo).port}`,
    errors: () => readFile(join(folder, 'error.log'), 'utf8'),
    async [Symbol.asyncDispose]() {
      door.close();
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}
