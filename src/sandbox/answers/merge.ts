import { isJsonObject, type Json, parseJson } from '../../json.ts';
import type { HttpAnswer } from '../scenario/answer.ts';
import type { ScenarioConnector } from '../scenario/connector.ts';
import type { ScenarioMethod } from '../scenario/method.ts';
import { member, toText } from '../wire/coerce.ts';
import { Refusal } from '../wire/reply.ts';
import type { AppAccess, AppRequest } from './exchange.ts';
import type { OutgoingRequest } from './http.ts';

const placeholder = /\{\{\s*([^{}]+?)\s*\}\}/g;

type Target = readonly [type: string, name: string, value: string];

/** What is merged into a request beside the inputs of a call. */
export interface MergedValues {
  /** By the names of their placeholders. */
  readonly credentials: ReadonlyMap<string, string>;
  /** Headers that authorise. */
  readonly authorization: Readonly<Record<string, string>>;
  /** What a placeholder of the endpoint becomes that nothing fills. */
  readonly unfilled: (name: string) => string;
}

/** The values of an account connector. */
export function valuesOf(connector: ScenarioConnector, { authValue }: Pick<AppAccess, 'authValue'>): MergedValues {
  return {
    credentials: new Map(credentials(connector, authValue)),
    authorization: authorization(connector, authValue),
    unfilled: () => '',
  };
}

/**
 * The request that a call of a method makes: its parameters, the connector's own and the credentials merged into the
 * endpoint, the query and the headers.
 *
 * Values of the caller are encoded, so that they stay in their place of the URL. Settings of the account connector (a
 * base URL, say) are not.
 */
export function mergedRequest(
  answer: Pick<HttpAnswer, 'verb' | 'dataType'>,
  connector: ScenarioConnector,
  method: ScenarioMethod,
  request: AppRequest,
  access: Pick<AppAccess, 'properties'>,
  values: MergedValues,
): OutgoingRequest {
  const raw = new Map(values.credentials);
  const settings = settingTargets(connector, access).map((target) => mergedTarget(target, raw));
  for (const [, name, value] of settings) raw.set(name, value);
  const given = parameterTargets(method, request).map(({ target, isDefault }) =>
    isDefault ? mergedTarget(target, raw) : target,
  );
  const inputs = new Map(given.map(([, name, value]) => [name, value]));
  const url = (method.EndPoint ?? '').replace(placeholder, (_braces, name: string) => {
    const input = inputs.get(name);
    const own = input === undefined ? raw.get(name) : undefined;
    const value = input ?? toText(request.mergeFields[name]);
    return own ?? (value === undefined ? values.unfilled(name) : segment(value));
  });

  const targets = [...settings, ...given];
  const query = targets.filter(([type]) => type === 'QueryString').map(([, name, value]) => [name, value]);
  const headers = targets
    .filter(([type]) => type === 'HttpHeader')
    .map(([, name, value]): [string, string] => [name.toLowerCase(), oneLine(value)]);
  return {
    verb: answer.verb,
    url: query.length === 0 ? url : `${url}${url.includes('?') ? '&' : '?'}${new URLSearchParams(query).toString()}`,
    headers: { ...values.authorization, ...Object.fromEntries(headers) },
    body: request.body,
    dataType: answer.dataType ?? 'Json',
  };
}

function settingTargets(
  { Parameters = [] }: ScenarioConnector,
  { properties }: Pick<AppAccess, 'properties'>,
): Target[] {
  return Parameters.flatMap((parameter): Target[] => {
    const set = properties.find(({ name }) => name === parameter.TargetName)?.value;
    const value = set ?? parameter.DefaultValue;
    return value === undefined ? [] : [[parameter.TargetType ?? 'MergeField', parameter.TargetName, value]];
  });
}

function parameterTargets(
  { Parameters = [] }: ScenarioMethod,
  { parameters }: AppRequest,
): { readonly target: Target; readonly isDefault: boolean }[] {
  return Parameters.flatMap((parameter) => {
    const name = parameter.TargetName ?? parameter.Name;
    const value = toText(parameters[name]);
    if (value === undefined) return [];
    const target: Target = [parameter.TargetType ?? 'QueryString', name, value];
    return [{ target, isDefault: value === parameter.DefaultValue }];
  });
}

/** Merges into the connector's own values only: `{{Cyclr_Auth_ApiKey}}` in a caller's value stays a text. */
function mergedTarget([type, name, value]: Target, values: ReadonlyMap<string, string>): Target {
  return [type, name, value.replace(placeholder, (_braces, key: string) => values.get(key) ?? '')];
}

/** The system merge fields that hold credentials. */
function credentials({ AuthType }: ScenarioConnector, authValue: string | null): [string, string][] {
  if (authValue === null) return [];
  if (AuthType !== 'Basic') return [['Cyclr_Auth_ApiKey', authValue]];
  const [username = '', password = ''] = Buffer.from(authValue, 'base64').toString('utf8').split(/:(.*)/s);
  return [
    ['Cyclr_Auth_Username', username],
    ['Cyclr_Auth_Password', password],
  ];
}

function authorization({ AuthType }: ScenarioConnector, authValue: string | null): Record<string, string> {
  if (authValue === null) return {};
  if (AuthType === 'Basic') return { authorization: `Basic ${oneLine(authValue)}` };
  const token = AuthType === 'OAuth2' ? toText(member(parsed(authValue), 'AccessToken')) : undefined;
  return token === undefined ? {} : { authorization: `Bearer ${oneLine(token)}` };
}

function parsed(text: string): Json | undefined {
  try {
    const value = parseJson(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Refuses `.` and `..`: even when encoded they would mean another path. */
function segment(text: string): string {
  if (text === '.' || text === '..') throw new Refusal(400, `Failed to build the request: '${text}' leads elsewhere`);
  return encodeURIComponent(text);
}

/** Replaces line breaks and characters that Node refuses in a header. */
function oneLine(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, ' ').trim();
}
