import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SignJWT } from 'jose';

const cli = join(import.meta.dirname, '../../src/cli.ts');
const issuer = 'https://id.example.com/';
const audience = 'attacked-gateway';

/** Secrets that no attack may ever bring to light. */
export const secrets = {
  client: 'sandbox',
  jwt: 'MARK-jwt-secret-of-more-than-32-characters',
  router: 'MARK-router-secret-of-more-than-32-characters',
} as const;

/** A gateway in production configuration, in a process of its own, on a sandbox in another. */
export interface Target extends AsyncDisposable {
  readonly port: number;
  /** A good token of a caller that nobody else is; claims may be changed, and the key. */
  token(claims?: Readonly<Record<string, unknown>>, secret?: string): Promise<string>;
  /** Method calls that Cyclr has received so far. */
  upstreamCalls(): Promise<number>;
  /** Tokens that the gateway has for Cyclr are told to nobody: what Cyclr received, as a text. */
  received(): Promise<string>;
  /** What the gateway wrote. */
  readonly log: () => string;
  readonly isUp: () => boolean;
  /** In bytes; undefined where the system does not tell. */
  memory(): Promise<number | undefined>;
}

export async function startTarget(): Promise<Target> {
  await using children = new AsyncDisposableStack();
  const sandbox = children.use(await start(['sandbox', '--port', '0', '--control'], {}));
  const gateway = children.use(
    await start(['serve', '--port', '0'], {
      NODE_ENV: 'production',
      CYCLR_API_URL: sandbox.url,
      CYCLR_CLIENT_ID: 'sandbox',
      CYCLR_CLIENT_SECRET: secrets.client,
      AUTH_JWT_SECRET: secrets.jwt,
      AUTH_ISSUER: issuer,
      AUTH_AUDIENCE: audience,
      AUTH_ROUTER_SECRET: secrets.router,
    }),
  );
  const received = async () => (await fetch(`${sandbox.url}/sandbox/requests`)).text();
  let callers = 0;

  const open = children.move();
  return {
    port: Number(new URL(gateway.url).port),
    token: (claims, secret = secrets.jwt) => {
      callers += 1;
      return sign({ sub: `attacker-${callers}`, cyclr_account_id: 'demo-acme', ...claims }, secret);
    },
    received,
    async upstreamCalls() {
      const { counts } = JSON.parse(await received()) as { counts: Record<string, number> };
      return Object.entries(counts).reduce((sum, [path, count]) => sum + (path.includes('/methods/') ? count : 0), 0);
    },
    log: gateway.output,
    isUp: () => gateway.child.exitCode === null && gateway.child.signalCode === null,
    memory: () => residentBytes(gateway.child.pid),
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}

function sign(claims: Readonly<Record<string, unknown>>, secret: string): Promise<string> {
  const standard = { iss: issuer, aud: audience, exp: Math.floor(Date.now() / 1000) + 3600 };
  return new SignJWT(JSON.parse(JSON.stringify({ ...standard, ...claims })) as Record<string, unknown>)
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(secret));
}

interface Started extends AsyncDisposable {
  readonly child: ChildProcess;
  readonly url: string;
  readonly output: () => string;
}

/** Starts a command of the program and waits for it to say where it listens. */
async function start(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Started> {
  const child = spawn(process.execPath, [cli, ...args], { env: { PATH: process.env['PATH'], ...env } });
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code}: ${output}`)));
  });
  return {
    child,
    url,
    output: () => output,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function residentBytes(pid: number | undefined): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(status) ?? [];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}
