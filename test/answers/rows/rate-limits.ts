import { type AnswerRow, json, read, text } from '../row.ts';

const later = (method: string, value: string) =>
  read(
    method,
    `a 429 with Retry-After: "${value}"`,
    ['[].id'],
    json({ message: 'Too many requests.' }, 429, { headers: { 'retry-after': value } }),
  );

/** Refusals that mean "later". */
export const rateLimits: readonly AnswerRow[] = [
  later('List Orders With Decimal', '2.0'),
  later('List Orders With Decimal Minute', '60.0'),
  later('List Orders With Fraction', '1.5'),
  later('List Orders With Spaces', ' 7 '),
  later('List Orders With Signed Number', '+5'),
  later('List Orders With Negative Number', '-1'),
  later('List Orders With Epoch', '1795824000'),
  later('List Orders With Date', 'Sat, 28 Nov 2026 00:00:00 GMT'),
  later('List Orders With Words', 'soon'),
  read(
    'List Google Orders',
    "a 403 that is Google's rate limit",
    ['[].id'],
    json(
      {
        error: {
          code: 403,
          message: 'User Rate Limit Exceeded',
          errors: [{ domain: 'usageLimits', reason: 'userRateLimitExceeded', message: 'User Rate Limit Exceeded' }],
        },
      },
      403,
    ),
    { reason: { words: ['User Rate Limit Exceeded'] } },
  ),
  read(
    'List Salesforce Orders',
    "a 403 that is Salesforce's rate limit",
    ['[].id'],
    json([{ message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }], 403),
    { reason: { words: ['TotalRequests Limit exceeded.'] } },
  ),
  read(
    'List GitHub Orders',
    "a 403 that is GitHub's secondary rate limit",
    ['[].id'],
    json({ message: 'You have exceeded a secondary rate limit.' }, 403, { headers: { 'retry-after': '60' } }),
    { reason: { words: ['You have exceeded a secondary rate limit.'] } },
  ),
  read('List Shopify Orders', "Shopify's 430", ['[].id'], json({ errors: 'Shopify security rejection' }, 430)),
  read(
    'List Orders With Limit Header',
    'a 429 with x-ratelimit-reset',
    ['[].id'],
    json({ message: 'Too many requests.' }, 429, {
      headers: { 'x-ratelimit-reset': '1795824000', 'x-ratelimit-remaining': '0' },
    }),
  ),
  read(
    'List Discord Orders',
    'a 429 with retry_after in the body',
    ['[].id'],
    json({ message: 'You are being rate limited.', retry_after: 64.57, global: false }, 429),
  ),
  read(
    'List Orders With Minutes In Words',
    'a 429 that says how long in words',
    ['[].id'],
    json({ message: 'Too many requests. Please try again in 5 minutes.' }, 429),
  ),
  read(
    'List Xero Orders',
    "Xero's 503 in pairs that is a rate limit",
    ['[].id'],
    text(
      'text/plain',
      'oauth_problem=rate%20limit%20exceeded&oauth_problem_advice=please%20wait%20before%20retrying',
      503,
    ),
  ),
];
