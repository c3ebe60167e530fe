import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { AnswerRule } from '../../src/catalog/rules.ts';
import type { Config } from '../../src/config/config.ts';
import { createGateway, type Gateway } from '../../src/gateway.ts';
import { createDrain, type Drain } from '../../src/http/server/drain.ts';
import { createHttpServer } from '../../src/http/server/server.ts';
import { closeUntaken } from '../../src/http/server/taken.ts';
import type { Log } from '../../src/telemetry/log.ts';
import { openUpstream } from '../../src/upstream.ts';
import type { Listener, Network, Port } from './network.ts';
import type { SharedStore, StorePort } from './store.ts';

export interface ReplicaOptions {
  readonly config: Config;
  /** The network to Cyclr, and what takes connections there. */
  readonly cyclr: Network;
  readonly listener: Listener;
  readonly store: SharedStore;
  readonly rules: readonly AnswerRule[];
  readonly onBug: (what: string) => void;
}

/** A place in which a gateway runs, and another after it. */
export class Replica {
  readonly #options: ReplicaOptions;
  #process: Process | undefined;
  /** Of processes that still answer what is on its way. */
  readonly #ending = new Set<Promise<void>>();

  constructor(options: ReplicaOptions) {
    this.#options = options;
  }

  /** Takes connections; undefined while nothing runs here. */
  get accept(): ((connection: Duplex) => void) | undefined {
    const running = this.#process;
    return running && ((connection) => running.accept(connection));
  }

  async start(): Promise<void> {
    this.#process ??= await startProcess(this.#options);
  }

  kill(): void {
    this.#process?.kill();
    this.#process = undefined;
  }

  /** Takes no new connections; ends when what is on its way is answered. */
  end(): void {
    const running = this.#process;
    this.#process = undefined;
    if (running === undefined) return;
    const ended = running.end().finally(() => this.#ending.delete(ended));
    this.#ending.add(ended);
  }

  /** Resolves when nothing runs here any more. */
  async close(): Promise<void> {
    this.end();
    await Promise.all(this.#ending);
  }
}

interface Process {
  accept(connection: Duplex): void;
  kill(): void;
  end(): Promise<void>;
}

async function startProcess({
  config,
  cyclr,
  listener,
  store: shared,
  rules,
  onBug,
}: ReplicaOptions): Promise<Process> {
  const port: Port = cyclr.open(listener);
  const memory: StorePort = shared.open();
  let isKilled = false;
  const log = quietLog((what) => {
    if (!isKilled) onBug(what);
  });
  const upstream = await openUpstream(config, { connect: port.connect });
  const gateway: Gateway = await createGateway(config, {
    log,
    catalogs: [],
    rules,
    upstream,
    store: memory.store,
  });
  const server: Server = createHttpServer(gateway.listener, config);
  closeUntaken(server, config.requestDeadlineMs + config.limits.answerMs);
  const drain: Drain = createDrain(server);
  const connections = new Set<Duplex & { resetAndDestroy?: () => void }>();
  let answering = 0;
  let onIdle: (() => void) | undefined;
  server.prependListener('request', (_request, response) => {
    answering += 1;
    response.once('close', () => {
      answering -= 1;
      if (answering === 0) onIdle?.();
    });
  });

  return {
    accept(connection) {
      connections.add(connection);
      connection.once('close', () => connections.delete(connection));
      server.emit('connection', connection);
    },
    kill() {
      isKilled = true;
      port.kill();
      memory.kill();
      for (const connection of connections) connection.resetAndDestroy?.();
      // Frees its memory. Nothing that it does reaches anybody.
      void gateway[Symbol.asyncDispose]();
    },
    async end() {
      gateway.retire();
      drain.start();
      if (answering > 0) {
        await new Promise<void>((resolve) => {
          onIdle = resolve;
        });
      }
      for (const connection of connections) connection.end();
      await gateway.endWrites();
      await gateway[Symbol.asyncDispose]();
      port.kill();
    },
  };
}

/** Logs nothing but bugs. */
function quietLog(onBug: (what: string) => void): Log {
  const nothing = () => {};
  return {
    started: nothing,
    stopped: nothing,
    request: nothing,
    call: nothing,
    breaker: nothing,
    warning: nothing,
    bug: ({ error, stack = '' }) => onBug(`${error}\n${stack}`),
  };
}
