import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { errors } from 'undici';
import { type Connect, connectTimeoutMs } from '../../src/cyclr/transport.ts';
import type { Random } from './random.ts';

/** Who sends: whoever opened the connection, or whoever took it. */
export type Side = 'request' | 'answer';

/** Takes connections; undefined while nobody listens. */
export type Listener = () => ((connection: Duplex) => void) | undefined;

/** What opens connections for one process. */
export interface Port {
  readonly connect: Connect;
  /** Ends the process as a kill does: its connections are cut, and it opens no others. */
  kill(): void;
}

/** Connections in memory, with the delays of a network and what goes wrong in one. */
export class Network {
  readonly #random: Random;
  /** How long a piece is on its way at most, in milliseconds. */
  readonly mostMs: number;
  /** New connections are refused, or nobody answers to them. */
  state: 'WORKS' | 'REFUSES' | 'SILENT' = 'WORKS';
  /** The connection on which this many more bytes of a side have passed is cut there. */
  cut: { readonly side: Side; bytes: number } | undefined;

  constructor(random: Random, mostMs: number) {
    this.#random = random;
    this.mostMs = mostMs;
  }

  /** How long the next piece is on its way, in milliseconds. */
  delay(): number {
    return this.#random.between(1, this.mostMs);
  }

  open(listener: Listener): Port {
    const ends = new Set<End>();
    let isKilled = false;
    const connect: Connect = (_options, callback) => {
      const end = performance.now() + connectTimeoutMs;
      const knock = (waitMs: number) => {
        // A process that was killed hears of nothing.
        if (isKilled) return;
        const leftMs = end - performance.now();
        const accept = listener();
        if (leftMs <= 0) callback(new errors.ConnectTimeoutError('Nobody answered.'), null);
        else if (this.state === 'SILENT') setTimeout(() => knock(2 * waitMs), Math.min(waitMs, leftMs));
        else if (this.state !== 'WORKS' || accept === undefined) callback(failure('ECONNREFUSED'), null);
        else {
          const [near, far] = this.#link();
          ends.add(near);
          near.once('close', () => ends.delete(near));
          accept(far);
          callback(null, near as unknown as Socket);
        }
      };
      setTimeout(() => knock(1000), this.delay());
    };
    const kill = () => {
      isKilled = true;
      for (const end of ends) end.resetAndDestroy();
    };
    return { connect, kill };
  }

  #link(): readonly [End, End] {
    const near = new End(this, 'request');
    const far = new End(this, 'answer');
    [near.other, far.other] = [far, near];
    return [near, far];
  }

  /** How many of these bytes pass before the connection is cut; undefined where it is not. */
  passing(side: Side, bytes: number): number | undefined {
    const { cut } = this;
    if (cut?.side !== side) return undefined;
    cut.bytes -= bytes;
    if (cut.bytes >= 0) return undefined;
    this.cut = undefined;
    return bytes + cut.bytes;
  }
}

function failure(code: 'ECONNREFUSED' | 'ECONNRESET'): Error {
  return Object.assign(new Error(code), { code });
}

/** One end of a connection: as much of a socket as HTTP uses. */
class End extends Duplex {
  readonly #network: Network;
  readonly #side: Side;
  other: End | undefined;
  /** When the last piece that was sent arrives. */
  #arrivesAt = 0;
  #hasEnded = false;
  #idle: NodeJS.Timeout | undefined;

  constructor(network: Network, side: Side) {
    super();
    this.#network = network;
    this.#side = side;
  }

  override _read(): void {}

  override _write(piece: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#idle?.refresh();
    const passing = this.#network.passing(this.#side, piece.length);
    this.#send((other) => other.#arrive(passing === undefined ? piece : piece.subarray(0, passing)));
    if (passing !== undefined) this.#break();
    done();
  }

  override _final(done: () => void): void {
    this.#send((other) => other.#arrive(null));
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    clearTimeout(this.#idle);
    this.#send((other) => other.#arrive(null));
    done(error);
  }

  resetAndDestroy(): this {
    this.#send((other) => other.destroy(failure('ECONNRESET')));
    return this.destroy();
  }

  destroySoon(): void {
    this.end(() => this.destroy());
  }

  setTimeout(ms: number, callback?: () => void): this {
    clearTimeout(this.#idle);
    if (callback !== undefined) this.once('timeout', callback);
    this.#idle = ms > 0 ? setTimeout(() => this.emit('timeout'), ms) : undefined;
    return this;
  }

  /** Something on the way cuts the connection: both ends learn of it, each in its own time. */
  #break(): void {
    this.#send((other) => other.destroy(failure('ECONNRESET')));
    if (this.other !== undefined) this.other.#send((own) => own.destroy(failure('ECONNRESET')));
  }

  /** Pieces arrive in the order in which they were sent. */
  #send(arrive: (other: End) => void): void {
    const { other } = this;
    if (other === undefined) return;
    this.#arrivesAt = Math.max(performance.now() + this.#network.delay(), this.#arrivesAt);
    setTimeout(() => arrive(other), this.#arrivesAt - performance.now());
  }

  #arrive(piece: Buffer | null): void {
    if (this.#hasEnded) return;
    // Whoever sends to a closed end is told so.
    if (this.destroyed) {
      if (piece !== null) this.#send((other) => other.destroy(failure('ECONNRESET')));
      return;
    }
    this.#idle?.refresh();
    this.#hasEnded = piece === null;
    this.push(piece);
  }
}
