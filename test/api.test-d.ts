import { expectTypeOf, test } from 'vitest';
import {
  type Config,
  createGateway,
  type ErrorCode,
  type Gateway,
  GatewayError,
  parseConfig,
  Secret,
  startSandbox,
} from '../src/index.ts';

test('a gateway is made of a configuration, and closes what it opens', () => {
  expectTypeOf(parseConfig).parameter(0).toExtend<Readonly<Record<string, string | undefined>>>();
  expectTypeOf(parseConfig).returns.toEqualTypeOf<Config>();
  expectTypeOf(createGateway).returns.resolves.toEqualTypeOf<Gateway>();
  expectTypeOf<Gateway>().toExtend<AsyncDisposable>();
  expectTypeOf<Gateway['fetch']>().toEqualTypeOf<(request: Request) => Promise<Response>>();
  expectTypeOf(startSandbox).returns.resolves.toExtend<AsyncDisposable>();

  // @ts-expect-error -- a gateway needs a whole configuration
  void createGateway({ port: 4000 });
  // @ts-expect-error -- a configuration does not change
  parseConfig({}).port = 1;
});

test('an error has one of the published codes', () => {
  expectTypeOf<GatewayError['code']>().toEqualTypeOf<ErrorCode>();
  expectTypeOf<'RATE_LIMITED'>().toExtend<ErrorCode>();

  // @ts-expect-error -- there is no such code
  void new GatewayError('OOPS', 'message');
});

test('a secret is not a text', () => {
  // @ts-expect-error -- it must be revealed, where it is sent
  const text: string = new Secret('x');
  void text;
});
