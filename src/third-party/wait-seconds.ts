import { isExactNumber } from '../numbers/exact-number.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';

/** A stated wait beyond this, in seconds, is not believed: one day. */
export const longestWait: number = 24 * 60 * 60;

/** Response headers by their names in lower case. */
export type Headers = Readonly<Record<string, string | undefined>>;

/**
 * How long an app that limits its rate wants to be left alone, in whole seconds rounded up; `now` is in milliseconds
 * since 1970. Undefined where neither headers nor body say so, cannot be read, or say more than {@link longestWait}.
 * The headers are believed before the body, and of the headers `Retry-After` first.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
 */
export function waitSeconds(headers: Headers, body: Json | undefined, now: number): number | undefined {
  for (const [name, unit] of waitHeaders) {
    const wait = toWait(headers[name], unit, now);
    if (wait !== undefined) return wait;
  }
  const [, reset] =
    /(?:^|[;,\s])(?:t|reset)\s?=\s?(\d{1,13}(?:\.\d{1,9})?)\s?(?:[;,]|$)/i.exec(
      (headers['ratelimit'] ?? '').slice(0, 500),
    ) ?? [];
  return toWait(reset, 1, now) ?? waitInBody(body, now, 0);
}

/** In seconds, or in thousandths of them. */
type Unit = 1 | 1000;

/** A number under any of these may be a wait or a time. */
const waitHeaders: readonly (readonly [string, Unit])[] = [
  ['retry-after', 1],
  ['retry-after-ms', 1000],
  ['x-ms-retry-after-ms', 1000],
  ['x-retry-after', 1],
  ['x-ratelimit-retry-after', 1],
  ['x-rate-limit-retry-after', 1],
  ['x-ratelimit-reset-after', 1],
  ['x-rate-limit-reset-after', 1],
  ['x-rate-limit-time-reset-ms', 1000],
  ['x-ratelimit-reset', 1],
  ['x-rate-limit-reset', 1],
  ['ratelimit-reset', 1],
];

/** The same in a body, in lower case and without separators. */
const waitKeys: ReadonlyMap<string, Unit> = new Map([
  ['retryafter', 1],
  ['retryafterseconds', 1],
  ['retryaftersecs', 1],
  ['retryaftersec', 1],
  ['retryinseconds', 1],
  ['retryin', 1],
  ['retrydelay', 1],
  ['retryafterms', 1000],
  ['retryaftermillis', 1000],
  ['retryaftermilliseconds', 1000],
]);

const holders = ['error', 'errors', 'parameters', 'extensions', 'details', 'data', 'error_data', 'fault', 'meta'];
const mostMembers = 20;

function waitInBody(body: Json | undefined, now: number, level: number): number | undefined {
  if (Array.isArray(body)) return firstOf(body as readonly Json[], (member) => waitInBody(member, now, level));
  if (!isJsonObject(body) || level > 4) return undefined;

  let looked = 0;
  for (const key in body) {
    looked += 1;
    if (looked > mostMembers) break;
    const unit = waitKeys.get(key.toLowerCase().replace(/[_-]/g, ''));
    const wait = unit === undefined ? undefined : toWait(textOf(body[key]), unit, now);
    if (wait !== undefined) return wait;
  }
  const inside = firstOf(holders, (name) => waitInBody(own(body, name), now, level + 1));
  return inside ?? firstOf(['message', 'detail', 'error', 'description'], (name) => waitInWords(own(body, name), now));
}

/** "Request was throttled. Expected available in 53 seconds.", "Try again in 5 minutes." */
function waitInWords(words: Json | undefined, now: number): number | undefined {
  if (typeof words !== 'string') return undefined;
  const [, number, unit = ''] =
    /\b(?:retry|try again|wait|available|resets?)(?: after| in| for)? (\d{1,6}(?:\.\d{1,9})?) ?(ms|milliseconds?|m(?:in(?:ute)?s?)?|h(?:(?:ou)?rs?)?|s(?:ec(?:ond)?s?)?)\b/i.exec(
      words.slice(0, 1000),
    ) ?? [];
  return number === undefined ? undefined : toWait(String(Number(number) * secondsOf(unit.toLowerCase())), 1, now);
}

function secondsOf(unit: string): number {
  if (unit === 'ms' || unit.startsWith('milli')) return 1 / 1000;
  if (unit.startsWith('m')) return 60;
  return unit.startsWith('h') ? 60 * 60 : 1;
}

/**
 * Seconds (`7`, `2.0`, `1.5`, `30s`), a time since 1970 in seconds or milliseconds, a date, or a duration (`PT30S`,
 * `00:01:30`).
 */
function toWait(text: string | undefined, unit: Unit, now: number): number | undefined {
  const value = text?.trim();
  if (value === undefined || value === '' || value.length > 40) return undefined;
  const [, digits] = /^(\d+(?:\.\d*)?) ?(?:s|sec|seconds)?$/i.exec(value) ?? [];
  if (digits === undefined) {
    return isDate(value) ? within((Date.parse(value) - now) / 1000, true) : within(durationOf(value), true);
  }

  const number = Number(digits);
  if (number / unit <= longestWait) return Math.ceil(number / unit);
  return within(number - now / 1000) ?? within((number - now) / 1000);
}

/** Seconds of `PT1H30M5.5S` and of `01:30:05`; not a number where it is neither. */
function durationOf(value: string): number {
  const [, , hours, minutes, seconds] =
    /^P(?!$)T?((?:(\d{1,4}(?:\.\d{1,9})?)H)?(?:(\d{1,6}(?:\.\d{1,9})?)M)?(?:(\d{1,6}(?:\.\d{1,9})?)S)?)$/i.exec(
      value,
    ) ??
    /^((\d{1,3}):([0-5]?\d):([0-5]?\d(?:\.\d{1,9})?))$/.exec(value) ??
    [];
  if (hours === undefined && minutes === undefined && seconds === undefined) return Number.NaN;
  return Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
}

/** A date that has just passed is no wait; a time that has passed says nothing. */
function within(seconds: number, isDateThatMayHavePassed = false): number | undefined {
  if (!Number.isFinite(seconds) || seconds > longestWait) return undefined;
  if (seconds > 0) return Math.ceil(seconds);
  return isDateThatMayHavePassed ? 0 : undefined;
}

/** The three forms of a date in HTTP, and ISO 8601; `Date.parse` alone would read "soon 5" as a date. */
function isDate(value: string): boolean {
  return (
    /^[a-z]{3,9}, \d{1,2}[ -][a-z]{3}[ -]\d{2,4} \d\d:\d\d:\d\d (?:GMT|UTC|[+-]\d{4})$/i.test(value) ||
    /^[a-z]{3} [a-z]{3} {1,2}\d{1,2} \d\d:\d\d:\d\d \d{4}$/i.test(value) ||
    /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)$/i.test(value)
  );
}

function textOf(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  return isExactNumber(value) ? value.rawJSON : undefined;
}

function own(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function firstOf<T>(list: readonly T[], read: (member: T) => number | undefined): number | undefined {
  for (const member of list.slice(0, mostMembers)) {
    const found = read(member);
    if (found !== undefined) return found;
  }
  return undefined;
}
