import { describe, expect, test } from 'vitest';
import { Answer } from '../../src/cyclr/answer.ts';
import { failureOf } from '../../src/cyclr/failure.ts';
import { GatewayError } from '../../src/errors.ts';

interface Options {
  readonly reachesApp?: boolean;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function failure(
  status: number,
  body: string,
  { reachesApp = true, contentType = 'application/json', headers = {} }: Options = {},
) {
  return failureOf({ reachesApp }, new Answer(status, { 'content-type': contentType, ...headers }, Buffer.from(body)));
}

const message = (text: string) => JSON.stringify({ Message: text });
const html = '<!DOCTYPE html><html><body><h1>503</h1> secret-host-17</body></html>';

describe('a method call that is refused', () => {
  test.each([
    // Cyclr's own words.
    [400, message("Parameter '9' is not a parameter of this method."), 'BAD_USER_INPUT', 'NOT_APPLIED'],
    [400, message("Field with ID '9' does not belong to the method."), 'BAD_USER_INPUT', 'NOT_APPLIED'],
    [400, message("Parameter 'Contact ID' is required."), 'BAD_USER_INPUT', 'NOT_APPLIED'],
    [403, message('Unknown client IP Address: contact support to request access'), 'IP_NOT_ALLOWED', 'NOT_APPLIED'],
    [403, 'Unknown client IP Address: contact support to request access', 'IP_NOT_ALLOWED', 'NOT_APPLIED'],
    [404, message('The method could not be found.'), 'NOT_FOUND', 'NOT_APPLIED'],
    [429, message('Too many requests.'), 'RATE_LIMITED', 'NOT_APPLIED'],
    [500, message('Failed to authenticate the connector'), 'CONNECTOR_NOT_AUTHENTICATED', 'NOT_APPLIED'],
    [500, message('Failed to call the method'), 'THIRD_PARTY_ERROR', 'UNCERTAIN'],
    // The same words with another status, or in another shape, are not Cyclr's.
    [422, message("Parameter 'Contact ID' is required."), 'THIRD_PARTY_ERROR', 'REFUSED'],
    [429, '{"message":"Too many requests."}', 'RATE_LIMITED', 'REFUSED'],
    [429, '{"Message":"Too many requests.","code":7}', 'RATE_LIMITED', 'REFUSED'],
    // The third-party app's own.
    [401, '{"error":{"code":"InvalidAuthenticationToken"}}', 'CONNECTOR_NOT_AUTHENTICATED', 'REFUSED'],
    [402, message('LastName is required.'), 'THIRD_PARTY_ERROR', 'REFUSED'],
    [403, '{"message":"insufficient scope"}', 'THIRD_PARTY_ERROR', 'REFUSED'],
    [403, message('User is not authorized to access this resource'), 'THIRD_PARTY_ERROR', 'REFUSED'],
    [404, '{"error":"no such contact"}', 'THIRD_PARTY_ERROR', 'REFUSED'],
    [409, '{"title":"Conflict"}', 'THIRD_PARTY_ERROR', 'REFUSED'],
    [422, '{"message":"no"}', 'THIRD_PARTY_ERROR', 'REFUSED'],
    [408, '{"message":"took too long"}', 'THIRD_PARTY_ERROR', 'UNCERTAIN'],
    [500, '{"fault":"NullPointerException"}', 'THIRD_PARTY_ERROR', 'UNCERTAIN'],
    [503, '[{"errorCode":"SERVER_UNAVAILABLE","message":"down until 04:00"}]', 'THIRD_PARTY_ERROR', 'UNCERTAIN'],
    // As Cyclr retells it.
    [
      500,
      message('404 Not Found\r\n{"message":"gone"}\r\n\r\n\r\nHTTP Request:\r\nGET x'),
      'THIRD_PARTY_ERROR',
      'REFUSED',
    ],
    [500, message('502 Bad Gateway\r\n{"message":"gone"}'), 'THIRD_PARTY_ERROR', 'UNCERTAIN'],
    [400, '401 Unauthorized\r\nbad key\r\n\r\n\r\nHTTP Request:\r\nGET x', 'CONNECTOR_NOT_AUTHENTICATED', 'REFUSED'],
    [400, message('429 Too Many Requests\r\n'), 'RATE_LIMITED', 'REFUSED'],
    // Nobody can tell whose.
    [400, '', 'THIRD_PARTY_ERROR', 'UNCERTAIN'],
    [400, html, 'THIRD_PARTY_ERROR', 'UNCERTAIN'],
    [403, html, 'THIRD_PARTY_ERROR', 'UNCERTAIN'],
    [401, message('Authorization has been denied for this request.'), 'CONNECTOR_NOT_AUTHENTICATED', 'REFUSED'],
    [401, '', 'CONNECTOR_NOT_AUTHENTICATED', 'REFUSED'],
    [401, html, 'CONNECTOR_NOT_AUTHENTICATED', 'REFUSED'],
    [429, '', 'RATE_LIMITED', 'REFUSED'],
    [500, message('An error has occurred.'), 'UPSTREAM_UNAVAILABLE', 'UNCERTAIN'],
    [502, html, 'UPSTREAM_UNAVAILABLE', 'UNCERTAIN'],
    [503, 'upstream connect error', 'UPSTREAM_UNAVAILABLE', 'UNCERTAIN'],
    [302, '', 'UPSTREAM_INVALID', 'UNCERTAIN'],
  ])('with %i and %s is %s, and a write is %s', (status, body, code, outcome) => {
    const error = failure(status, body, { contentType: body.startsWith('<') ? 'text/html' : 'application/json' });
    expect(error.code).toBe(code);
    expect(error.ofWrite().details['outcome']).toBe(outcome);
  });

  test('a 404 that may be anybody’s is the third-party app’s where all that was asked for is there', () => {
    for (const body of ['', html, message('No HTTP resource was found that matches the request URI.')]) {
      const { code, ifFound } = failure(404, body);
      expect([code, ifFound?.code, ifFound?.ofWrite().details['outcome']]).toEqual([
        'NOT_FOUND',
        'THIRD_PARTY_ERROR',
        'UNCERTAIN',
      ]);
    }
  });

  test('a refusal of numbers is told from one of other inputs', () => {
    expect(failure(400, message("Field with ID '9' does not belong to the method.")).refusesNumbers).toBe(true);
    expect(failure(400, message("Parameter 'Contact ID' is required.")).refusesNumbers).toBe(false);
  });

  test("tells the third-party app's status and sentence, wherever its body keeps it", () => {
    for (const body of [
      '{"message":"No such contact"}',
      '{"error":{"message":"No such contact"}}',
      '[{"errors":[{"detail":"No such contact"}]}]',
      'No such contact',
    ]) {
      expect(failure(422, body).details).toMatchObject({ status: 422, message: 'No such contact' });
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

  test('an HTML page is never quoted', () => {
    expect(failure(503, html, { contentType: 'text/html' }).message).not.toContain('secret-host-17');
    expect(failure(422, html).message).not.toContain('secret-host-17');
  });

  test.each([
    [{ 'retry-after': '7' }, 7],
    [{ 'retry-after': 'soon' }, undefined],
    [{}, undefined],
  ])('%j gives retryAfterSeconds %s', (headers, seconds) => {
    const error = failure(429, '{"message":"slow"}', { headers });
    expect([error.retryAfterSeconds, error.details['retryAfterSeconds']]).toEqual([seconds, seconds]);
  });

  test('says who limits the rate', () => {
    expect(failure(429, message('Too many requests.')).details).toMatchObject({ by: 'Cyclr' });
    expect(failure(429, '{"message":"slow down"}').details).toMatchObject({ by: 'third-party app' });
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
    const { code: found, effect } = failure(status, '{"any":"thing"}', { reachesApp: false });
    expect(found).toBe(code);
    expect(effect).toBe('NONE');
  });
});

test.each([
  ['UNKNOWN', 'Cyclr answered with status 502. The write may have been applied: look before you send it again.'],
  ['NONE', 'Cyclr answered with status 502. Try again in a moment.'],
] as const)('of a write with the effect %s, the advice fits', (effect, told) => {
  const away = new GatewayError('UPSTREAM_UNAVAILABLE', 'Cyclr answered with status 502. Try again in a moment.', {
    effect,
  });
  expect(away.ofWrite().message).toBe(told);
});
