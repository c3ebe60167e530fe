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

  has(name: string): boolean {
    return this.#headers[name.toLowerCase()] !== undefined;
  }

  /** Is aborted when the connection closes before the whole answer is given to it. `then` is called when it closes in any case. */
  watch(response: ServerResponse, then: () => void): void {
    response.once('close', () => {
      if (!response.writableFinished) this.abort(callerLeft);
      then();
    });
  }
}

const callerLeft = new GatewayError('CLIENT_CLOSED', 'The caller closed the connection.');
