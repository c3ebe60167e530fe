import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test as base } from 'vitest';
import { networkCauseOf } from '../src/commands/causes.ts';
import { runProgram } from '../src/commands/program.ts';
import { variables } from '../src/config/variables.ts';

/** With what earlier starts compiled. */
const launcher = join(import.meta.dirname, '../bin/cyclr-gateway.mjs');

interface Run {
  readonly out: () => string;
  readonly err: () => string;
  /** Asks the program to end, as a signal does. */
  readonly end: () => void;
  readonly ended: Promise<number>;
}

interface Process extends Omit<Run, 'ended' | 'end'> {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
}

type Start<Started> = (args: readonly string[], env?: Record<string, string>) => Started;

const test = base.extend<{ run: Start<Run>; spawned: Start<Process> }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads the fixtures a fixture needs from its first argument
  run: async ({}, use) => {
    const runs: Run[] = [];
    await use((args, env = {}) => {
      const ending = new AbortController();
      let [out, err] = ['', ''];
      const ended = runProgram(args, {
        out: (text) => (out += `${text}\n`),
        err: (text) => (err += `${text}\n`),
        env,
        signal: ending.signal,
      });
      const one = { out: () => out, err: () => err, end: () => ending.abort(), ended };
      runs.push(one);
      return one;
    });
    for (const { end } of runs) end();
    await Promise.allSettled(runs.map(({ ended }) => ended));
  },
  // oxlint-disable-next-line no-empty-pattern -- as above
  spawned: async ({}, use) => {
    const children: ChildProcess[] = [];
    await use((args, env = {}) => {
      const child = spawn(process.execPath, [launcher, ...args], { env: { PATH: process.env['PATH'], ...env } });
      children.push(child);
      let [out, err] = ['', ''];
      child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
      const ended = once(child, 'exit').then(([code]) => code as number | null);
      return { child, out: () => out, err: () => err, ended };
    });
    for (const child of children) child.kill('SIGKILL');
  },
});

/** The line that a gateway in front of Cyclr logs when it listens. */
const startLine = (text: string) =>
  JSON.parse(text.split('\n').find((line) => line.includes('started')) ?? '{}') as Record<string, unknown>;

/** A gateway in front of a sandbox of its own, behind a trusted router. */
const ofCyclr = (url: string) => ({
  CYCLR_API_URL: url,
  CYCLR_CLIENT_ID: 'sandbox',
  CYCLR_CLIENT_SECRET: 'sandbox',
  AUTH_ROUTER_SECRET: 'a secret of more than 32 characters',
});

const address = (text: string) => /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? '';

test.for([[], ['--help'], ['help']])('%j prints the commands', async (args, { run }) => {
  const { ended, out } = run(args);
  expect(await ended).toBe(0);
  expect(out()).toContain('serve');
});

test.for([
  'serve',
  'sandbox',
  'policy explain',
  'policy check',
  'catalog check',
  'pull',
  'print',
  'doctor',
  'config print',
])('%s --help has examples', async (command, { run }) => {
  const { ended, out } = run([...command.split(' '), '--help']);
  expect(await ended).toBe(0);
  expect(out()).toContain('Examples:');
});

test.for([['nothing'], ['serve', '--nothing'], ['sandbox', '--port', 'x'], ['sandbox', '--relay', 'x']])(
  '%j is called wrongly',
  async (args, { run }) => {
    const { ended, err } = run(args);
    expect(await ended).toBe(2);
    expect(err()).not.toBe('');
  },
);

describe('config print', () => {
  test('shows every variable that docs/configuration.md lists, and no secret', async ({ run }) => {
    const { ended, out } = run(['config', 'print'], { PORT: '8080', REDIS_URL: 'redis://:marker@localhost' });
    expect(await ended).toBe(0);
    expect(out()).toMatch(/^PORT +set +8080$/m);
    expect(out()).toMatch(/^REDIS_URL +set +\[secret\]$/m);
    expect(out()).not.toContain('marker');
    const page = readFileSync(join(import.meta.dirname, '../docs/configuration.md'), 'utf8');
    const shown = Array.from(out().matchAll(/^[A-Z_]+/gm), ([variable]) => variable);
    expect(shown.filter((variable) => !page.includes(`\`${variable}\``))).toEqual([]);
    expect(shown).toEqual(variables.map(({ name }) => name).toSorted());
  });

  test('shows defaults that follow from other variables as they are in force', async ({ run }) => {
    const { ended, out } = run(['config', 'print'], {
      CYCLR_API_URL: 'https://api.cyclr.uk/',
      CYCLR_CLIENT_ID: 'id',
      CYCLR_CLIENT_SECRET: 'shh',
      AUTH_ROUTER_SECRET: 'a secret of more than 32 characters',
      NODE_ENV: 'production',
    });
    expect(await ended).toBe(0);
    expect(out()).toMatch(/^CYCLR_TOKEN_URL +default +https:\/\/api\.cyclr\.uk\/oauth\/token$/m);
    expect(out()).toMatch(/^EXPLORABLE +default +false$/m);
    expect(out()).toMatch(/^SHUTDOWN_GRACE_MS +default +5000$/m);
  });

  test('names what is wrong, and variables that nobody reads', async ({ run }) => {
    const wrong = run(['config', 'print'], { PORT: 'x' });
    expect(await wrong.ended).toBe(1);
    expect(wrong.err()).toMatch(/PORT +must be a port number .*got "x"/);
    const misspelt = run(['config', 'print'], { POLICY_FLIE: 'policy.json' });
    expect(await misspelt.ended).toBe(0);
    expect(misspelt.err()).toMatch(/POLICY_FLIE .*did you mean POLICY_FILE\?/);
  });
});

describe('doctor', () => {
  test('finds nothing wrong with the sandbox, and tells who must reconnect', async ({ run }) => {
    const { ended, out } = run(['doctor', '--account', 'demo-acme'], { PORT: '0' });
    expect(await ended).toBe(0);
    expect(out()).toMatch(/^ok +credentials/m);
    expect(out()).toMatch(/7 account connectors; to be reconnected: "Old CRM"/);
    expect(out()).toMatch(/^ok +ledger of writes with keys: in the memory of this process/m);
  });

  test('says what is wrong, and with what', async ({ run }) => {
    const upstream = run(['sandbox', '--port', '0']);
    await expect.poll(upstream.out).toContain('http://');
    const cyclr = {
      CYCLR_API_URL: address(upstream.out()),
      CYCLR_CLIENT_ID: 'sandbox',
      AUTH_ROUTER_SECRET: 'a secret of more than 32 characters',
    };
    const { ended, out } = run(['doctor', '--account', 'nobody'], {
      ...cyclr,
      CYCLR_CLIENT_SECRET: 'wrong-marker',
      PORT: '0',
      POLICY_FILE: '/nowhere.json',
      PERSISTED_DOCUMENTS: '/nowhere-too.json',
      CATALOG_DIR: '/nowhere-either',
      CONNECTORS_CONFIG: '/nowhere-at-all.json',
    });
    expect(await ended).toBe(1);
    expect(out()).toMatch(/^FAULT +policy: .*\/nowhere\.json/m);
    expect(out()).toMatch(/^FAULT +persisted documents: .*\/nowhere-too\.json/m);
    expect(out()).toMatch(/^FAULT +catalogs: .*\/nowhere-either/m);
    expect(out()).toMatch(/^FAULT +rules of answers: .*\/nowhere-at-all\.json/m);
    expect(out()).toMatch(/^ok +Cyclr: /m);
    expect(out()).toMatch(/^FAULT +credentials: .*CYCLR_CLIENT_SECRET/m);
    expect(out()).not.toContain('marker');
    const half = run(['doctor'], { CYCLR_API_URL: 'https://api.cyclr.com' });
    expect(await half.ended).toBe(1);
    expect(half.out()).toMatch(/^FAULT +configuration/m);
  });
});

describe('doctor, of the network', () => {
  const secret = 'a secret of more than 32 characters';

  test('names the URL and the cause: refused, DNS, a forbidden port', async ({ run }) => {
    const closed = await closedPort();
    const { ended, out } = run(['doctor'], {
      PORT: '0',
      CYCLR_API_URL: `http://127.0.0.1:${closed}`,
      CYCLR_TOKEN_URL: 'http://127.0.0.1:1/oauth/token',
      CYCLR_CLIENT_ID: 'id',
      CYCLR_CLIENT_SECRET: 'shh-marker',
      AUTH_JWKS_URL: 'https://keys.invalid/jwks',
      AUTH_ISSUER: 'x',
      AUTH_AUDIENCE: 'x',
      REDIS_URL: `redis://me:pass-marker@127.0.0.1:${closed}`,
    });
    expect(await ended).toBe(1);
    const faultOf = (name: string) => new RegExp(`^FAULT +${name}: (.*)$`, 'm').exec(out())?.[1];
    expect(faultOf('Redis')).toMatch(new RegExp(`^redis://127\\.0\\.0\\.1:${closed}: the connection is refused`));
    expect(faultOf('Cyclr')).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${closed}: the connection is refused`));
    expect(faultOf('credentials')).toMatch(/^http:\/\/127\.0\.0\.1:1\/oauth\/token: the port is forbidden/);
    expect(faultOf('keys of the identity provider')).toMatch(/^https:\/\/keys\.invalid\/jwks: .*DNS/);
    expect(out()).not.toContain('marker');
  });

  test('says that TLS fails, and that the port of the gateway is taken', async ({ run }) => {
    const plain = createServer((socket) =>
      socket
        .on('error', () => undefined)
        .resume()
        .end('HTTP/1.1 200 OK\r\n\r\n'),
    );
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    const { port } = plain.address() as AddressInfo;
    const { ended, out } = run(['doctor'], {
      PORT: String(port),
      CYCLR_API_URL: `https://127.0.0.1:${port}`,
      CYCLR_CLIENT_ID: 'id',
      CYCLR_CLIENT_SECRET: 'shh',
      AUTH_ROUTER_SECRET: secret,
    });
    expect(await ended).toBe(1);
    expect(out()).toMatch(new RegExp(`^FAULT +address: Port ${port} of "127\\.0\\.0\\.1" is taken`, 'm'));
    expect(out()).toMatch(/^FAULT +Cyclr: .*TLS fails/m);
    await new Promise((resolve) => plain.close(resolve));
  });
});

test.for<readonly [unknown, RegExp]>([
  [new DOMException('The operation was aborted due to timeout', 'TimeoutError'), /^no answer in time/],
  [new Error('outer', { cause: new Error('Command timed out') }), /^no answer in time/],
  [new AggregateError([Object.assign(new Error('x'), { code: 'EHOSTUNREACH' })]), /^there is no route/],
])('the cause of %s is told', ([error, cause]) => {
  expect(networkCauseOf(error)).toMatch(cause);
});

describe('doctor, of programs that are other ones', () => {
  test('says that what answers is not Cyclr, no identity provider and not Redis', async ({ run }) => {
    await using server = await startServer((_request, response) => response.writeHead(404).end('<html>'));
    const { ended, out } = run(['doctor'], {
      PORT: '0',
      CYCLR_API_URL: server.url,
      CYCLR_CLIENT_ID: 'id',
      CYCLR_CLIENT_SECRET: 'shh',
      AUTH_JWKS_URL: `${server.url}/jwks`,
      AUTH_ISSUER: 'x',
      AUTH_AUDIENCE: 'x',
      REDIS_URL: server.url.replace('http', 'redis'),
    });
    expect(await ended).toBe(1);
    expect(out()).toMatch(/^FAULT +Redis: .*what answers there is not Redis/m);
    expect(out()).toMatch(/^FAULT +keys of the identity provider: .*status 404/m);
    expect(out()).toMatch(/^FAULT +Cyclr: It answers 404 to a request without a token.*CYCLR_API_URL/m);
  });

  test('says that the keys are not JSON', async ({ run }) => {
    await using server = await startServer((_request, response) => response.end('<html>'));
    const { ended, out } = run(['doctor'], {
      ...ofCyclr(server.url),
      PORT: '0',
      AUTH_JWKS_URL: server.url,
      AUTH_ISSUER: 'x',
      AUTH_AUDIENCE: 'x',
    });
    expect(await ended).toBe(1);
    expect(out()).toMatch(/^FAULT +keys of the identity provider: its answer is not JSON/m);
  });

  test('may run beside a gateway, and finds its port taken by that', async ({ run }) => {
    const gateway = run(['serve', '--port', '0']);
    await expect.poll(gateway.out).toContain('curl ');
    const { ended, out } = run(['doctor'], { PORT: new URL(address(gateway.out())).port });
    expect(await ended).toBe(0);
    expect(out()).toMatch(/^ok +address: port \d+ of 127\.0\.0\.1 is taken by a gateway that runs already$/m);
  });
});

/** A server on a free port, which answers everything in this way. */
async function startServer(listener: RequestListener): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createHttpServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A port on which nothing listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('a command that is called wrongly', () => {
  test.for([
    [['serv'], 'Unknown command "serv". Did you mean "serve"?'],
    [['--verson'], 'Unknown option "--verson". Did you mean "--version"?'],
    [['serve', '--prot', '1'], 'Unknown option "--prot". Did you mean "--port"? Usage: cyclr-gateway serve'],
    [['pull', '--hlp'], 'Unknown option "--hlp". Did you mean "--help"?'],
    [['serve', 'foo'], 'Unknown argument "foo". Usage: cyclr-gateway serve'],
    [['serve', '--port'], '"--port" needs a value: --port PORT.'],
    [['sandbox', 'form-listing'], 'Unknown argument "form-listing". Did you mean "from-listing"?'],
    [['sandbox', 'from-listing', 'x'], 'The option "--name NAME" is missing.'],
    [['sandbox', '--relay', 'tex'], '"--relay" must be status or text; got "tex". Did you mean "text"?'],
    [['sandbox', '--control=yes'], '"--control" takes no value; got "yes".'],
    [['config', 'prnt'], 'Unknown argument "prnt". Did you mean "print"?'],
    [['policy', 'check'], 'The argument FILE is missing. Usage: cyclr-gateway policy check FILE'],
  ] as const)('%j: %s', async ([args, message], { run }) => {
    const { ended, err, out } = run(args);
    expect(await ended).toBe(2);
    expect(err()).toContain(message);
    expect(out()).toBe('');
  });
});

test('--version prints the version of the package', async ({ run }) => {
  const { ended, out } = run(['--version']);
  expect(await ended).toBe(0);
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as {
    version: string;
  };
  expect(out()).toBe(`${version}\n`);
});

describe('a reader that leaves', () => {
  const piped = (command: string) =>
    promisify(execFile)('bash', ['--norc', '-c', `set -o pipefail; ${command}`], {
      env: { PATH: process.env['PATH'], NODE: process.execPath, CLI: launcher, PORT: '0' },
    });

  test('ends a command quietly, with exit code 0', async () => {
    expect(await piped('"$NODE" "$CLI" print | head -n 1')).toMatchObject({ stderr: '' });
    expect(await piped('"$NODE" "$CLI" config print | true')).toMatchObject({ stderr: '' });
  });

  test('ends a server at the next line of its log', async () => {
    const script = `"$NODE" "$CLI" serve | {
      while read -r line; do case "$line" in GraphiQL*) url="\${line##* }"; break;; esac; done
      exec <&-
      curl -s "$url" -H 'content-type: application/json' -d '{"query":"{ __typename }"}'
    }`;
    expect(await piped(script)).toMatchObject({ stdout: expect.stringContaining('"Query"'), stderr: '' });
  });
});

describe("the package's program", () => {
  const old = ['/usr/bin/node', '/usr/local/bin/node'].find((node) => existsSync(node) && majorOf(node) < 24);

  test('is what package.json says, and may be executed', async () => {
    const text = readFileSync(join(import.meta.dirname, '../package.json'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ bin: { 'cyclr-gateway': 'bin/cyclr-gateway.mjs' } });
    expect(statSync(launcher).mode & 0o111).not.toBe(0);
    const { stdout } = await promisify(execFile)(process.execPath, [launcher, '--help']);
    expect(stdout).toContain('Usage: cyclr-gateway');
  });

  test.skipIf(old === undefined)('says on an older Node in one sentence which one it needs', async () => {
    const failure = await promisify(execFile)(old ?? '', [launcher, 'serve']).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(
        /^cyclr-gateway needs Node 24\.11 or newer, but this is Node [\d.]+: install it .*\.\n$/,
      ),
    });
  });

  test.skipIf(old === undefined)('says so for npm start too, where the install left development out', async () => {
    const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as {
      scripts: { start: string };
    };
    // npm puts node_modules/.bin in front of PATH: without development dependencies there is no Node in it.
    const failure = await promisify(execFile)('sh', ['-c', scripts.start], {
      cwd: join(import.meta.dirname, '..'),
      env: { PATH: dirname(old ?? '') },
    }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 1, stderr: expect.stringMatching(/^cyclr-gateway needs Node/) });
  });
});

/** What a shell prints for a line, as JSON. */
async function paste(line = 'false'): Promise<unknown> {
  const { stdout } = await promisify(execFile)('sh', ['-c', line]);
  return JSON.parse(stdout);
}

function majorOf(node: string): number {
  return Number.parseInt(execFileSync(node, ['--version'], { encoding: 'utf8' }).slice(1), 10);
}

describe('serve', () => {
  test('tells where GraphiQL is, what the sandbox has, and calls that work when pasted', async ({ run }) => {
    const { end, out, ended } = run(['serve', '--port', '0']);
    await expect.poll(out).toContain('curl ');
    expect(out()).toMatch(/GraphiQL +http:\/\/127\.0\.0\.1:\d+\/graphql/);
    expect(out()).toMatch(/1873 +Sales CRM/);

    const [read, write, ...more] = Array.from(out().matchAll(/^ +(curl .*)$/gm), ([, pasted = '']) => pasted);
    expect(await paste(read)).toMatchObject({
      data: { accountConnector: { call: { records: [{ Name: 'John Doe' }, { Name: 'Jane Doe' }] } } },
    });
    expect(await paste(write)).toMatchObject({ data: { callConnectorMethod: [{ Name: 'Mary Doe' }] } });
    expect(more).toEqual([]);

    end();
    expect(await ended).toBe(0);
  });

  test('refuses a configuration that is half there, and names every variable at fault', async ({ run }) => {
    const { ended, err } = run(['serve'], { CYCLR_API_URL: 'https://api.cyclr.com', PORT: '0' });
    expect(await ended).toBe(1);
    for (const variable of ['CYCLR_CLIENT_ID', 'CYCLR_CLIENT_SECRET', 'AUTH_JWKS_URL'])
      expect(err()).toContain(variable);
    expect(err()).not.toMatch(/^\s+at /m);
  });

  test('refuses a policy that cannot be read, and a port that is taken', async ({ run }) => {
    const policy = run(['serve', '--port', '0'], { POLICY_FILE: '/nowhere/policy.json' });
    expect(await policy.ended).toBe(1);
    expect(policy.err()).toContain('/nowhere/policy.json');

    const first = run(['serve', '--port', '0']);
    await expect.poll(first.out).toContain('curl ');
    const second = run(['serve', '--port', new URL(address(first.out())).port]);
    expect(await second.ended).toBe(1);
    expect(second.err()).toMatch(/Port \d+ of "127\.0\.0\.1" is taken .*--port/);
  });

  test.for(['::1', '[::1]'])('listens on %s, and prints a URL that can be opened', async (host, { run }) => {
    const { out } = run(['serve', '--port', '0', '--host', host]);
    await expect.poll(out).toContain('curl ');
    const [url = ''] = /http:\/\/\[::1\]:\d+\/graphql/.exec(out()) ?? [];
    expect((await fetch(new URL('/health', url))).status).toBe(200);
  });

  test.for(['::', '[::]', '0.0.0.0'])('listens on every network with %s', async (host, { run }) => {
    const { out } = run(['serve', '--port', '0', '--host', host], { SANDBOX_ANY_HOST: 'true' });
    await expect.poll(out).toContain('curl ');
    const [, port] = /GraphiQL +http:\/\/(?:\[::\]|0\.0\.0\.0):(\d+)\/graphql/.exec(out()) ?? [];
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
  });

  test.for([
    ['203.0.113.7', /The host "203\.0\.113\.7" is not an address of this machine\. .*--host/],
    ['nowhere.invalid', /The host "nowhere\.invalid" has no address: its name cannot be resolved\. .*--host/],
  ] as const)('says that it is the host %s that cannot be listened on', async ([host, message], { run }) => {
    const { ended, err } = run(['serve', '--port', '0', '--host', host], { SANDBOX_ANY_HOST: 'true' });
    expect(await ended).toBe(1);
    expect(err()).toMatch(message);
    expect(err()).not.toMatch(/^\s+at /m);
  });

  test('says what is in force, and warns of a variable that nobody reads', async ({ run }) => {
    const embedded = run(['serve', '--port', '0'], { POLICY_FLIE: 'policy.json', EXPLORBLE: 'false' });
    await expect.poll(embedded.out).toContain('curl ');
    expect(embedded.out()).toMatch(/callers: anyone · policy: none.* · catalogs: \d+/);
    expect(embedded.err()).toMatch(/POLICY_FLIE .*did you mean POLICY_FILE\?/);
    expect(embedded.err()).toMatch(/EXPLORBLE .*did you mean EXPLORABLE\?/);

    const upstream = run(['sandbox', '--port', '0']);
    await expect.poll(upstream.out).toContain('http://');
    const { out } = run(['serve', '--port', '0'], ofCyclr(address(upstream.out())));
    await expect.poll(out).toContain('started');
    expect(startLine(out())).toMatchObject({
      upstream: 'cyclr',
      callers: 'trusted router',
      policy: expect.stringMatching(/^none/),
      catalogs: expect.any(Number),
      redis: expect.stringMatching(/^none/),
      ledger: 'memory of this process',
      persistedDocuments: 'none',
    });
  });

  test('does not log probes, unless it is told to', async ({ run }) => {
    const askBoth = async (env: Record<string, string>) => {
      const { out, end, ended } = run(['serve', '--port', '0'], env);
      await expect.poll(out).toContain('curl ');
      const url = address(out());
      await (await fetch(`${url}/health`)).text();
      await (await fetch(`${url}/nowhere`)).text();
      end();
      expect(await ended).toBe(0);
      return out();
    };
    const quiet = await askBoth({});
    expect(quiet).not.toContain('"/health"');
    expect(quiet).toContain('"(other)"');
    expect(await askBoth({ LOG_LEVEL: 'debug' })).toContain('"/health"');
    expect(await askBoth({ LOG_LEVEL: 'error' })).not.toContain('"(other)"');
  });

  test('on SIGTERM is not ready, still answers for the grace, and ends at the second signal', async ({ spawned }) => {
    const { child, out, ended } = spawned(['serve', '--port', '0'], { SHUTDOWN_GRACE_MS: '600000' });
    await expect.poll(out).toContain('curl ');
    const url = address(out());
    child.kill('SIGTERM');
    await expect.poll(async () => (await fetch(`${url}/ready`)).status).toBe(503);
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('connection')).toBe('close');
    child.kill('SIGTERM');
    expect(await ended).toBe(null);
    expect(child.signalCode).toBe('SIGTERM');
  });

  test('on SIGTERM answers what is on its way, takes no more, and ends with 0', async ({ run, spawned }) => {
    const upstream = run(['sandbox', '--port', '0', '--control']);
    await expect.poll(upstream.out).toContain('http://');
    const sandbox = address(upstream.out());
    const { child, out, ended } = spawned(['serve', '--port', '0'], {
      CYCLR_API_URL: sandbox,
      CYCLR_CLIENT_ID: 'sandbox',
      CYCLR_CLIENT_SECRET: 'sandbox',
      AUTH_ROUTER_SECRET: 'a secret of more than 32 characters',
    });
    await expect.poll(out).toContain('started');
    const { url } = JSON.parse(
      out()
        .split('\n')
        .find((line) => line.includes('started')) ?? '{}',
    ) as { url: string };

    await fetch(`${sandbox}/sandbox/faults`, {
      method: 'POST',
      body: '{ fault: "latency", ms: 700, on: "/methods/" }',
    });
    const answer = fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-router-secret': 'a secret of more than 32 characters',
        'x-cyclr-account': 'demo-acme',
      },
      body: '{"query":"mutation { callConnectorMethod(accountConnectorId: 1873, method: \\"Count Contacts\\") }"}',
    });
    const counted = async () => JSON.stringify(await (await fetch(`${sandbox}/sandbox/requests`)).json());
    await expect.poll(counted).toMatch(/methods\/0b0a3b5e/);
    child.kill('SIGTERM');

    expect(await (await answer).json()).toEqual({ data: { callConnectorMethod: [{ total: 4 }] } });
    expect(await ended).toBe(0);
    await expect(fetch(`${url}/health`)).rejects.toThrow('fetch failed');
    expect(out()).toContain('"stopped"');
  });
});
