import { isJsonObject } from '../json.ts';
import type { Answer } from './answer.ts';

/** What a text of Cyclr's means for the call that it answers. */
export type KnownMeaning =
  /** Cyclr does not know the gateway's IP address. */
  | 'IP_NOT_ALLOWED'
  /** The account may not do this. */
  | 'FORBIDDEN'
  /** The credentials for the third-party app are missing or dead. */
  | 'RECONNECT'
  /** The inputs do not fit; nothing was sent to the third-party app. */
  | 'INPUTS'
  /** Numbers that are not the method's: a newer release may have others. */
  | 'NUMBERS'
  /** Cyclr has no such thing. */
  | 'NOT_FOUND'
  /** Cyclr itself limits the rate. */
  | 'RATE_LIMITED'
  /** The third-party app was called, and something went wrong there or on the way back. */
  | 'APP_FAILED';

interface KnownText {
  readonly text: RegExp;
  readonly statuses: readonly number[];
  readonly means: KnownMeaning;
  /** Also where it is the whole text of the answer, and not the `Message` of an object. */
  readonly isPlainToo?: boolean;
}

/**
 * Everything that Cyclr is known to say about a call, with its statuses. The list is closed: an answer that is not in it
 * is not taken for Cyclr's own word. The evidence for each is in the documentation.
 *
 * @see docs/cyclr.md#texts-about-a-call
 */
export const knownTexts: readonly KnownText[] = [
  { text: /^unknown client ip address\b/i, statuses: [403], means: 'IP_NOT_ALLOWED', isPlainToo: true },
  { text: /^the token is not valid for this account\.?$/i, statuses: [403], means: 'FORBIDDEN' },
  { text: /^failed to authenticate the connector\b/i, statuses: [400, 401, 403, 500], means: 'RECONNECT' },
  { text: /^failed to build the request\b/i, statuses: [400, 500], means: 'INPUTS' },
  { text: /^parameter '[^']*' is required\.?$/i, statuses: [400], means: 'INPUTS' },
  {
    text: /^the (?:method|value) '[^']*' (?:cannot be called|is not valid for MethodId)\.?$/i,
    statuses: [400],
    means: 'INPUTS',
  },
  { text: /^(?:parameter|field) with id '\d*' does not belong to the method\.?$/i, statuses: [400], means: 'NUMBERS' },
  { text: /^parameter '[^']*' is not a parameter of this method\.?$/i, statuses: [400], means: 'NUMBERS' },
  {
    text: /^the (?:account connector|connector|method) (?:[^ ]+ )?could not be found\.?$/i,
    statuses: [404],
    means: 'NOT_FOUND',
  },
  { text: /^too many requests\.?$/i, statuses: [429], means: 'RATE_LIMITED' },
  { text: /^failed to call the method\b/i, statuses: [400, 500, 502], means: 'APP_FAILED' },
  { text: /^response data not in expected format\b/i, statuses: [400, 500, 502], means: 'APP_FAILED' },
];

/**
 * Texts of a framework that Cyclr and many third-party apps are built with. Whose text it is cannot be told.
 *
 * @see docs/cyclr.md#texts-of-the-framework
 */
const frameworkText =
  /^(?:authorization has been denied for this request|an error has occurred|the request is invalid|no http resource was found that matches the request uri\b.*|the requested resource does not support http method '[^']*')\.?$/i;

/** Cyclr's word for the answer; undefined where it is in no known text of Cyclr's, or has another status. */
export function knownMeaning(answer: Answer): KnownMeaning | undefined {
  const own = ownMessage(answer);
  const said = own ?? plainText(answer);
  if (said === undefined) return undefined;
  const isOwn = own !== undefined;
  return knownTexts.find(
    ({ text, statuses, isPlainToo }) => (isOwn || isPlainToo) && statuses.includes(answer.status) && text.test(said),
  )?.means;
}

/** Whether the answer may be Cyclr's own without saying so: it is empty, or the framework's text alone. */
export function mayBeOfCyclr(answer: Answer): boolean {
  if (answer.size > longestText) return false;
  if (answer.size === 0 || answer.text()?.trim() === '') return true;
  const said = ownMessage(answer);
  return said !== undefined && frameworkText.test(said);
}

/** The sentence of an error in Cyclr's shape, `{"Message": "…"}`; undefined where there is anything else in it. */
export function ownMessage(answer: Answer): string | undefined {
  const json = answer.size > longestText ? undefined : answer.jsonIfAny();
  if (!isJsonObject(json) || typeof json['Message'] !== 'string') return undefined;
  return Object.keys(json).every((key) => ownKeys.has(key)) ? json['Message'].trim() : undefined;
}

/** The whole answer, where it is words and neither JSON nor markup. */
export function plainText(answer: Answer): string | undefined {
  if (answer.size > longestText) return undefined;
  const text = answer.text()?.trim();
  return text === undefined || text === '' || text.startsWith('<') || answer.jsonIfAny() !== undefined
    ? undefined
    : text;
}

const ownKeys = new Set(['Message', 'MessageDetail']);

/** In bytes; Cyclr's own texts are short. */
const longestText = 64 * 1024;
