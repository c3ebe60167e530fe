import type { Secret } from '../secret.ts';
import type { ConfigProblem } from './config-error.ts';
import { httpUrl, secret, text } from './parsers.ts';
import { type Environment, readSection, type Section, textOf } from './variable.ts';

/** Without a Cyclr URL the gateway brings its own small Cyclr, so that a first run needs no account. */
export type Upstream =
  | { readonly kind: 'sandbox' }
  | {
      readonly kind: 'cyclr';
      /** Without `/v1.0`, without a slash at the end. */
      readonly url: string;
      readonly tokenUrl: string;
      readonly clientId: string;
      readonly clientSecret: Secret;
    };

interface UpstreamValues {
  readonly url: string | undefined;
  readonly tokenUrl: string | undefined;
  readonly clientId: string | undefined;
  readonly clientSecret: Secret | undefined;
}

export const upstreamVariables: Section<UpstreamValues> = {
  url: {
    name: 'CYCLR_API_URL',
    group: 'Cyclr',
    parser: httpUrl,
    default: undefined,
    defaultText: 'absent: the sandbox',
    sentence:
      'base URL of the Cyclr API without `/v1.0`, such as `https://api.cyclr.com` or `https://api.cyclr.uk`; `https`, or `http` on loopback',
  },
  clientId: {
    name: 'CYCLR_CLIENT_ID',
    group: 'Cyclr',
    parser: text,
    default: undefined,
    sentence: "the partner's API client, from the Cyclr console; needed with `CYCLR_API_URL`",
  },
  clientSecret: {
    name: 'CYCLR_CLIENT_SECRET',
    group: 'Cyclr',
    parser: secret,
    isSecret: true,
    default: undefined,
    sentence: "the client's secret, from the Cyclr console; needed with `CYCLR_API_URL`",
  },
  tokenUrl: {
    name: 'CYCLR_TOKEN_URL',
    group: 'Cyclr',
    parser: httpUrl,
    default: tokenUrlBesideApi,
    defaultText: '`{CYCLR_API_URL}/oauth/token`',
    sentence: 'token endpoint, where it is not beside the API',
  },
};

function tokenUrlBesideApi(env: Environment): string | undefined {
  const url = textOf(env, upstreamVariables.url.name);
  return url === undefined ? undefined : `${withoutSlash(url)}/oauth/token`;
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}

/** Reads which upstream there is. Adds to `problems` what is missing or does not go together. */
export function parseUpstream(env: Environment, problems: ConfigProblem[]): Upstream {
  const { url, tokenUrl, clientId, clientSecret } = readSection(upstreamVariables, env, []);
  if (url === undefined) {
    checkStray(env, problems);
    return { kind: 'sandbox' };
  }
  for (const { name } of [upstreamVariables.clientId, upstreamVariables.clientSecret]) {
    if (textOf(env, name) !== undefined) continue;
    const message = "is missing; it is in the Cyclr console, under the partner's API credentials.";
    problems.push({ variable: name, message });
  }
  const base = withoutSlash(url);
  if (base.endsWith('/v1.0')) {
    problems.push({ variable: upstreamVariables.url.name, message: 'must not end in /v1.0: the gateway adds it.' });
  }
  if (clientId === undefined || clientSecret === undefined || tokenUrl === undefined) return { kind: 'sandbox' };
  return { kind: 'cyclr', url: base, tokenUrl, clientId, clientSecret };
}

/** Credentials without the URL they are for. */
function checkStray(env: Environment, problems: ConfigProblem[]): void {
  const { url, clientId, clientSecret, tokenUrl } = upstreamVariables;
  const stray = [clientId, clientSecret, tokenUrl].map(({ name }) => name).filter((name) => textOf(env, name));
  if (stray.length === 0) return;
  problems.push({
    variable: url.name,
    message: `is missing; ${stray.join(', ')} ${stray.length === 1 ? 'needs' : 'need'} it. An example is https://api.cyclr.com.`,
  });
}
