import type { Dispatcher } from 'undici';
import { GatewayError } from '../errors.ts';
import { joined } from '../spans/pieces.ts';
import type { Signal } from '../signal.ts';
import { Answer, type AnswerHeaders } from './answer.ts';
import { decompressed } from './decompress.ts';
import type { CyclrRequest } from './send.ts';
import { answerTooLarge } from './too-large.ts';

export interface AnswerReaderOptions {
  readonly request: CyclrRequest;
  /** The largest answer, in bytes after decompression. */
  readonly maxBytes: number;
  /** Of this try, in milliseconds. */
  readonly timeoutMs: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (failure: GatewayError) => void;
}

/**
 * Reads the answer of one request that undici sends, whole, and says what it means when there is none. It ends at once
 * when the request's signal is aborted, or when its time is over: also while the request still waits for a connection,
 * which then does not send it any more.
 */
export class AnswerReader implements Dispatcher.DispatchHandler {
  readonly #options: AnswerReaderOptions;
  readonly #timer: NodeJS.Timeout;
  readonly #pieces: Buffer[] = [];
  #size = 0;
  #status = 0;
  #headers: AnswerHeaders = {};
  /** There once the request was given a connection: from then on any of it may have left. */
  #controller: Dispatcher.DispatchController | undefined;
  #isSettled = false;

  constructor(options: AnswerReaderOptions) {
    this.#options = options;
    const { request, timeoutMs } = options;
    this.#timer = setTimeout(() => this.#cancel(timedOut(timeoutMs)), timeoutMs);
    request.signal.addEventListener('abort', this.#leave, { once: true });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#isSettled) controller.abort(notWanted);
    else this.#controller = controller;
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    // An informational answer comes before the answer.
    if (status < 200) return;
    this.#status = status;
    this.#headers = firstOfEach(headers);
  }

  onResponseData(_controller: Dispatcher.DispatchController, piece: Buffer): void {
    const { maxBytes } = this.#options;
    this.#size += piece.length;
    if (this.#size > maxBytes) this.#fail(this.#onTheWay(answerTooLarge(maxBytes)));
    else this.#pieces.push(piece);
  }

  onResponseEnd(): void {
    if (!this.#settle()) return;
    const encoding = this.#headers['content-encoding'];
    const { maxBytes, resolve, reject } = this.#options;
    if (encoding === undefined) {
      resolve(new Answer(this.#status, this.#headers, this.#pieces));
      return;
    }
    decompressed(joined(this.#pieces), encoding, maxBytes).then(
      (decoded) => resolve(new Answer(this.#status, this.#headers, decoded)),
      (cause: unknown) => reject(this.#onTheWay(cause instanceof GatewayError ? cause : brokenOff(cause))),
    );
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, cause: unknown): void {
    if (this.#status !== 0) this.#fail(this.#onTheWay(brokenOff(cause)));
    else this.#fail(this.#unreachable(cause));
  }

  readonly #leave = (): void => this.#cancel(reasonOf(this.#options.request.signal));

  #cancel(reason: GatewayError): void {
    this.#fail(this.#controller === undefined ? reason : this.#onTheWay(reason));
  }

  #fail(failure: GatewayError): void {
    if (!this.#settle()) return;
    this.#pieces.length = 0;
    this.#options.reject(failure);
    this.#controller?.abort(notWanted);
  }

  /** False where it was settled before. */
  #settle(): boolean {
    if (this.#isSettled) return false;
    this.#isSettled = true;
    clearTimeout(this.#timer);
    this.#options.request.signal.removeEventListener('abort', this.#leave);
    return true;
  }

  #onTheWay(failure: GatewayError): GatewayError {
    return this.#options.request.reachesApp ? failure.onTheWay() : failure;
  }

  #unreachable(cause: unknown): GatewayError {
    const hasStarted = this.#controller !== undefined;
    return new GatewayError(
      'UPSTREAM_UNAVAILABLE',
      hasStarted ? 'Cyclr closed the connection without an answer.' : 'Cyclr cannot be reached. Try again in a moment.',
      {
        effect: this.#options.request.reachesApp && hasStarted ? 'UNKNOWN' : 'NONE',
        unsent: hasStarted ? undefined : 'NOT_CONNECTED',
        cause,
      },
    );
  }
}

/** Only undici sees it. */
const notWanted = new Error('Nobody waits for the answer.');

/** Why the caller's signal was aborted. */
export function reasonOf({ reason }: Signal): GatewayError {
  return reason instanceof GatewayError
    ? reason
    : new GatewayError('TIMEOUT', 'The call was cancelled.', { cause: reason });
}

function timedOut(ms: number): GatewayError {
  return new GatewayError('TIMEOUT', `Cyclr did not answer within ${Math.round(ms)} ms.`);
}

function brokenOff(cause: unknown): GatewayError {
  return new GatewayError('UPSTREAM_INVALID', "Cyclr's answer broke off before its end.", { effect: 'NONE', cause });
}

function firstOfEach(headers: Readonly<Record<string, string | string[] | undefined>>): AnswerHeaders {
  const found: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) found[name] = first;
  }
  return found;
}
