import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { errors } from 'undici';
import { type Connect, connectTimeoutMs } from '../../src/cyclr/transport.ts';
import type { Random } from './random.ts';

/** Who sends: whoever opened the connection, or whoever took it. */
export type Side = 'request' | 'answer';

/** Takes connections; undefined while nobody listens. */
export type Listener = () => ((connection: Duplex) => void) | undefined;

/** What a process opens connections with. */
export interface Port {
  readonly connect: Connect;
  /** The process is killed: its connections are cut, and it opens no others. */
  kill(): void;
}

/** A piece is on its way for so long at most, in milliseconds. */
export const mostDelayMs = 10;

/** Connections in memory, with the delays of a network and with what goes wrong in one. */
export class Network {
  readonly #random: Random;
  /** New connections are made, or refused, or nobody answers to them. */
  state: 'WORKS' | 'REFUSES' | 'SILENT' = 'WORKS';
  /** The connection on which so many more bytes of a side have passed is cut there. */
  cut: { readonly side: Side; bytes: number } | undefined;

  constructor(random: Random) {
    this.#random = random;
  }

  /** For the next piece, in milliseconds. */
  delay(): number {
    return this.#random.between(1, mostDelayMs);
  }

  open(listener: Listener): Port {
    const ends = new Set<End>();
    let isKilled = false;
    const connect: Connect = (_options, callback) => {
      const end = performance.now() + connectTimeoutMs;
      // As systems do: again after 1 s, 2 s more, 4 s more.
      const knock = (waitMs: number) => {
        const leftMs = end - performance.now();
        const accept = listener();
        if (isKilled) return;
        if (leftMs <= 0) callback(new errors.ConnectTimeoutError('Nobody answered.'), null);
        else if (this.state === 'SILENT') setTimeout(() => knock(2 * waitMs), Math.min(waitMs, leftMs));
        else if (this.state === 'REFUSES' || accept === undefined) callback(failure('ECONNREFUSED'), null);
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

  /** How many of these bytes pass before their connection is cut; undefined where it is not. */
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
  /** When the piece that was sent last arrives. */
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
    // Who answers is done when its answer is there.
    this.#send((other) => {
      other.#arrive(piece.subarray(0, passing));
      done();
    });
    if (passing !== undefined) this.#breakOff();
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

  /** Something on the way cuts the connection: both ends hear of it. */
  #breakOff(): void {
    this.#send((other) => {
      other.destroy(failure('ECONNRESET'));
      this.destroy(failure('ECONNRESET'));
    });
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
    if (this.destroyed) {
      // Whoever sends to a closed end is told.
      if (piece !== null) this.#send((other) => other.destroy(failure('ECONNRESET')));
      return;
    }
    this.#idle?.refresh();
    this.#hasEnded = piece === null;
    this.push(piece);
  }
}
