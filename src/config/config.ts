import type { Limits } from '../limits.ts';
import { type Callers, callerVariables, parseCallers } from './callers.ts';
import { ConfigError, type ConfigProblem } from './config-error.ts';
import { type Bounds, boundVariables, readLimits } from './limits.ts';
import { isLoopback } from './loopback.ts';
import {
  isProduction,
  type Persisted,
  persistedVariables,
  type RateLimitSettings,
  rateLimitVariables,
  type Settings,
  settingVariables,
  surroundingVariables,
} from './settings.ts';
import { unknownVariables } from './unknown.ts';
import { parseUpstream, type Upstream, upstreamVariables } from './upstream.ts';
import { type Environment, readSection, textOf } from './variable.ts';

/** Everything the gateway is told from outside, read once. */
export interface Config extends Settings, Bounds {
  readonly upstream: Upstream;
  readonly callers: Callers;
  readonly persisted: Persisted;
  readonly rateLimit: RateLimitSettings;
  readonly limits: Limits;
}

/**
 * Reads the environment once, at the start. In production a variable that looks like one of ours but is unknown is
 * refused too; elsewhere {@link unknownVariables} names it.
 *
 * @throws {@link ConfigError} with every variable at fault
 */
export function parseConfig(env: Environment): Config {
  const problems: ConfigProblem[] = [];
  const settings = readSection(settingVariables, env, problems);
  const bounds = readSection(boundVariables, env, problems);
  const persisted = readSection(persistedVariables, env, problems);
  const rateLimit = readSection(rateLimitVariables, env, problems);
  const limits = readLimits(env, problems);
  const { sandboxAnyHost } = readSection(surroundingVariables, env, problems);
  readSection(upstreamVariables, env, problems);
  readSection(callerVariables, env, problems);
  if (isProduction(env)) problems.push(...unknownVariables(env));
  refuse(problems);

  const isSandbox = textOf(env, upstreamVariables.url.name) === undefined;
  if (isSandbox && !isLoopback(settings.host) && !sandboxAnyHost) {
    const message = `is ${settings.host}, and the sandbox answers anyone: use 127.0.0.1, or set SANDBOX_ANY_HOST=true where only friends can reach it.`;
    problems.push({ variable: settingVariables.host.name, message });
  }
  if (persisted.only && persisted.manifests.length === 0) {
    const message = 'is missing; PERSISTED_ONLY needs the manifests of the documents that are answered.';
    problems.push({ variable: persistedVariables.manifests.name, message });
  }
  if (bounds.upstreamTimeoutMs > bounds.requestDeadlineMs) {
    const message = `must be at most REQUEST_DEADLINE_MS, ${bounds.requestDeadlineMs}; got ${bounds.upstreamTimeoutMs}.`;
    problems.push({ variable: boundVariables.upstreamTimeoutMs.name, message });
  }
  const upstream = parseUpstream(env, problems);
  const callers = parseCallers(env, !isSandbox, problems);
  refuse(problems);
  return { ...settings, ...bounds, upstream, callers, persisted, rateLimit, limits };
}

/** What it takes to ask Cyclr, for a command that has no callers. */
export type CyclrAccess = Pick<Config, 'upstream' | 'upstreamTimeoutMs' | 'upstreamMaxBytes' | 'limits'>;

/**
 * Reads of the environment only what it takes to ask Cyclr.
 *
 * @throws {@link ConfigError} with every variable at fault
 */
export function parseCyclrAccess(env: Environment): CyclrAccess {
  const problems: ConfigProblem[] = [];
  const { upstreamTimeoutMs, upstreamMaxBytes } = boundVariables;
  const bounds = readSection({ upstreamTimeoutMs, upstreamMaxBytes }, env, problems);
  const limits = readLimits(env, problems);
  readSection(upstreamVariables, env, problems);
  refuse(problems);
  const upstream = parseUpstream(env, problems);
  refuse(problems);
  return { ...bounds, upstream, limits };
}

function refuse(problems: readonly ConfigProblem[]): void {
  if (problems.length > 0) throw new ConfigError(problems);
}
