import type { GatewayError } from '../errors.ts';
import { isJsonObject, type Json } from '../json.ts';
import { isHtmlPage } from '../third-party/is-page.ts';
import { isSecretKey, masked, withoutPage, withoutRequest } from '../third-party/words.ts';
import type { Answer } from './answer.ts';

/** The most characters of an app's body that an error carries. */
export const longestErrorBody = 4000;

/** The error with the app's own body: without what looks like a secret, and cut where it is long. A page is left out. */
export function withErrorBody(error: GatewayError, answer: Answer): GatewayError {
  const text = withoutRequest(answer.text() ?? '').trim();
  return text === '' || isHtmlPage(text) ? error : error.with({ body: shown(answer, text) });
}

function shown(answer: Answer, text: string): Json {
  const body = redacted(answer.jsonIfAny());
  const length = body === undefined ? Infinity : JSON.stringify(body).length;
  if (body !== undefined && length <= longestErrorBody) return body;
  const whole = body === undefined ? safe(text) : JSON.stringify(body);
  return whole.length <= longestErrorBody ? whole : `${whole.slice(0, longestErrorBody).toWellFormed()}…`;
}

/** Without the request that Cyclr retells, without HTML pages, and without credentials. Cut well beyond what is shown. */
function safe(text: string): string {
  return masked(withoutPage(withoutRequest(text.slice(0, longestErrorBody * 4))));
}

/** Deeper values are left out, because a hostile body may have a hundred thousand levels. */
const deepest = 20;

function redacted(value: Json | undefined, depth = 0): Json | undefined {
  if (depth > deepest) return '…';
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => redacted(item, depth + 1) ?? null);
  if (typeof value === 'string') return safe(value);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      isSecretKey(key) ? '[redacted]' : (redacted(inner, depth + 1) ?? null),
    ]),
  );
}
