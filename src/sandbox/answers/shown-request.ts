import type { Json, JsonObject } from '../../json.ts';
import type { ConnectorParameter, ScenarioConnector } from '../scenario/connector.ts';
import type { Method, Parameter } from '../world/release.ts';
import type { AppAccess, AppRequest } from './exchange.ts';
import { encoded } from './http.ts';
import { type MergedValues, mergedRequest, valuesOf } from './merge.ts';

/** A request to a third-party app, as it may be shown. */
export interface ShownRequest {
  /** The HTTP method; null where the scenario does not say it, as a method listing does not. */
  readonly method: string | null;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or the text that is sent in another format; undefined where there is none. */
  readonly body: Json | undefined;
}

/**
 * The request that a call would make. Values of credentials, of properties and of sensitive inputs stand as the
 * placeholders that they fill, such as `{{BaseUrl}}`.
 */
export function shownRequest(
  connector: ScenarioConnector,
  { scenario, parameters }: Pick<Method, 'scenario' | 'parameters'>,
  request: AppRequest,
  access: AppAccess,
): ShownRequest {
  const { answer, DataType: dataType = 'Json' } = scenario;
  const verb = answer?.kind === 'http' ? answer.verb : scenario.HttpMethod?.toUpperCase();
  const names = new Set(parameters.filter(isSensitive).flatMap(({ TargetName, Name }) => [TargetName, Name]));
  const settings = [...access.properties.map(({ name }) => name), ...sensitiveSettings(connector)];
  const out = mergedRequest(
    // Without a verb the body is shown where there is one.
    { verb: verb ?? 'POST', dataType },
    connector,
    scenario,
    { ...request, parameters: masked(request.parameters, names), mergeFields: masked(request.mergeFields, names) },
    { properties: settings.map((name) => ({ name, value: placeholderOf(name) })) },
    maskedValues(connector, access, settings),
  );
  const { headers, content } = encoded(out);
  return {
    method: verb ?? null,
    url: shownUrl(out.url),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, isSecret(name) && !value.includes('{{') ? hidden : value]),
    ),
    body: content === undefined || out.dataType !== 'Json' ? content : out.body,
  };
}

/** Stands for a value that has no placeholder. */
const hidden = '[redacted]';

/** A definition may hold secrets as defaults, without saying so. */
function isSecret(name: string): boolean {
  return /authori[sz]ation|cookie|secret|passw|token|credential|signature|(?:api|access|private|subscription)[-_ ]?key/i.test(
    name,
  );
}

function isSensitive({ IsSensitive = false, TargetName, Name }: ConnectorParameter | Parameter): boolean {
  return IsSensitive || isSecret(TargetName) || isSecret(Name);
}

/** Settings of the connector that are not shown even where the definition gives them; those with placeholders are. */
function sensitiveSettings({ Parameters = [] }: ScenarioConnector): readonly string[] {
  return Parameters.filter((one) => isSensitive(one) && one.DefaultValue?.includes('{{') === false).map(
    ({ TargetName }) => TargetName,
  );
}

/** Credentials, and settings whose values are not shown, as their placeholders. */
function maskedValues(connector: ScenarioConnector, access: AppAccess, settings: readonly string[]): MergedValues {
  const { credentials, authorization } = valuesOf(connector, access);
  return {
    credentials: new Map([...credentials.keys(), ...settings].map((name) => [name, placeholderOf(name)])),
    authorization: Object.fromEntries(
      Object.entries(authorization).map(([name, value]) => [name, `${value.split(' ', 1)[0] ?? ''} {{AuthValue}}`]),
    ),
    unfilled: placeholderOf,
  };
}

function masked(values: JsonObject, names: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, names.has(name) ? placeholderOf(name) : value]),
  );
}

function placeholderOf(name: string): string {
  return `{{${name}}}`;
}

/** With placeholders, whose braces a URL encodes, and without secrets that the endpoint itself has. */
function shownUrl(url: string): string {
  return url
    .replaceAll(/%7B%7B(.*?)%7D%7D/g, (_all, name: string) => placeholderOf(decodeURIComponent(name)))
    .replace(/\/\/[^/?#@]*@/, `//${hidden}@`)
    .replaceAll(/([?&])([^=&#]*)=([^&#]*)/g, (all, mark: string, name: string, value: string) =>
      isSecret(name) && !value.startsWith('{{') ? `${mark}${name}=${hidden}` : all,
    );
}
