import type { Secret } from '../secret.ts';
import type { ConfigProblem } from './config-error.ts';
import { httpUrl, list, strongSecret, text } from './parsers.ts';
import { type Environment, readSection, type Section, textOf } from './variable.ts';

/** How the gateway knows who calls and for which account. */
export type Callers =
  | { readonly kind: 'anyone' }
  | {
      readonly kind: 'jwt';
      readonly key:
        | { readonly kind: 'jwks'; readonly url: string }
        | { readonly kind: 'secret'; readonly secret: Secret };
      readonly issuer: string;
      readonly audience: string;
      readonly algorithms: readonly string[];
      readonly accountClaim: string;
      readonly rolesClaim: string;
      /** Of a router that may ask too, for callers it has authenticated itself. */
      readonly routerSecret: Secret | undefined;
    }
  | { readonly kind: 'router'; readonly secret: Secret };

interface CallerValues {
  readonly jwksUrl: string | undefined;
  readonly jwtSecret: Secret | undefined;
  readonly issuer: string | undefined;
  readonly audience: string | undefined;
  readonly algorithms: readonly string[];
  readonly accountClaim: string;
  readonly rolesClaim: string;
  readonly routerSecret: Secret | undefined;
}

export const callerVariables: Section<CallerValues> = {
  jwksUrl: {
    name: 'AUTH_JWKS_URL',
    group: 'Callers',
    parser: httpUrl,
    default: undefined,
    sentence: 'where the keys are that caller tokens are signed with',
  },
  jwtSecret: {
    name: 'AUTH_JWT_SECRET',
    group: 'Callers',
    parser: strongSecret,
    isSecret: true,
    default: undefined,
    sentence: 'instead of `AUTH_JWKS_URL`: the secret that caller tokens are signed with, at least 32 characters',
  },
  issuer: {
    name: 'AUTH_ISSUER',
    group: 'Callers',
    parser: text,
    default: undefined,
    sentence: 'the issuer (`iss`) that a token must have; needed with either of the above',
  },
  audience: {
    name: 'AUTH_AUDIENCE',
    group: 'Callers',
    parser: text,
    default: undefined,
    sentence: 'the audience (`aud`) that a token must have; needed with either of the above',
  },
  algorithms: {
    name: 'AUTH_ALGORITHMS',
    group: 'Callers',
    parser: list,
    default: standardAlgorithms,
    defaultText: '`RS256`; `HS256` with a secret',
    sentence: 'accepted signature algorithms, separated by commas',
  },
  accountClaim: {
    name: 'AUTH_ACCOUNT_CLAIM',
    group: 'Callers',
    parser: text,
    default: 'cyclr_account_id',
    sentence: 'the claim in which a token names its account or accounts',
  },
  rolesClaim: {
    name: 'AUTH_ROLES_CLAIM',
    group: 'Callers',
    parser: text,
    default: 'roles',
    sentence: 'the claim in which a token names its roles',
  },
  routerSecret: {
    name: 'AUTH_ROUTER_SECRET',
    group: 'Callers',
    parser: strongSecret,
    isSecret: true,
    default: undefined,
    sentence:
      'instead of tokens, or beside them: callers come through a trusted router, which sends this (at least 32 characters) in `X-Router-Secret` and the account in `X-Cyclr-Account`',
  },
};

const jwksAlgorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
const secretAlgorithms = ['HS256', 'HS384', 'HS512'];

function standardAlgorithms(env: Environment): readonly string[] {
  return textOf(env, callerVariables.jwtSecret.name) === undefined ? ['RS256'] : ['HS256'];
}

/**
 * Reads how callers are known. Adds to `problems` what is missing or does not go together.
 *
 * @param mustKnow whether the gateway may not answer anyone: it stands in front of Cyclr
 */
export function parseCallers(env: Environment, mustKnow: boolean, problems: ConfigProblem[]): Callers {
  const values = readSection(callerVariables, env, []);
  const { jwksUrl, jwtSecret, issuer, audience, routerSecret } = values;
  if (jwksUrl !== undefined && jwtSecret !== undefined) {
    const message = 'cannot be set together with AUTH_JWKS_URL: tokens are verified in one way.';
    problems.push({ variable: callerVariables.jwtSecret.name, message });
  }
  if (jwksUrl !== undefined || jwtSecret !== undefined) return parseJwt(values, problems);
  if (routerSecret !== undefined) return { kind: 'router', secret: routerSecret };

  const hasAlgorithms = textOf(env, callerVariables.algorithms.name) !== undefined;
  if (mustKnow || issuer !== undefined || audience !== undefined || hasAlgorithms) {
    problems.push({
      variable: callerVariables.jwksUrl.name,
      message:
        'is missing: the gateway must know its callers. Set it, or AUTH_JWT_SECRET (each with AUTH_ISSUER and AUTH_AUDIENCE), or AUTH_ROUTER_SECRET behind a router of yours.',
    });
  }
  return { kind: 'anyone' };
}

function parseJwt(values: CallerValues, problems: ConfigProblem[]): Callers {
  const { jwksUrl, jwtSecret, issuer, audience, algorithms, accountClaim, rolesClaim, routerSecret } = values;
  for (const key of ['issuer', 'audience'] as const) {
    if (values[key] !== undefined) continue;
    const message = 'is missing; a token is accepted only from this issuer and for this audience.';
    problems.push({ variable: callerVariables[key].name, message });
  }
  const possible = jwksUrl === undefined ? secretAlgorithms : jwksAlgorithms;
  const unknown = algorithms.filter((name) => !possible.includes(name));
  if (unknown.length > 0 && (jwksUrl === undefined || jwtSecret === undefined)) {
    const key = jwksUrl === undefined ? callerVariables.jwtSecret.name : callerVariables.jwksUrl.name;
    const message = `has ${unknown.join(', ')}; with ${key} it can be ${possible.join(', ')}`;
    problems.push({ variable: callerVariables.algorithms.name, message });
  }
  const key =
    jwtSecret === undefined
      ? ({ kind: 'jwks', url: jwksUrl ?? '' } as const)
      : ({ kind: 'secret', secret: jwtSecret } as const);
  return {
    kind: 'jwt',
    key,
    issuer: issuer ?? '',
    audience: audience ?? '',
    algorithms,
    accountClaim,
    rolesClaim,
    routerSecret,
  };
}
