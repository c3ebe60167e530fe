import { request } from 'undici';
import { callerHeaders, startGateway, type StartedGateway } from './gateway.ts';
import type { Load, Loaded } from './load.ts';
import { benchMethods, type Size } from './payloads.ts';
import { cpuOf, forgetPeak, peakOf, type Started, startServer, startWorker } from './processes.ts';
import { proxied, type Work } from './works.ts';

/** What one work cost in one round. */
export interface Cost {
  /** CPU time of a request, in milliseconds. */
  readonly cpuMs: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** A server and how it is asked. */
export interface Target {
  readonly server: Started;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly clients: number;
  readonly isRight: (answer: unknown) => boolean;
}

export interface Bench extends AsyncDisposable {
  readonly upstream: Started;
  readonly gateway: StartedGateway;
  /** The raw proxy, asked for the same answer as a work of this size. */
  ofProxy(size: Size, clients: number): Target;
  ofGateway(work: Work, gateway?: Started): Target;
  /** Asks once and checks the answer; then for some time. */
  measure(target: Target, ms: number): Promise<Cost>;
  /** Upstream calls that a request of a work makes once everything is warm: calls of methods, and all else. */
  countUpstream(work: Work): Promise<{ readonly calls: number; readonly beside: number }>;
  /** The most memory that a gateway of its own has under a work, in MB. */
  peakMemory(work: Work, ms: number): Promise<number>;
}

const fileOf = (name: string) => `${import.meta.dirname}/${name}.ts`;

/** Starts the upstream, the raw proxy, the gateway and the load. @param flags of Node for the gateway */
export async function openBench(flags: readonly string[] = []): Promise<Bench> {
  await using opened = new AsyncDisposableStack();
  const upstream = opened.use(await startServer([fileOf('upstream')], 'beside'));
  const proxy = opened.use(await startServer([fileOf('proxy')], 'measured', { env: { UPSTREAM: upstream.url } }));
  const gateway = opened.use(await startGateway(upstream.url, flags));
  const load = opened.use(startWorker<Loaded>(fileOf('load')));
  const headers = await callerHeaders();

  async function askOnce({ server, path, headers: given, body, isRight }: Target): Promise<number> {
    // Each on a connection of its own: one that is kept may be closed at that moment.
    const response = await request(server.url + path, { method: 'POST', headers: given, body, reset: true });
    const text = await response.body.text();
    if (response.statusCode !== 200 || !isRight(JSON.parse(text)))
      throw new Error(`${path} answered ${response.statusCode}: ${text.slice(0, 500)}`);
    return Buffer.byteLength(text);
  }

  async function run(target: Target, ms: number): Promise<Loaded> {
    const length = await askOnce(target);
    const { server, path, clients, body } = target;
    const loaded = await load.ask({
      url: server.url,
      path,
      headers: target.headers,
      body,
      clients,
      ms,
      length,
    } satisfies Load);
    if (loaded.failures > 0) throw new Error(`${loaded.failures} of ${loaded.requests} answers of ${path} were wrong.`);
    return loaded;
  }

  async function statsOf(): Promise<{ calls: number; beside: number; bad: number; lastBad: string }> {
    const { body } = await request(`${upstream.url}/stats`, { reset: true });
    const stats = (await body.json()) as Awaited<ReturnType<typeof statsOf>>;
    if (stats.bad > 0) throw new Error(`The upstream was asked wrongly: ${stats.lastBad}`);
    return stats;
  }

  const ofGateway = ({ body, clients, isRight }: Work, server: Started = gateway): Target => ({
    server,
    path: '/graphql',
    headers,
    body,
    clients,
    isRight,
  });

  const open = opened.move();
  return {
    upstream,
    gateway,
    ofGateway,
    ofProxy: (size, clients) => ({
      server: proxy,
      headers: { 'content-type': 'application/json' },
      ...proxied(size),
      clients,
      isRight: (answer) =>
        (answer as { readonly records: readonly unknown[] }).records.length === benchMethods[size].records.length,
    }),
    async measure(target, ms) {
      const { pid } = target.server;
      await run(target, ms / 4);
      const before = cpuOf(pid);
      const { requests, p50, p99, ms: took } = await run(target, ms);
      const cpuMs = (cpuOf(pid) - before) / (requests + 1);
      gateway.forgetLog();
      await statsOf();
      return { cpuMs, perSecond: (requests * 1000) / took, p50, p99 };
    },
    async countUpstream(work) {
      const target = ofGateway(work);
      await askOnce(target);
      const before = await statsOf();
      await askOnce(target);
      const after = await statsOf();
      return { calls: after.calls - before.calls, beside: after.beside - before.beside };
    },
    async peakMemory(work, ms) {
      await using own = await startGateway(upstream.url);
      forgetPeak(own.pid);
      await run(ofGateway(work, own), ms);
      return peakOf(own.pid);
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}
