import { type Limit, type LimitName, limits, type Limits, limitTable } from '../limits.ts';
import { bytes, milliseconds, wholeNumber } from './parsers.ts';
import type { ConfigProblem } from './config-error.ts';
import { type AnyVariable, type Environment, readVariable, type Section, textOf } from './variable.ts';

/** Limits that are properties of the configuration by themselves, rather than of its `limits`. */
export interface Bounds {
  /** The whole request, in milliseconds. */
  readonly requestDeadlineMs: number;
  /** One try of one upstream call, in milliseconds. */
  readonly upstreamTimeoutMs: number;
  /** How long a method listing is taken for the newest, in milliseconds. */
  readonly listingTtlMs: number;
  /** How many inputs and response fields of all listings are kept. */
  readonly listingMaxInputs: number;
  /** The largest body of a request, in bytes. */
  readonly maxBodyBytes: number;
  /** The largest answer of Cyclr, in bytes after decompression. */
  readonly upstreamMaxBytes: number;
  /** Upstream calls of one HTTP request, over all of its operations. */
  readonly maxUpstreamCalls: number;
}

const standardTryMs = 10_000;

export const boundVariables: Section<Bounds> = {
  requestDeadlineMs: {
    name: 'REQUEST_DEADLINE_MS',
    group: 'Limits',
    parser: milliseconds(600_000),
    default: 30_000,
    sentence: 'the time for a whole request, in milliseconds',
  },
  upstreamTimeoutMs: {
    name: 'UPSTREAM_TIMEOUT_MS',
    group: 'Limits',
    parser: milliseconds(600_000),
    default: (env) => Math.min(standardTryMs, Number(textOf(env, 'REQUEST_DEADLINE_MS')) || standardTryMs),
    defaultText: '`10000`, or `REQUEST_DEADLINE_MS` where that is less',
    sentence: 'the time for one try of one upstream call, in milliseconds; at most `REQUEST_DEADLINE_MS`',
  },
  listingTtlMs: {
    name: 'LISTING_TTL_MS',
    group: 'Limits',
    parser: milliseconds(86_400_000),
    default: 300_000,
    sentence:
      "how long a connector's method listing is taken for the newest, in milliseconds; an older one is served while it is read again",
  },
  listingMaxInputs: {
    name: 'LISTING_MAX_INPUTS',
    group: 'Limits',
    parser: wholeNumber('inputs', 100_000_000),
    default: 1_000_000,
    sentence: 'parameters and fields of all listings kept in memory',
  },
  maxBodyBytes: {
    name: 'MAX_BODY_BYTES',
    group: 'Limits',
    parser: bytes(100_000_000),
    default: 1_000_000,
    sentence: 'the body of a request, in bytes; 413 over it, readable although the caller still sends',
  },
  upstreamMaxBytes: {
    name: 'UPSTREAM_MAX_BYTES',
    group: 'Limits',
    parser: bytes(1_000_000_000),
    default: 8_000_000,
    sentence: 'an answer of Cyclr, in bytes after decompression',
  },
  maxUpstreamCalls: {
    name: 'MAX_UPSTREAM_CALLS',
    group: 'Limits',
    parser: wholeNumber('calls', 10_000),
    default: 50,
    sentence:
      'upstream calls of one HTTP request, over all of its operations; calls that were sent already are answered',
  },
};

type LimitEntry = readonly [name: LimitName, limit: Limit];

/** The variables of those limits that have one. */
export const limitVariables: readonly AnyVariable[] = entries().flatMap(([, limit]) => variableOf(limit) ?? []);

/** Every limit: as its variable says, or its default. */
export function readLimits(env: Environment, problems: ConfigProblem[]): Limits {
  const read = entries().flatMap(([name, limit]) => {
    const variable = variableOf(limit);
    return variable === undefined ? [] : [[name, readVariable(variable, env, problems)]];
  });
  return { ...limits, ...(Object.fromEntries(read) as Partial<Limits>) };
}

function variableOf({ unit, sentence, variable, default: standard }: Limit): AnyVariable | undefined {
  if (variable === undefined) return undefined;
  const parser = wholeNumber(unit, variable.most);
  return { name: variable.name, group: 'Limits', parser, default: standard, sentence };
}

function entries(): readonly LimitEntry[] {
  return Object.entries(limitTable) as unknown as readonly LimitEntry[];
}
