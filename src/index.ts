/** What a program imports to run a gateway inside itself. */
export type { Callers } from './config/callers.ts';
export { type Config, parseConfig } from './config/config.ts';
export { ConfigError, type ConfigProblem } from './config/config-error.ts';
export type { LogLevel } from './config/settings.ts';
export type { Upstream } from './config/upstream.ts';
export { type LimitName, type Limits, limits } from './limits.ts';
export {
  type ErrorCode,
  errorKinds,
  type ErrorKind,
  type Fault,
  GatewayError,
  type GatewayErrorOptions,
  type Outcome,
  type Problem,
} from './errors.ts';
export { createGateway, type Gateway, type GatewayOptions } from './gateway.ts';
export { buildSchema } from './graphql/schema.ts';
export { type Sandbox, type SandboxOptions, startSandbox } from './sandbox/server.ts';
export { Secret } from './secret.ts';
export { createLog, type Log } from './telemetry/log.ts';
export { type EmbeddedOptions, openUpstream, type OpenUpstream } from './upstream.ts';
