import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/json.ts';
import { readErrorBody } from '../../src/third-party/error-body.ts';
import { saysRateLimited } from '../../src/third-party/rate-limit.ts';
import { longestWait, waitSeconds } from '../../src/third-party/wait-seconds.ts';

const now = Date.UTC(2026, 10, 27, 12, 0, 0);
const soon = now / 1000 + 90;

describe('how long to wait', () => {
  test.each<[string, number | undefined]>([
    ['7', 7],
    ['0', 0],
    ['2.0', 2],
    ['60.0', 60],
    ['1.5', 2],
    ['0.1', 1],
    [' 7 ', 7],
    ['30s', 30],
    ['PT30S', 30],
    ['PT1H0.5S', 3601],
    ['pt2m', 120],
    ['P1D', undefined],
    ['PT', undefined],
    ['PT48H', undefined],
    ['00:01:30', 90],
    ['00:00:00.4', 1],
    ['1:90:00', undefined],
    [String(longestWait), longestWait],
    [String(longestWait + 1), undefined],
    [String(soon), 90],
    [String(soon * 1000), 90],
    [String(soon + longestWait), undefined],
    ['1795824000', Math.abs(1795824000 - now / 1000) <= longestWait ? Math.ceil(1795824000 - now / 1000) : undefined],
    [String(now / 1000 - 5), undefined],
    ['+5', undefined],
    ['-1', undefined],
    ['', undefined],
    ['   ', undefined],
    ['soon', undefined],
    ['soon 5', undefined],
    ['1e3', undefined],
    ['0x10', undefined],
    ['NaN', undefined],
    ['Infinity', undefined],
    ['5, 5', undefined],
    ['9'.repeat(400), undefined],
    [new Date(now + 60_000).toUTCString(), 60],
    [new Date(now - 60_000).toUTCString(), 0],
    [new Date(now + longestWait * 2000).toUTCString(), undefined],
    ['Friday, 27-Nov-26 12:00:30 GMT', 30],
    ['Fri Nov 27 12:00:30 2026 GMT', undefined],
    ['2026-11-27T12:00:30Z', 30],
  ])('Retry-After: %s', (value, seconds) => {
    expect(waitSeconds({ 'retry-after': value }, undefined, now)).toBe(seconds);
  });

  test.each<[Record<string, string | undefined>, Json | undefined, number | undefined]>([
    [{ 'x-ratelimit-reset': String(soon) }, undefined, 90],
    [{ 'x-ratelimit-reset': String(soon * 1000) }, undefined, 90],
    [{ 'x-ratelimit-reset': '30' }, undefined, 30],
    [{ 'x-ratelimit-reset-after': '1.2' }, undefined, 2],
    [{ 'x-rate-limit-reset': '2026-11-27T12:00:10Z' }, undefined, 10],
    [{ 'x-rate-limit-time-reset-ms': '3000' }, undefined, 3],
    [{ 'retry-after-ms': '1500' }, undefined, 2],
    [{ 'x-retry-after': '5' }, undefined, 5],
    [{ 'ratelimit-reset': '12' }, undefined, 12],
    [{ ratelimit: '"default";r=0;t=30' }, undefined, 30],
    [{ ratelimit: 'limit=100, remaining=0, reset=50' }, undefined, 50],
    [{ ratelimit: '"default";r=0' }, undefined, undefined],
    [{ 'retry-after': 'soon', 'x-ratelimit-reset': '9' }, undefined, 9],
    [{ 'retry-after': '3' }, { retry_after: 9 }, 3],
    [{}, { retry_after: 64.57 }, 65],
    [{}, { retryAfter: '4' }, 4],
    [{}, { retry_after_ms: 2500 }, 3],
    [{}, { retryAfterSeconds: 8 }, 8],
    [{}, { error: { retry_after: 3 } }, 3],
    [{}, { ok: false, parameters: { retry_after: 35 } }, 35],
    [{}, { errors: [{ message: 'x', extensions: { retry_in_seconds: 6 } }] }, 6],
    [{}, { error: { details: [{ '@type': 'google.rpc.RetryInfo', retryDelay: '30s' }] } }, 30],
    [{}, { detail: 'Request was throttled. Expected available in 53 seconds.' }, 53],
    [{}, { error: { message: 'Please retry after 12 seconds.' } }, 12],
    [{}, { retry_after: null }, undefined],
    [{}, { retry_after: -1 }, undefined],
    [{}, { message: 'Wait for 5 approvals' }, undefined],
    [{}, 'text', undefined],
    [{}, undefined, undefined],
  ])('%j %j gives %s s', (headers, body, seconds) => {
    expect(waitSeconds(headers, body, now)).toBe(seconds);
  });
});

const error = (body: unknown) => readErrorBody(typeof body === 'string' ? body : JSON.stringify(body));

describe('who limits the rate', () => {
  test.each<[string, number, unknown, Record<string, string>?]>([
    ['any', 429, ''],
    ['Shopify', 430, { errors: 'Shopify Security Rejection' }],
    [
      'Google',
      403,
      {
        error: {
          code: 403,
          message: 'User Rate Limit Exceeded',
          errors: [{ domain: 'usageLimits', reason: 'userRateLimitExceeded', message: 'User Rate Limit Exceeded' }],
        },
      },
    ],
    [
      'Google, daily',
      403,
      { error: { code: 403, message: 'Daily Limit', errors: [{ reason: 'dailyLimitExceeded' }] } },
    ],
    ['Google, quota', 403, { error: { code: 403, errors: [{ reason: 'quotaExceeded', message: 'Quota used' }] } }],
    ['Salesforce', 403, [{ message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }]],
    [
      'GitHub',
      403,
      { message: 'You have exceeded a secondary rate limit. Please wait a few minutes.' },
      { 'retry-after': '60' },
    ],
    ['GitHub, words alone', 403, { message: 'You have exceeded a secondary rate limit.' }],
    ['GitHub, headers alone', 403, { message: 'Forbidden' }, { 'x-ratelimit-remaining': '0' }],
    ['Twilio', 400, { code: 20429, message: 'Too Many Requests', status: 429 }],
    ['AWS', 400, { __type: 'ThrottlingException', message: 'Rate exceeded' }],
    ['S3', 503, '<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>'],
    ['NetSuite', 403, { error: { code: 'SSS_REQUEST_LIMIT_EXCEEDED', message: 'Request Limit Exceeded' } }],
    [
      'QuickBooks',
      403,
      {
        Fault: {
          Error: [{ Message: 'message=ThrottleExceeded; errorCode=003001', code: '003001' }],
          type: 'Throttled',
        },
      },
    ],
    ['Dynamics', 503, { error: { code: '0x80072322', message: 'Number of requests exceeded the limit of 6000' } }],
    [
      'Facebook',
      400,
      { error: { message: '(#4) Application request limit reached', type: 'OAuthException', code: 4 } },
    ],
    [
      'HubSpot',
      403,
      { status: 'error', message: 'You have reached your daily limit.', errorType: 'RATE_LIMIT', policyName: 'DAILY' },
    ],
    ['Graph', 503, { error: { code: 'ApplicationThrottled', message: 'x' } }],
    ['Mulesoft', 503, 'API calls limit exceeded: too many requests'],
  ])('%s', (_app, status, body, headers = {}) => {
    expect(saysRateLimited(status, error(body), headers)).toBe(true);
  });

  test.each<[string, number, unknown, Record<string, string>?]>([
    ['a refusal', 403, { message: 'You may not read this contact' }],
    ['a field of that name', 400, { errors: { rate_limit: ['rate limit exceeded the maximum of 5'] } }],
    ['a credit limit', 400, { message: 'Credit limit exceeded for this customer' }],
    ['a long text', 400, { message: 'Character limit exceeded' }],
    [
      'a full disk',
      403,
      {
        error: {
          errors: [{ reason: 'storageQuotaExceeded', message: "The user's Drive storage quota has been exceeded." }],
        },
      },
    ],
    ['a plan', 403, { message: 'You have exceeded the maximum number of contacts of your plan' }],
    ['a quotation', 422, { message: 'The note "too many requests" is not allowed' }],
    ['maintenance', 503, { message: 'Down until four' }, { 'retry-after': '3600' }],
    ['nothing', 403, '', { 'x-ratelimit-remaining': '12' }],
  ])('not by %s', (_what, status, body, headers = {}) => {
    expect(saysRateLimited(status, error(body), headers)).toBe(false);
  });
});
