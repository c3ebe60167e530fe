import { createHash } from 'node:crypto';
import type { AccountConnector } from '../connectors/account-connector.ts';
import { noRules } from '../connectors/method-rules.ts';
import { GatewayError } from '../errors.ts';
import type { AccountConnectorId } from '../ids.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Secret } from '../secret.ts';
import type { Answer } from './answer.ts';
import { accepted } from './layers/accepted.ts';
import { budgeted } from './layers/budgeted.ts';
import { authorised } from './layers/authorised.ts';
import { committed } from './layers/committed.ts';
import { guarded } from './layers/guarded.ts';
import { paused } from './layers/paused.ts';
import { queued } from './layers/queued.ts';
import { retried } from './layers/retried.ts';
import { type BreakerListener, createBreakers } from './breakers.ts';
import { FairQueue } from './fair-queue.ts';
import { createRetryBudget } from './retry-budget.ts';
import { createTokens } from './token.ts';
import type { CallScope, ConnectorRelease, Cyclr, MethodCall } from './cyclr.ts';
import { pathOf } from './path.ts';
import { type CyclrRequest, layered, type RequestSubject } from './send.ts';
import { type Connect, overHttp } from './transport.ts';
import {
  decodeAccountConnector,
  decodeAccountConnectors,
  decodeConnectors,
  decodeCustomFields,
  decodeMethods,
  decodeOptions,
} from './wire.ts';
import { limits as defaults, type Limits } from '../limits.ts';

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
  /** @default over the network */
  readonly connect?: Connect | undefined;
  /** @default the defaults of all limits */
  readonly limits?: Limits;
  /** Told whenever calls begin to be held back, and whenever that ends. */
  readonly onBreaker?: BreakerListener | undefined;
}

const pageSize = 1000;

export function createCyclr(options: CyclrOptions): Cyclr {
  const { url, tokenUrl, clientId, clientSecret, timeoutMs, maxAnswerBytes } = options;
  const { connect, limits = defaults, onBreaker } = options;
  const http = overHttp({ url, connections: limits.upstreamConnections, maxAnswerBytes, timeoutMs, connect });
  const { upstreamTokens: maxAccounts, upstreamTries: tries } = limits;
  const tokens = createTokens({ tokenUrl, clientId, clientSecret, timeoutMs, connect, maxAccounts, limits });
  const queue = new FairQueue({ limits });
  const breakers = createBreakers({
    limits,
    onChange: (subject, state, refusal) => {
      const { account, accountConnectorId = '' } = subject;
      // What waits for an application that does not answer would wait for nothing.
      if (state === 'OPEN' && account !== undefined) queue.shed(account, accountConnectorId, refusal);
      onBreaker?.(subject, state, refusal);
    },
  });
  const send = layered(http.send, [
    // The whole request
    budgeted(),
    retried({ tries, budget: createRetryBudget({ limits }) }),
    // Each try
    guarded(breakers),
    paused({ limits }),
    accepted(),
    authorised({ tokens }),
    queued(queue),
    committed(),
  ]);

  /** The one place that makes requests. */
  function ask(scope: CallScope, path: string, call: Partial<CyclrRequest> = {}): Promise<Answer> {
    const { account, requestId, signal, endsAt, budget, isBackground = false } = scope;
    return send({
      method: 'GET',
      path,
      account,
      requestId,
      signal,
      endsAt,
      budget,
      isBackground,
      about: {},
      rules: noRules,
      repeatable: true,
      reachesApp: false,
      ...call,
    });
  }

  async function get(scope: CallScope, path: string, about: RequestSubject = {}): Promise<Json | undefined> {
    return (await ask(scope, path, { about })).data();
  }

  return {
    async account({ account, signal, budget }) {
      if (!tokens.has(account)) budget?.take();
      await tokens.of(account, signal);
    },

    async accountConnectors(scope) {
      const found = new Map<AccountConnectorId, AccountConnector>();
      for (let page = 1; page <= limits.accountConnectorPages; page++) {
        const body = await get(
          scope,
          pathOf`/v1.0/account/connectors?page=${String(page)}&pageSize=${String(pageSize)}`,
        );
        const listed = decodeAccountConnectors(body, scope.account);
        const before = found.size;
        for (const one of listed) found.set(one.id, one);
        // A server that ignores `page` answers the same page again.
        if (listed.length < pageSize || found.size === before) break;
      }
      return [...found.values()];
    },

    async accountConnector(scope, id) {
      const body = await orNotFound(get(scope, pathOf`/v1.0/account/connectors/${id}`, { accountConnectorId: id }));
      return body === undefined ? undefined : decodeAccountConnector(body, scope.account);
    },

    customFields: async (scope, id) =>
      decodeCustomFields(await get(scope, pathOf`/v1.0/account/connectors/${id}/fields`, { accountConnectorId: id })),

    async options(scope, id, triggerId) {
      const answer = await ask(scope, pathOf`/v1.0/account/connectors/${id}/triggers/${triggerId}`, {
        ...posted({}),
        about: { accountConnectorId: id, kind: 'READ' },
        reachesApp: true,
      });
      return decodeOptions(answer.data());
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

    async methods(scope, of) {
      const answer = await orNotFound(ask(scope, methodsPath(of)));
      if (answer === undefined) return undefined;
      const digest = createHash('sha256').update(answer.bytes).digest('base64');
      return { ...decodeMethods(answer.data()), digest };
    },

    async callMethod(scope, call) {
      const { path, body } = wireOf(call);
      const { accountConnectorId, connector, method, kind, rules, commit } = call;
      return ask(scope, path, {
        ...posted(body),
        about: { accountConnectorId, connector, method, kind },
        repeatable: kind === 'READ',
        reachesApp: true,
        rules,
        commit,
      });
    },

    ready: () => tokens.check(),

    breakers: () => breakers.states(),

    calls: () => queue.size,

    async [Symbol.asyncDispose]() {
      await Promise.all([http[Symbol.asyncDispose](), tokens[Symbol.asyncDispose]()]);
    },
  };
}

function posted(body: JsonObject): Pick<CyclrRequest, 'method' | 'headers' | 'body'> {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/**
 * The request of a call: its path, and its body before it is written as text.
 *
 * @see docs/cyclr.md#data-on-demand
 */
export function wireOf({
  accountConnectorId,
  method,
  inputs,
  body,
}: Pick<MethodCall, 'accountConnectorId' | 'method' | 'inputs' | 'body'>): {
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
    if (error instanceof GatewayError && error.code === 'NOT_FOUND' && !error.isAccountMissing) return undefined;
    throw error;
  }
}
