import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A program of this folder, running. Dispose of it to end it. */
export interface Program extends AsyncDisposable {
  readonly url: string;
}

export type RouterName = 'apollo' | 'hive' | 'hive-rust';

const routers: Readonly<Record<RouterName, readonly [file: string, ...args: string[]]>> = {
  apollo: ['apollo-gateway.ts'],
  hive: ['hive-gateway.ts'],
  'hive-rust': ['hive-gateway.ts', '--runtime', 'rust'],
};

export const routerNames: readonly RouterName[] = Object.keys(routers) as RouterName[];

export function startCustomers(): Promise<Program> {
  return start('customers.ts', ['--port', '0'], {});
}

export interface RouterStart {
  readonly connectors: string;
  readonly customers: string;
  readonly port?: number;
  readonly jwtSecret: string;
  readonly routerSecret: string;
}

export function startRouter(name: RouterName, options: RouterStart): Promise<Program> {
  const { connectors, customers, port = 0, jwtSecret, routerSecret } = options;
  const [file, ...args] = routers[name];
  return start(file, [...args, '--connectors', connectors, '--customers', customers, '--port', String(port)], {
    SUPERGRAPH_JWT_SECRET: jwtSecret,
    AUTH_ROUTER_SECRET: routerSecret,
  });
}

/** Resolves once the program has said where it listens; rejects where it ends before. */
async function start(file: string, args: readonly string[], env: Record<string, string>): Promise<Program> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  // It is told by the channel when this process is gone, however that came about.
  const child = spawn(process.execPath, [path, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const exited = once(child, 'exit');
  let complaints = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });

  const url = await new Promise<string>((resolve, reject) => {
    if (child.stdout !== null) {
      createInterface(child.stdout).on('line', (line) => {
        const found = /^Listening on (\S+)$/.exec(line)?.[1];
        if (found !== undefined) resolve(found);
      });
    }
    exited.then(() => reject(new Error(`${file} ended before it listened.\n${complaints}`)), reject);
  });
  return {
    url,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
