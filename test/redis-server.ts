import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real Redis on a socket of its own, that can be killed and started again with what it has written down. */
export interface RedisServer extends AsyncDisposable {
  readonly socket: string;
  kill(): Promise<void>;
  /** From now on it answers nobody, until it is resumed. */
  pause(): void;
  resume(): void;
  start(): Promise<void>;
}

export interface RedisServerOptions {
  /** Whether every change is on the disk before it is answered. @default false */
  readonly isDurable?: boolean;
  /** A port of loopback that is free, for programs that take no socket. @default none */
  readonly port?: number;
}

export async function startRedisServer({ isDurable = false, port = 0 }: RedisServerOptions = {}): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'redis-'));
  // Redis takes no port 0: a socket is free by its place.
  const socket = join(folder, 'redis.sock');
  const durable = isDurable ? ['--appendonly', 'yes', '--appendfsync', 'always'] : [];
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    child = spawn('redis-server', [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--unixsocket',
      socket,
      '--save',
      '',
      '--dir',
      folder,
      ...durable,
    ]);
    for await (const line of child.stdout as AsyncIterable<Buffer>) {
      if (/ready to accept connections/i.test(line.toString())) break;
    }
  }

  async function kill(): Promise<void> {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  await start();
  return {
    socket,
    kill,
    start,
    pause: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
    async [Symbol.asyncDispose]() {
      await kill();
      await rm(folder, { recursive: true });
    },
  };
}
