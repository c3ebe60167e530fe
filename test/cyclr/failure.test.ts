import { describe, expect, test } from 'vitest';
import { failureOf } from '../../src/cyclr/failure.ts';

function failure(
  status: number,
  body: string,
  { reachesApp = true, contentType = 'application/json', retryAfter = '' } = {},
) {
  return failureOf(
    { reachesApp },
    { status, contentType, retryAfter: retryAfter === '' ? undefined : retryAfter, body: Buffer.from(body) },
  );
}

const message = (text: string) => JSON.stringify({ Message: text });
const html = '<!DOCTYPE html><html><body><h1>503</h1> secret-host-17</body></html>';

describe('a method call that is refused', () => {
  test.each([
    [400, message("Parameter '9' is not a parameter of this method."), 'BAD_USER_INPUT'],
    [401, message('Authorization has been denied for this request.'), 'UPSTREAM_CREDENTIALS'],
    [401, '', 'UPSTREAM_CREDENTIALS'],
    [401, '{"error":{"code":"InvalidAuthenticationToken"}}', 'CONNECTOR_NOT_AUTHENTICATED'],
    [
      403,
      message('Unknown client IP Address: contact support to request access for this IP address'),
      'IP_NOT_ALLOWED',
    ],
    [403, 'Unknown client IP Address: contact support to request access for this IP address', 'IP_NOT_ALLOWED'],
    [403, '{"message":"insufficient scope"}', 'THIRD_PARTY_ERROR'],
    [404, message('Not found.'), 'NOT_FOUND'],
    [404, '{"error":"no such contact"}', 'NOT_FOUND'],
    [409, '{"title":"Conflict"}', 'THIRD_PARTY_ERROR'],
    [429, '{"message":"slow down"}', 'RATE_LIMITED'],
    [429, message('Too many requests.'), 'RATE_LIMITED'],
    [500, message('An error has occurred.'), 'UPSTREAM_UNAVAILABLE'],
    [500, '{"fault":"NullPointerException"}', 'THIRD_PARTY_ERROR'],
    [502, html, 'UPSTREAM_UNAVAILABLE'],
    [503, '{"message":"maintenance"}', 'UPSTREAM_UNAVAILABLE'],
    [
      500,
      message('404 Not Found\r\n{"message":"no such contact"}\r\n\r\n\r\nHTTP Request:\r\nGET https://x'),
      'THIRD_PARTY_ERROR',
    ],
    [400, '401 Unauthorized\r\nbad key\r\n\r\n\r\nHTTP Request:\r\nGET https://x', 'CONNECTOR_NOT_AUTHENTICATED'],
    [400, message('429 Too Many Requests\r\n'), 'RATE_LIMITED'],
    [500, message('Failed to authenticate the connector'), 'CONNECTOR_NOT_AUTHENTICATED'],
    [500, message('Failed to call the method'), 'THIRD_PARTY_ERROR'],
    [302, '', 'UPSTREAM_INVALID'],
  ])('with %i and %s is %s', (status, body, code) => {
    expect(failure(status, body, { contentType: body.startsWith('<') ? 'text/html' : 'application/json' }).code).toBe(
      code,
    );
  });

  test("tells the third-party app's status and sentence, wherever its body keeps it", () => {
    for (const body of [
      '{"message":"No such contact"}',
      '{"error":{"message":"No such contact"}}',
      '[{"errors":[{"detail":"No such contact"}]}]',
      'No such contact',
    ]) {
      expect(failure(422, body).details).toEqual({ status: 422, message: 'No such contact' });
    }
  });

  test('never tells what follows "HTTP Request:"', () => {
    const request =
      '\r\n\r\n\r\nHTTP Request:\r\nGET https://api.example.com/?key=marker HTTP/1.1\r\nAuthorization: marker';
    for (const said of [
      `404 Not Found\r\nNo such contact${request}`,
      `404 Not Found${request}`,
      `Bad things${request}`,
    ]) {
      for (const body of [said, message(said)]) {
        for (const status of [400, 403, 404, 500]) {
          const { message: told, details, cause } = failure(status, body);
          const all = [
            told,
            details,
            (cause as Error | undefined)?.message,
            (cause as { details?: unknown } | undefined)?.details,
          ];
          expect(JSON.stringify(all)).not.toContain('marker');
        }
      }
    }
  });

  test('tells no more than 500 characters of it', () => {
    const { details } = failure(422, JSON.stringify({ message: 'x'.repeat(501) }));
    expect(details['message']).toBe(`${'x'.repeat(500)}…`);
    expect(failure(422, JSON.stringify({ message: 'x'.repeat(500) })).details['message']).toBe('x'.repeat(500));
  });

  test('an HTML page is never quoted', () => {
    expect(failure(503, html, { contentType: 'text/html' }).message).not.toContain('secret-host-17');
    expect(failure(422, html).message).not.toContain('secret-host-17');
  });

  test.each([
    [{ retryAfter: '7' }, 7],
    [{ retryAfter: new Date(Date.now() + 60_000).toUTCString() }, expect.closeTo(60, -1)],
    [{ retryAfter: new Date(0).toUTCString() }, 0],
    [{ retryAfter: 'soon' }, undefined],
    [{}, undefined],
  ])('%j gives retryAfterSeconds %s', (options, seconds) => {
    expect(failure(429, '{}', options).details['retryAfterSeconds']).toEqual(seconds);
  });

  test('says who limits the rate', () => {
    expect(failure(429, message('Too many requests.')).details).toMatchObject({ by: 'Cyclr' });
    expect(failure(429, '{"message":"slow down"}').details).toMatchObject({ by: 'third-party app' });
  });

  test.each([
    [400, message('bad'), 'NOT_APPLIED'],
    [401, message('denied'), 'NOT_APPLIED'],
    [403, message('Unknown client IP Address'), 'NOT_APPLIED'],
    [429, message('Too many'), 'NOT_APPLIED'],
    [429, '{"message":"slow down"}', 'UNCERTAIN'],
    [422, '{"message":"no"}', 'UNCERTAIN'],
    [503, html, 'UNCERTAIN'],
  ])('a write refused with %i %s is %s', (status, body, outcome) => {
    expect(failure(status, body).ofWrite().details['outcome']).toBe(outcome);
  });
});

describe('anything else that is refused', () => {
  test.each([
    [401, 'UPSTREAM_CREDENTIALS'],
    [403, 'FORBIDDEN'],
    [404, 'NOT_FOUND'],
    [429, 'RATE_LIMITED'],
    [500, 'UPSTREAM_UNAVAILABLE'],
    [301, 'UPSTREAM_INVALID'],
  ])('with %i is %s', (status, code) => {
    const { code: found, mayHaveReachedApp } = failure(status, '{"any":"thing"}', { reachesApp: false });
    expect(found).toBe(code);
    expect(mayHaveReachedApp).toBe(false);
  });
});
