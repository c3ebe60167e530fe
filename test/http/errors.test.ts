import { GraphQLError } from 'graphql';
import { expect, test } from 'vitest';
import { GatewayError } from '../../src/errors.ts';
import { completed, originOf, toGraphQLError } from '../../src/http/response/errors.ts';
import { faultOf } from '../../src/telemetry/log.ts';

function cross(error: unknown) {
  const crossed = completed(toGraphQLError(error), 'request-1');
  return { crossed: crossed.toJSON(), origin: originOf(crossed) };
}

test('a bug is masked and told inside', () => {
  const bug = new TypeError('secret marker');
  const { crossed, origin } = cross(new GraphQLError('secret marker', { path: ['a'], originalError: bug }));
  expect(crossed).toMatchObject({
    path: ['a'],
    extensions: { code: 'INTERNAL_SERVER_ERROR', retriable: false, requestId: 'request-1' },
  });
  expect(JSON.stringify(crossed)).not.toContain('marker');
  expect(origin).toBe(bug);
});

test.each(['text', 7, null, undefined, { message: 'marker' }])('%j thrown is masked', (thrown) => {
  expect(JSON.stringify(cross(thrown).crossed)).not.toMatch(/marker|text/);
});

test('one of ours passes, however deep it is wrapped; its cause stays', () => {
  const ours = new GatewayError('RATE_LIMITED', 'Wait.', {
    details: { retryAfterSeconds: 3 },
    cause: new Error('marker'),
  });
  const wrapped = new GraphQLError('x', { originalError: new GraphQLError('y', { originalError: ours }) });
  const { crossed, origin } = cross(wrapped);
  expect(crossed).toMatchObject({
    message: 'Wait.',
    extensions: { code: 'RATE_LIMITED', retriable: true, retryAfterSeconds: 3 },
  });
  expect(JSON.stringify(crossed)).not.toContain('marker');
  expect(origin).toBe(ours);
});

test('a write that may have been applied is not worth a blind second try', () => {
  const error = new GatewayError('TIMEOUT', 'late');
  expect(error.ofWrite()).toMatchObject({ retriable: true, details: { outcome: 'NOT_APPLIED' } });
  expect(error.onTheWay().ofWrite()).toMatchObject({ retriable: false, details: { outcome: 'UNCERTAIN' } });
});

test('a log line has an error’s kind and place, not its message', () => {
  const line = faultOf(new TypeError('marker'));
  expect(line.error).toBe('TypeError');
  expect(line.stack).toContain('errors.test.ts');
  expect(JSON.stringify(line)).not.toContain('marker');
});
