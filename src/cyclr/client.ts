import type { AccountConnector } from '../connectors/account-connector.ts';
import { GatewayError } from '../errors.ts';
import type { AccountConnectorId, AccountId, MethodId, MethodUniqueIdentifier } from '../ids.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Secret } from '../secret.ts';
import { readBody } from './body.ts';
import { accepted } from './layers/accepted.ts';
import { authorised } from './layers/authorised.ts';
import { retried } from './layers/retried.ts';
import { timed } from './layers/timed.ts';
import { createTokens } from './token.ts';
import { layered, overHttp, pathOf } from './transport.ts';
import { decodeAccountConnector, decodeAccountConnectors } from './wire.ts';

/** For whom Cyclr is asked, and until when. */
export interface Asking {
  readonly account: AccountId;
  readonly requestId: string;
  /** Its reason is a {@link GatewayError}: what the caller is told. */
  readonly signal: AbortSignal;
  /** Told of every call that is made, to count them. */
  readonly onSend?: () => void;
}

export interface MethodCall {
  readonly accountConnectorId: AccountConnectorId;
  readonly method: MethodId | MethodUniqueIdentifier;
  readonly body: MethodCallBody;
  /** Sending it twice does what sending it once does. */
  readonly repeatable: boolean;
}

/** Keyed by the numbers of one release. */
export interface MethodCallBody {
  readonly Parameters: JsonObject;
  readonly Fields: JsonObject;
  readonly Mergefields: JsonObject;
}

/** The Cyclr API in our words. Every failure is a {@link GatewayError}. */
export interface Cyclr extends AsyncDisposable {
  accountConnectors(asking: Asking): Promise<readonly AccountConnector[]>;
  /** Undefined when the account has none of that id. */
  accountConnector(asking: Asking, id: AccountConnectorId): Promise<AccountConnector | undefined>;
  /** The third-party app's answer; undefined when it is empty. */
  callMethod(asking: Asking, call: MethodCall): Promise<Json | undefined>;
  /** Rejects when no token can be had. */
  ready(): Promise<void>;
}

export interface CyclrOptions {
  /** Without `/v1.0`. */
  readonly url: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** One try, in milliseconds. */
  readonly timeoutMs: number;
  /** The largest answer, in bytes after decompression. */
  readonly maxAnswerBytes: number;
}

const connections = 256;
const maxTokens = 10_000;
const tries = 3;
const pageSize = 1000;
const mostPages = 100;

export function createCyclr({ url, tokenUrl, clientId, clientSecret, timeoutMs, maxAnswerBytes }: CyclrOptions): Cyclr {
  const http = overHttp({ url, connections, maxAnswerBytes });
  const tokens = createTokens({ tokenUrl, clientId, clientSecret, timeoutMs, maxAccounts: maxTokens });
  const send = layered(http.send, [retried(tries), accepted(), authorised(tokens), timed(timeoutMs)]);

  async function get({ account, requestId, signal, onSend }: Asking, path: string): Promise<Json | undefined> {
    onSend?.();
    const response = await send({
      method: 'GET',
      path,
      account,
      requestId,
      signal,
      repeatable: true,
      reachesApp: false,
    });
    return readBody(response);
  }

  return {
    async accountConnectors(asking) {
      const found = new Map<AccountConnectorId, AccountConnector>();
      for (let page = 1; page <= mostPages; page++) {
        const body = await get(
          asking,
          pathOf`/v1.0/account/connectors?page=${String(page)}&pageSize=${String(pageSize)}`,
        );
        const listed = decodeAccountConnectors(body, asking.account);
        const before = found.size;
        for (const one of listed) found.set(one.id, one);
        // A server that ignores `page` answers with the same ones again.
        if (listed.length < pageSize || found.size === before) break;
      }
      return [...found.values()];
    },

    async accountConnector(asking, id) {
      const body = await orNotFound(get(asking, pathOf`/v1.0/account/connectors/${id}`));
      return body === undefined ? undefined : decodeAccountConnector(body, asking.account);
    },

    async callMethod({ account, requestId, signal, onSend }, { accountConnectorId, method, body, repeatable }) {
      onSend?.();
      const response = await send({
        method: 'POST',
        path: pathOf`/v1.0/account/connectors/${accountConnectorId}/methods/${method}`,
        account,
        requestId,
        signal,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        repeatable,
        reachesApp: true,
      });
      try {
        return readBody(response);
      } catch (error) {
        throw error instanceof GatewayError ? error.onTheWay() : error;
      }
    },

    ready: () => tokens.check(),

    async [Symbol.asyncDispose]() {
      await Promise.all([http[Symbol.asyncDispose](), tokens[Symbol.asyncDispose]()]);
    },
  };
}

async function orNotFound<Value>(answer: Promise<Value>): Promise<Value | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'NOT_FOUND') return undefined;
    throw error;
  }
}
