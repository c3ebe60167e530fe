import { createHash } from 'node:crypto';
import type { AccountConnector } from '../connectors/account-connector.ts';
import { GatewayError } from '../errors.ts';
import type { AccountConnectorId } from '../ids.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Secret } from '../secret.ts';
import { readBody } from './body.ts';
import { accepted } from './layers/accepted.ts';
import { authorised } from './layers/authorised.ts';
import { retried } from './layers/retried.ts';
import { timed } from './layers/timed.ts';
import { createTokens } from './token.ts';
import type { CallScope, ConnectorRelease, Cyclr, MethodCall } from './cyclr.ts';
import { pathOf } from './path.ts';
import { type CyclrResponse, layered } from './send.ts';
import { overHttp } from './transport.ts';
import {
  decodeAccountConnector,
  decodeAccountConnectors,
  decodeConnectors,
  decodeCustomFields,
  decodeIcon,
  decodeMethods,
  decodeOptions,
} from './wire.ts';

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

  async function get(scope: CallScope, path: string): Promise<Json | undefined> {
    return readBody(await ask(scope, path));
  }

  async function ask({ account, requestId, signal, onSend }: CallScope, path: string): Promise<CyclrResponse> {
    onSend?.();
    return send({
      method: 'GET',
      path,
      account,
      requestId,
      signal,
      repeatable: true,
      reachesApp: false,
    });
  }

  return {
    async account({ account, signal, onSend }) {
      if (!tokens.has(account)) onSend?.();
      await tokens.of(account, signal);
    },

    async accountConnectors(scope) {
      const found = new Map<AccountConnectorId, AccountConnector>();
      for (let page = 1; page <= mostPages; page++) {
        const body = await get(
          scope,
          pathOf`/v1.0/account/connectors?page=${String(page)}&pageSize=${String(pageSize)}`,
        );
        const listed = decodeAccountConnectors(body, scope.account);
        const before = found.size;
        for (const one of listed) found.set(one.id, one);
        // A server that ignores `page` answers with the same ones again.
        if (listed.length < pageSize || found.size === before) break;
      }
      return [...found.values()];
    },

    async accountConnector(scope, id) {
      const body = await orNotFound(get(scope, pathOf`/v1.0/account/connectors/${id}`));
      return body === undefined ? undefined : decodeAccountConnector(body, scope.account);
    },

    customFields: async (scope, id) =>
      decodeCustomFields(await get(scope, pathOf`/v1.0/account/connectors/${id}/fields`)),

    async options({ account, requestId, signal, onSend }, id, triggerId) {
      onSend?.();
      const response = await send({
        method: 'POST',
        path: pathOf`/v1.0/account/connectors/${id}/triggers/${triggerId}`,
        account,
        requestId,
        signal,
        headers: { 'content-type': 'application/json' },
        body: '{}',
        repeatable: true,
        reachesApp: true,
      });
      return decodeOptions(readBody(response));
    },

    async connectors(scope, { search, category, includeCustom, page, pageSize: size }) {
      const query = new URLSearchParams({
        page: String(page),
        pageSize: String(size),
        includeCustomConnectors: String(includeCustom),
      });
      if (search !== undefined) query.set('query', search);
      if (category !== undefined) query.set('category', category);
      return decodeConnectors(await get(scope, `/v1.0/connectors?${query}`));
    },

    async connector(scope, id) {
      const body = await orNotFound(get(scope, pathOf`/v1.0/connectors/${id}`));
      return body === undefined ? undefined : decodeConnectors(body)[0];
    },

    async connectorsByName(scope, name, version) {
      const path = version === null ? pathOf`/v1.0/connectors/${name}` : pathOf`/v1.0/connectors/${name}/${version}`;
      const body = await orNotFound(get(scope, path));
      return body === undefined ? [] : decodeConnectors(body);
    },

    connectorIcon: async (scope, id) => decodeIcon(await get(scope, pathOf`/v1.0/connectors/${id}`)),

    async methods(scope, of) {
      const response = await orNotFound(ask(scope, methodsPath(of)));
      if (response === undefined) return undefined;
      const digest = createHash('sha256').update(response.body).digest('base64');
      return { methods: decodeMethods(readBody(response)), digest };
    },

    async callMethod({ account, requestId, signal, onSend }, call) {
      onSend?.();
      const { path, body } = wireOf(call);
      const response = await send({
        method: 'POST',
        path,
        account,
        requestId,
        signal,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        repeatable: call.repeatable,
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

/** What a call is on the wire: the path, and the body before it is written as text. */
export function wireOf({ accountConnectorId, method, inputs, body }: Omit<MethodCall, 'repeatable'>): {
  readonly path: string;
  readonly body: JsonObject;
} {
  const path = pathOf`/v1.0/account/connectors/${accountConnectorId}/methods/${method}`;
  if (body === undefined) return { path, body: { ...inputs } };
  const { Parameters, Mergefields } = inputs;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { path: `${path}/body`, body: { Parameters, Mergefields, Body: text } };
}

function methodsPath(of: ConnectorRelease): string {
  if ('id' in of) return pathOf`/v1.0/connectors/${of.id}/methods`;
  return of.version === null
    ? pathOf`/v1.0/connectors/${of.name}/methods`
    : pathOf`/v1.0/connectors/${of.name}/${of.version}/methods`;
}

/** Undefined for what is not there; an account that is not there is an error. */
async function orNotFound<Value>(answer: Promise<Value>): Promise<Value | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'NOT_FOUND' && !('account' in error.details)) return undefined;
    throw error;
  }
}
