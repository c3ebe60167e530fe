import { createHash } from 'node:crypto';
import type { AccountConnector, CustomField } from '../connectors/account-connector.ts';
import type { Connector } from '../connectors/connector.ts';
import type { NumberedInputs } from '../connectors/inputs.ts';
import type { ConnectorMethod, InputOption } from '../connectors/method.ts';
import { GatewayError } from '../errors.ts';
import type { AccountConnectorId, AccountId, ConnectorId, MethodId, MethodUniqueIdentifier } from '../ids.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Secret } from '../secret.ts';
import { readBody } from './body.ts';
import { accepted } from './layers/accepted.ts';
import { authorised } from './layers/authorised.ts';
import { retried } from './layers/retried.ts';
import { timed } from './layers/timed.ts';
import { createTokens } from './token.ts';
import { type CyclrResponse, layered, overHttp, pathOf } from './transport.ts';
import {
  decodeAccountConnector,
  decodeAccountConnectors,
  decodeConnectors,
  decodeCustomFields,
  decodeIcon,
  decodeMethods,
  decodeOptions,
} from './wire.ts';

/** For whom Cyclr is asked, and until when. */
export interface Asking {
  readonly account: AccountId;
  readonly requestId: string;
  /** Its reason is a {@link GatewayError}: what the caller is told. */
  readonly signal: AbortSignal;
  /** Told before every call, to count them; what it throws keeps the call from being sent. */
  readonly onSend?: () => void;
}

export interface MethodCall {
  readonly accountConnectorId: AccountConnectorId;
  readonly method: MethodId | MethodUniqueIdentifier;
  readonly inputs: NumberedInputs;
  /** A body of the caller's own, sent in place of the fields. */
  readonly body: Json | undefined;
  /** Sending it twice does what sending it once does. */
  readonly repeatable: boolean;
}

export interface ConnectorPage {
  readonly search: string | undefined;
  readonly category: string | undefined;
  readonly includeCustom: boolean;
  /** From 1 on. */
  readonly page: number;
  readonly pageSize: number;
}

/** The newest release, by name; or one release, by id. */
export type ConnectorRelease =
  | { readonly name: string; readonly version: string | null }
  | { readonly id: ConnectorId };

export interface MethodListing {
  readonly methods: readonly ConnectorMethod[];
  /** The same for two listings that are the same to the byte, and for no others. */
  readonly digest: string;
}

/** The Cyclr API in our words. Every failure is a {@link GatewayError}. */
export interface Cyclr extends AsyncDisposable {
  /** Rejects with `NOT_FOUND` where there is no such account: one that Cyclr gives a token for is there. */
  account(asking: Asking): Promise<void>;
  accountConnectors(asking: Asking): Promise<readonly AccountConnector[]>;
  /** Undefined when the account has none of that id. */
  accountConnector(asking: Asking, id: AccountConnectorId): Promise<AccountConnector | undefined>;
  customFields(asking: Asking, id: AccountConnectorId): Promise<readonly CustomField[]>;
  /** The choices that a trigger of the account connector finds in the third-party app. */
  options(asking: Asking, id: AccountConnectorId, triggerId: string): Promise<readonly InputOption[]>;
  /** One page of the catalogue. */
  connectors(asking: Asking, page: ConnectorPage): Promise<readonly Connector[]>;
  connector(asking: Asking, id: ConnectorId): Promise<Connector | undefined>;
  /** Of the newest release, or of this version; several where Cyclr knows several of the name. */
  connectorsByName(asking: Asking, name: string, version: string | null): Promise<readonly Connector[]>;
  connectorIcon(asking: Asking, id: ConnectorId): Promise<string | null>;
  /** All methods of the newest release of a connector, or of one release by its id; undefined when there is none. */
  methods(asking: Asking, of: ConnectorRelease): Promise<MethodListing | undefined>;
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

  async function get(asking: Asking, path: string): Promise<Json | undefined> {
    return readBody(await ask(asking, path));
  }

  async function ask({ account, requestId, signal, onSend }: Asking, path: string): Promise<CyclrResponse> {
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

    customFields: async (asking, id) =>
      decodeCustomFields(await get(asking, pathOf`/v1.0/account/connectors/${id}/fields`)),

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

    async connectors(asking, { search, category, includeCustom, page, pageSize: size }) {
      const query = new URLSearchParams({
        page: String(page),
        pageSize: String(size),
        includeCustomConnectors: String(includeCustom),
      });
      if (search !== undefined) query.set('query', search);
      if (category !== undefined) query.set('category', category);
      return decodeConnectors(await get(asking, `/v1.0/connectors?${query}`));
    },

    async connector(asking, id) {
      const body = await orNotFound(get(asking, pathOf`/v1.0/connectors/${id}`));
      return body === undefined ? undefined : decodeConnectors(body)[0];
    },

    async connectorsByName(asking, name, version) {
      const path = version === null ? pathOf`/v1.0/connectors/${name}` : pathOf`/v1.0/connectors/${name}/${version}`;
      const body = await orNotFound(get(asking, path));
      return body === undefined ? [] : decodeConnectors(body);
    },

    connectorIcon: async (asking, id) => decodeIcon(await get(asking, pathOf`/v1.0/connectors/${id}`)),

    async methods(asking, of) {
      const response = await orNotFound(ask(asking, methodsPath(of)));
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
