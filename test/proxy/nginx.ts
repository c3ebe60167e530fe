import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

export interface NginxOptions {
  /** Ports of the replicas: one or two. */
  readonly ports: readonly number[];
  /** How long nginx keeps an idle connection to a replica. @default what the page has */
  readonly keepAlive?: string;
}

export interface Nginx extends AsyncDisposable {
  readonly url: string;
  /** Reads the configuration again, in which these ports are marked `down`. Resolves when it is in force. */
  reload(down: readonly number[]): Promise<void>;
  /** What nginx says of requests that failed. */
  errors(): Promise<string>;
}

/** Tells which configuration has answered. */
const generationHeader = 'x-generation';

/** Starts nginx as docs/proxies.md has it, in front of these ports. */
export async function startNginx(options: NginxOptions): Promise<Nginx> {
  const folder = await mkdtemp(join(tmpdir(), 'nginx-'));
  // nginx takes no port 0: a socket is free by its place.
  const socket = join(folder, 'nginx.sock');
  let generation = 0;
  const configure = async (down: readonly number[]) => {
    generation += 1;
    await writeFile(join(folder, 'nginx.conf'), await configuration(options, { folder, socket, generation, down }));
  };

  await configure([]);
  const child = spawn('nginx', [
    '-p',
    folder,
    '-e',
    join(folder, 'error.log'),
    '-c',
    'nginx.conf',
    '-g',
    'daemon off;',
  ]);
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
  const url = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;

  return {
    url,
    async reload(down) {
      await configure(down);
      child.kill('SIGHUP');
      for (let seen = ''; seen !== String(generation);) {
        const response = await fetch(url, { headers: { connection: 'close' } });
        await response.arrayBuffer();
        seen = response.headers.get(generationHeader) ?? '';
      }
    },
    errors: () => readFile(join(folder, 'error.log'), 'utf8'),
    async [Symbol.asyncDispose]() {
      door.close();
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

interface Place {
  readonly folder: string;
  readonly socket: string;
  readonly generation: number;
  readonly down: readonly number[];
}

async function configuration({ ports, keepAlive }: NginxOptions, place: Place): Promise<string> {
  const page = await readFile(join(import.meta.dirname, '../../docs/proxies.md'), 'utf8');
  const [, block] = /^```nginx\n([^]*?)^```$/m.exec(page) ?? [];
  const [first, second = first] = ports;
  if (block === undefined || first === undefined) throw new Error('There is nothing to start nginx with.');
  const { folder, socket, generation, down } = place;
  const serverOf = (port = first) => `127.0.0.1:${port}${down.includes(port) ? ' down' : ''}`;
  const { uid, username } = userInfo();
  return [
    // Started by root, nginx would not own its folder.
    ...(uid === 0 ? [`user ${username};`] : []),
    `pid ${folder}/pid;`,
    'worker_processes 1;',
    'events {}',
    'http {',
    'access_log off;',
    `add_header ${generationHeader} ${generation} always;`,
    ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((of) => `${of}_temp_path ${folder}/${of};`),
    block
      .replace('127.0.0.1:4000', serverOf(first))
      .replace('127.0.0.1:4001', serverOf(second))
      .replace('listen 80;', `listen unix:${socket};`)
      .replace('keepalive_timeout 60s;', `keepalive_timeout ${keepAlive ?? '60s'};`),
    '}\n',
  ].join('\n');
}
