import type { Json, JsonObject } from '../json.ts';
import { isNothing, saysNone } from './to-records.ts';

/**
 * Whether an object tells an error, in any of the words that applications have for it. What is empty, false, zero or a
 * word of success tells none. This decides only whether an answer without its list is shown, not which answers fail.
 */
export function tellsError(body: JsonObject): boolean {
  return (
    Object.entries(body).some(([key, value]) => errorKey.test(key) && !isNothing(value) && !saysWell(value)) ||
    isRefusal(body)
  );
}

const errorKey =
  /^(?:(?:soap(?:env)?:)?fault(?:string|code)?|exception|errors?|errors?_?(?:messages?|codes?|details?|descriptions?|summary|info)|err(?:code|msg)|(?:is|has)_?errors?)$/i;

/** Says that it did not succeed, or nothing but a message. */
function isRefusal(body: JsonObject): boolean {
  const entries = Object.entries(body).map(([key, value]) => [key.toLowerCase(), value] as const);
  const isRefused = entries.some(([key, value]) =>
    key === 'success' || key === 'ok'
      ? value === false || value === 'false'
      : key === 'status' &&
        typeof value === 'string' &&
        /^(?:error|fail(?:ed|ure)?|denied|unauthori[sz]ed)$/i.test(value),
  );
  const isMessage = entries.some(([key]) => key === 'message' || key === 'detail');
  const isAlone = entries.every(([key, value]) => typeof value !== 'object' && besideMessage.has(key));
  return isRefused || (isMessage && isAlone && !entries.some(([, value]) => saysWell(value) || saysNone(value)));
}

const besideMessage = new Set(
  'message detail title type status code statuscode status_code request_id requestid documentation_url url'.split(' '),
);

function saysWell(value: Json): boolean {
  return (
    value === 0 || value === 200 || (typeof value === 'string' && /^(?:0+|200|none|ok\b.*|success.*)$/i.test(value))
  );
}
