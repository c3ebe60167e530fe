import type { IncomingMessage, ServerResponse } from 'node:http';
import { GatewayError } from '../../errors.ts';
import { Aborter } from '../../signal.ts';
import type { HttpRequest, RequestHeaders, RequestUrl } from '../exchange.ts';

/** A request of `node:http` as the rules see one: nothing is made of it that nobody asks for. */
export class NodeRequest extends Aborter implements HttpRequest, RequestHeaders {
  readonly method: string;
  readonly body: IncomingMessage;
  readonly parsedUrl: RequestUrl;
  readonly #headers: IncomingMessage['headers'];

  /** @param url What its target stands for. Whatever host was asked for, nothing is made of it. */
  constructor(request: IncomingMessage, url: RequestUrl) {
    super();
    this.method = request.method ?? '';
    this.body = request;
    this.parsedUrl = url;
    this.#headers = request.headers;
  }

  get url(): string {
    return `http://${this.#headers.host ?? 'localhost'}${this.body.url ?? ''}`;
  }

  get headers(): RequestHeaders {
    return this;
  }

  get signal(): Aborter {
    return this;
  }

  get(name: string): string | null {
    const value = this.#headers[name.toLowerCase()];
    return (Array.isArray(value) ? value.join(', ') : value) ?? null;
  }

  /** False for an empty one, as the other way of a request has it. */
  has(name: string): boolean {
    return (this.#headers[name.toLowerCase()]?.length ?? 0) > 0;
  }

  /** By the stream's own events: a `for await` of it makes an iterator, listeners and promises for every request. */
  readBody(mostBytes: number, drainBytes: number): Promise<Buffer | undefined> {
    const { body } = this;
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let size = 0;
      body.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= mostBytes) chunks.push(chunk);
        else chunks.length = 0;
        if (size > mostBytes && size > drainBytes) {
          resolve(undefined);
          body.destroy();
        }
      });
      body.on('end', () => resolve(size > mostBytes ? undefined : (only(chunks) ?? Buffer.concat(chunks))));
      body.on('error', reject);
      body.on('close', () => reject(callerLeft));
    });
  }

  /** Is aborted when the connection closes before the whole answer is given to it. `then` is called when it closes in any case. */
  watch(response: ServerResponse, then: () => void): void {
    response.once('close', () => {
      if (!response.writableFinished) this.abort(callerLeft);
      then();
    });
  }
}

function only<One>(list: readonly One[]): One | undefined {
  return list.length === 1 ? list[0] : undefined;
}

const callerLeft = new GatewayError('CLIENT_CLOSED', 'The caller closed the connection.');
