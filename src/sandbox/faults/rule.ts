import { z } from 'zod';
import { type Fault, faultNames, faultSchema } from './fault.ts';

/** A fault, and the requests that meet it. */
export interface FaultRule {
  readonly fault: Fault;
  /** Which requests: a part of the path (with `/v1.0`, without the query), or a target. @default all */
  readonly on?: string | FaultTarget;
  /** How many requests. @default every one */
  readonly times?: number;
  /** How many matching requests pass first. @default 0 */
  readonly skip?: number;
  /** Probability from 0 to 1, drawn from the sandbox's seed, so that two runs are the same. @default 1 */
  readonly chance?: number;
  /** Whether the request does its work, so that only its answer goes wrong. @default false */
  readonly applied?: boolean;
}

/** A request matches when every member that is given matches. */
export interface FaultTarget {
  /** The HTTP method. */
  readonly http?: string;
  /** A part of the path. */
  readonly path?: string;
  readonly account?: string;
  readonly accountConnector?: string;
  /** The called method's name, number or MethodUniqueIdentifier. */
  readonly method?: string;
}

const ruleSchema = z.strictObject({
  on: z
    .union([
      z.string(),
      z.strictObject({
        http: z.string().exactOptional(),
        path: z.string().exactOptional(),
        account: z.string().exactOptional(),
        accountConnector: z.union([z.string(), z.int()]).transform(String).exactOptional(),
        method: z.union([z.string(), z.int()]).transform(String).exactOptional(),
      }),
    ])
    .exactOptional(),
  times: z.int().min(1).exactOptional(),
  skip: z.int().min(0).exactOptional(),
  chance: z.number().min(0).max(1).exactOptional(),
  applied: z.boolean().exactOptional(),
});

/**
 * Reads a rule such as `{ "fault": "html", "status": 502, "times": 1 }`.
 *
 * @throws {RangeError} naming what is wrong.
 */
export function parseFaultRule(given: Readonly<Record<string, unknown>>): FaultRule {
  const { fault: name, on, times, skip, chance, applied, ...details } = given;
  if (typeof name !== 'string' || !faultNames.includes(name)) {
    throw new RangeError(`There is no fault '${String(name).slice(0, 60)}'. Expected one of ${faultNames.join(', ')}.`);
  }
  const scope = Object.fromEntries(
    Object.entries({ on, times, skip, chance, applied }).filter(([, value]) => value !== undefined),
  );
  const rule = ruleSchema.safeParse(scope);
  const fault = faultSchema.safeParse({ ...details, name });
  if (rule.success && fault.success) return { ...rule.data, fault: fault.data };
  const issues = [...(rule.error?.issues ?? []), ...(fault.error?.issues ?? [])];
  throw new RangeError(issues.map(({ path, message }) => `${path.join('.') || name}: ${message}`).join('; '));
}

/**
 * Reads the value of the fault header, such as `html; status=502`.
 *
 * @throws {RangeError} naming what is wrong.
 */
export function parseFaultHeader(value: string): FaultRule {
  const [name = '', ...details] = value.split(';').map((part) => part.trim());
  const pairs = details.map((detail): [string, unknown] => {
    const [key = '', text = ''] = detail.split(/=(.*)/s);
    return [key, /^\d+$/.test(text) ? Number(text) : text === 'true' ? true : text];
  });
  return parseFaultRule({ ...Object.fromEntries(pairs), fault: name });
}
