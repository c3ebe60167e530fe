/** The library door: a gateway inside a program of one's own. */
export {
  type Callers,
  type Config,
  ConfigError,
  type ConfigProblem,
  parseConfig,
  type Upstream,
} from './config/config.ts';
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
