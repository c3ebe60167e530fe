import type { ErrorBody } from './error-body.ts';
import type { Headers } from './wait-seconds.ts';

/** Codes of applications that limit their rate, in lower case and without separators. Daily quotas are among them. */
const codes = new Set(
  `ratelimit ratelimits ratelimited ratelimiterror ratelimitexceeded ratelimitreached ratelimithit ratelimitexception
  userratelimitexceeded usersratelimitexceeded dailylimitexceeded quotaexceeded quotaexceedederror quotaexceededexception
  servingquotaexceeded callratelimitexceeded apiratelimitexceeded apilimitexceeded apicallsexceeded apiquotaexceeded
  requestlimitexceeded requestslimitexceeded requestratelimitexceeded requestquotaexceeded concurrentlimitexceeded
  concurrencylimitexceeded concurrentrequestlimitexceeded concurrentrequestslimitexceeded maxconcurrencyexceeded
  concurrencylimit toomanyconcurrentrequests toomanyrequests toomanyrequestsexception toomanyrequestserror
  toomanycalls toomanyapicalls toomanywriteoperations throttled throttling throttlingexception throttlingerror
  throttledexception throttleexceeded throttleerror throttlelimitexceeded requestthrottled requestthrottledexception
  applicationthrottled mailboxconcurrency activitylimitreached slowdown resourceexhausted bandwidthlimitexceeded
  provisionedthroughputexceededexception requestlimitreached complexityexception complexitybudgetexhausted
  thresholdexceeded sssrequestlimitexceeded sssconcurrencylimitexceeded
  ssstoomanyrequests wsconcursessndisallwd wsrequestblocked exceededconcurrentrequestlimit exceededrequestlimit
  exceededrequestlimitfault exceededconcurrentrequestlimitfault secondaryratelimit abusedetected tensecondlyrolling secondlylimit
  20429 003001 0x80072321 0x80072322 0x80072326 2147015903 2147015902 2147015898`
    .trim()
    .split(/\s+/),
);

/** Whole phrases: a field named "rate limit", a credit limit or a full disk are no limits of a rate. */
const words = new RegExp(
  [
    String.raw`\b(?:rate|request|requests|call|calls|api|concurrency|throttl\w+)[ -](?:(?:rate|call|request|usage)s? )?(?:limit|quota)s? (?:(?:has|have|was|is|had) )?(?:been )?(?:exceeded|reached|hit|surpassed)`,
    String.raw`\b(?:exceed(?:ed|s|ing)|reached|hit|over|above|surpassed) (?:\S{1,30} ){0,5}?(?:rate|api|request|requests|call|calls|concurrency|concurrent|secondly|per[ -]second|per[ -]minute|hourly|daily)[ -](?:(?:rate|call|calls|request|requests|usage|api) ){0,2}(?:limit|quota|allowance|threshold)`,
    String.raw`\b(?:secondary|primary|api) rate limit`,
    String.raw`\brate[ -]limited\b|\brequests? (?:was|were|has been|have been|is being|is) (?:throttled|rate[ -]limited)|\b(?:you are|you're) being (?:throttled|rate[ -]limited)`,
    String.raw`\btoo many (?:\w{1,20} ){0,2}(?:requests|calls|api calls)\b`,
    String.raw`\bquota (?:exceeded|has been exceeded) for quota metric\b|\b(?:request|api|call) quota\b.{0,30}\bexceeded`,
    String.raw`\bexceeded the (?:limit|number) of (?:allowed )?(?:\w{1,20} )?(?:requests|calls|concurrent requests)\b`,
  ].join('|'),
  'i',
);

/** Statuses whose sentence alone is believed. With others, such as 400, only a code is: its sentences quote inputs. */
const wordsCount = new Set([400, 403, 420, 430, 500, 502, 503, 509, 529]);

/**
 * Does an error answer say that the app limits its rate, whatever its status? 429 and Shopify's 430 do; others by a
 * code such as `userRateLimitExceeded` or `REQUEST_LIMIT_EXCEEDED`, by plain words about no field, or, for a 403, by
 * headers: `Retry-After`, or a remaining number of zero.
 */
export function saysRateLimited(
  status: number,
  { codes: given, sentences, problems }: Pick<ErrorBody, 'codes' | 'sentences' | 'problems'>,
  headers: Headers,
): boolean {
  if (status === 429 || status === 430) return true;
  if (given.some((code) => codes.has(code.toLowerCase().replace(/[^a-z\d]+/g, '')))) return true;
  const isAboutFields = problems.some(({ field }) => field !== null);
  if ((wordsCount.has(status) || status < 300) && !isAboutFields && sentences.some((said) => words.test(said)))
    return true;
  return status === 403 && (hasValue(headers['retry-after']) || hasNoneLeft(headers));
}

function hasValue(header: string | undefined): boolean {
  return header !== undefined && header.trim() !== '';
}

function hasNoneLeft(headers: Headers): boolean {
  return ['x-ratelimit-remaining', 'x-rate-limit-remaining', 'ratelimit-remaining'].some(
    (name) => headers[name]?.trim() === '0',
  );
}
