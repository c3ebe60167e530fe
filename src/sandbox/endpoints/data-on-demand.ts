import { buildBody, parseLocation } from '../../connectors/location.ts';
import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import { type AppAnswer, type AppRequest } from '../answers/exchange.ts';
import { member, toObject, toText } from '../wire/coerce.ts';
import { parseLenientJson } from '../wire/lenient-json.ts';
import { invalid, jsonType, message, Refusal, type Reply } from '../wire/reply.ts';
import type { Method } from '../world/release.ts';
import { credentialsOf, findMethod, type Installed } from '../world/world.ts';
import { type AccountHandler, accountRoute, installedOf, type Relay, type Route } from './route.ts';

/** Calls of methods: what Cyclr calls data on demand. */
export const dataOnDemandRoutes: readonly Route[] = [
  accountRoute('GET POST', 'account/connectors/:id/methods/:method', call(false)),
  accountRoute('POST', 'account/connectors/:id/methods/:method/body', call(true)),
  accountRoute('GET POST', 'account/connectors/:id/test/:method', call(false)),
];

function call(withBody: boolean): AccountHandler {
  return async (exchanging) => {
    const { ask, path, relay } = exchanging;
    const installed = installedOf(exchanging);
    const method = findMethod(installed, path['method'] ?? '');
    const given = ask.method === 'GET' ? {} : ask.body();
    if (given !== undefined && !isJsonObject(given)) throw invalid();
    const request = {
      ...(withBody ? requestWithBody(method, given) : requestOf(method, given)),
      ...credentialsOf(installed),
    };
    if (method.scenario.MethodType !== undefined && method.scenario.MethodType !== 'Action') {
      throw new Refusal(400, `The method '${method.scenario.Name}' cannot be called.`);
    }
    return relayed(await answerOf(installed, method, request), relay, method);
  };
}

type Inputs = Omit<AppRequest, 'properties' | 'authValue'>;

/** The third-party app's answer; a 401 of its own where its credentials are gone. */
async function answerOf(installed: Installed, method: Method, request: AppRequest): Promise<AppAnswer> {
  if (!installed.authenticated) {
    return {
      status: 401,
      contentType: jsonType,
      body: JSON.stringify({ message: 'The access token is not valid any more.' }),
    };
  }
  return method.exchange(request, installed.records);
}

function requestOf(method: Method, given: Json | undefined): Inputs {
  const fields = numbered(toObject(member(given, 'Fields')), method.requestFields, 'Field');
  const placed = Object.entries(fields).map(([id, value]) => {
    const field = method.requestFields.find(({ Id }) => String(Id) === id);
    return { location: field?.Location ?? '', value };
  });
  return {
    parameters: parametersOf(method, given),
    fields: Object.fromEntries(placed.map(({ location, value }): [string, Json] => [location, value])),
    body:
      placed.length === 0
        ? undefined
        : buildBody(placed.map(({ location, value }) => ({ location: parseLocation(location), value }))),
  };
}

/** `/body`: the body as a text, an object, or a list, under any of the names that are said to work. */
function requestWithBody(method: Method, given: Json | undefined): Inputs {
  const raw = member(given, 'Body') ?? member(given, 'Content');
  return { parameters: parametersOf(method, given), fields: {}, body: typeof raw === 'string' ? readRaw(raw) : raw };
}

function readRaw(text: string): Json {
  try {
    return parseLenientJson(text);
  } catch {
    return text;
  }
}

function parametersOf(method: Method, given: Json | undefined): JsonObject {
  const byId = numbered(toObject(member(given, 'Parameters')), method.parameters, 'Parameter');
  const entries = method.parameters.flatMap((parameter): [string, Json][] => {
    const value = byId[String(parameter.Id)] ?? parameter.DefaultValue;
    if (
      (value === undefined || toText(value) === '') &&
      parameter.TargetType === 'MergeField' &&
      parameter.IsOptional !== true
    ) {
      throw new Refusal(400, `Parameter '${parameter.Name}' is required.`);
    }
    return value === undefined ? [] : [[parameter.TargetName, value]];
  });
  return Object.fromEntries(entries);
}

function numbered(given: JsonObject, known: readonly { readonly Id: number }[], what: string): JsonObject {
  const ids = new Set(known.map(({ Id }) => String(Id)));
  const stray = Object.keys(given).find((key) => !ids.has(key));
  if (stray !== undefined)
    throw new Refusal(400, `${what} with ID '${stray.slice(0, 60)}' does not belong to the method.`);
  return given;
}

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** A refusal comes back as it was, or in the text that Cyclr keeps of it, with the request that it was an answer to. */
function relayed({ status, contentType, body }: AppAnswer, relay: Relay, { scenario }: Method): Reply {
  if (status < 400 || relay === 'status')
    return { status, headers: contentType === '' ? {} : { 'content-type': contentType }, body };
  const request = `POST ${scenario.EndPoint ?? 'https://app.example.com/'} HTTP/1.1\r\nAuthorization: REDACTED`;
  return message(
    status === 401 ? 400 : 500,
    `${status} ${reasons[status] ?? 'Error'}\r\n${body}\r\n\r\n\r\nHTTP Request:\r\n${request}`,
  );
}
