/** Of one sentence in a message, in characters. */
export const longestSentence = 500;

/** HTML elements; other words in angle brackets, such as `<customer id>`, are kept. */
const tags =
  /<\/?(?:a|abbr|b|big|blockquote|body|br|center|code|div|dd|dl|dt|em|font|form|h[1-6]|head|html|hr|i|iframe|img|input|li|link|meta|ol|p|pre|script|small|span|strong|style|sub|sup|table|tbody|td|th|thead|title|tr|u|ul)(?:\s[^<>]{0,1000})?\/?>/gi;

const pageStart = /<!doctype\s+html|<html/i;

/**
 * One line for people: no line breaks or control characters, no HTML, no credentials, nothing after `HTTP Request:`,
 * and at most {@link longestSentence} characters, with `…` where it was cut.
 */
export function toSentence(text: string, longest: number = longestSentence): string {
  // What is cut away below could hide more than it takes: some is read beyond the limit, never everything.
  const beginning = withoutRequest(text.slice(0, longest * 8));
  const words = withoutPage(beginning).replace(tags, ' ');
  const line = withoutRequest(masked(words.replace(/[\s\p{Cc}\uFEFF]+/gu, ' ').trim())).replace(pageStart, ' ');
  return line.length > longest ? `${line.slice(0, longest).toWellFormed()}…` : line.toWellFormed();
}

/** Cyclr ends a retold error with the request it made, headers included. */
export function withoutRequest(text: string): string {
  const at = text.search(/HTTP\s{1,10}Request\s{0,10}:/i);
  return at < 0 ? text : text.slice(0, at).trimEnd();
}

/** The text before a page of HTML that is quoted in it: the page may be a proxy's, with its addresses. */
export function withoutPage(text: string): string {
  const page = text.search(pageStart);
  return page < 0 ? text : text.slice(0, page).trimEnd();
}

/** The same words, whatever their case, white space and final stop. */
export function sameWords(sentence: string): string {
  return sentence.toLowerCase().replace(/[\s.!:;]+$/, '');
}

/** Each stands for a whole sentence; what a colon introduces is never general. */
const generalPhrases = [
  '(?:http |error:? ?|status(?: code)?:? ?)*[45]\\d\\d(?: [a-z-]+){0,3}',
  'bad request|unauthori[sz]ed|payment required|forbidden|not found|method not allowed|not acceptable|conflict|gone',
  'precondition failed|unsupported media type|unprocessable[ _]?(?:entity|content)|too many requests|locked|ok|none',
  'internal server error|bad gateway|(?:the )?service (?:is )?(?:temporarily )?unavailable|gateway time-?out|odoo server error',
  '(?:an? )?(?:(?:unknown|unexpected|internal|server|application|general|processing|client|fatal|api) )*(?:error|exception|failure|fault)s?(?: (?:has )?(?:been )?(?:occurr?ed|happened|encountered)[^:]{0,40})?',
  'one or more (?:[\\w-]+ )?(?:errors?|fields?|problems?|parameters?|values)[^:]{0,60}',
  '(?:an? |the |record |your |request |schema |input |data )*validation (?:error|exception|failed|failure|problem|issue)s?[^:]{0,40}',
  '(?:the |your |given |submitted |posted |provided |supplied |request |input )*(?:request|data|input|payload|body|resource|parameters?|params|arguments?|entity|record|form|fields?)(?: \\w+){0,2} (?:is|was|are|were|has|have|contains?|failed)(?: been)? (?:invalid|not valid|malformed|errors?|failed|rejected|validation|incorrect)[^:]{0,30}',
  'invalid[ _](?:resource|request|parameters?|params|input|data|arguments?|body|payload|json|entity|record)(?:\\(s\\))?',
  '(?:the )?(?:request|operation|call|action|method) (?:has )?failed[^:]{0,40}|failed|invalid|denied',
  '(?:something went wrong|oops)[^:]{0,60}|(?:the |your )?(?:request )?could not (?:be )?process(?:ed)?(?: (?:the|your) request)?',
  '(?:for more (?:details|information),? |please )?(?:see|check|refer to) (?:the )?[\'"`]?(?:errors?|details?|response|inner|documentation)\\b[^:]{0,60}',
  'the (?:resource submitted could not be validated|requested action could not be (?:performed|completed))[^:]{0,120}',
];
const general = new RegExp(`^(?:${generalPhrases.join('|')})[.!:;…]*$`, 'i');

/** Says only that something is wrong, not what: "Bad Request", "A validation exception occurred". */
export function isGeneral(sentence: string): boolean {
  return sentence.length <= 200 && general.test(sentence);
}

/** More than one word: a sentence rather than a code. */
export function isProse(text: string): boolean {
  return /\S\s+\S/.test(text.slice(0, 1000));
}

/** Three words or more, and none that could be a credential. */
export function isOnlyWords(text: string): boolean {
  const words = text.slice(0, 1000).trim().split(/\s+/);
  return words.length >= 3 && words.every((word) => /^(?:[^\d\s]{1,24}|\W{0,3}\d{1,4}\W{0,3})$/.test(word));
}

const secretKey =
  /(?:password|passwd|passphrase|secret|api_?key|access_?key|private_?key|(?:access|refresh|auth|id|session|bearer|security|csrf|xsrf)_?token|session_?id|credentials?)$|^(?:token|authorization|proxy_?authorization|auth|cookie|set_?cookie|pwd|jwt|bearer|signature|assertion|pin|cvv|cvc)$/i;

/** Is what stands under this key a credential, by its name? */
export function isSecretKey(key: string): boolean {
  return secretKey.test(key.slice(-100).replaceAll(/[-.\s]/g, '_'));
}

const hidden = '[redacted]';
const named =
  /\b((?:[\w-]{0,30}[_-])?(?:password|passwd|pwd|secret|api[_-]?key|apikey|token|authorization|signature|cookie|sessionid|session[_-]id))(\\?["']?)(\s?[=:]\s?)((?:bearer |basic )?\\?["']?)([^\s"'\\,;&<>]+)/gi;

const wellKnown =
  /\b(?:sk|rk|pk)[_-](?:live|test|proj)?[_-]?[A-Za-z0-9_-]{16,}|\bxox[a-z]-[\w-]{8,}|\bgh[a-z]_\w{16,}|\bey[JK][\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?|\bAKIA[0-9A-Z]{12,}|\bAIza[\w-]{20,}|\bshp[a-z]{2}_\w{16,}|\bSG\.[\w-]{10,}\.[\w-]{10,}|\bpat-[a-z0-9]{2,5}-[\w-]{16,}/g;

/** An element of XML whose name is that of a credential, with its text. */
const element =
  /(<(?:[\w-]{1,30}:)?(?:[\w-]{0,30}[_-])?(?:\w{0,20}password|passwd|pwd|\w{0,20}secret|api[_-]?key|\w{0,20}token|authorization|signature|cookie|session[_-]?id)(?:[_-]?\d{1,3})?(?:\s[^<>]{0,200})?>)[^<>]{1,4000}(?=<\/)/gi;

/** The same text without what looks like a credential. */
export function masked(text: string): string {
  return text
    .replace(element, `$1${hidden}`)
    .replace(/(https?:\/\/)[^\s/@]{1,200}@/gi, `$1${hidden}@`)
    .replace(/\b(bearer|basic|token) ([\w.~+/=-]{12,})/gi, (all, scheme: string, value: string) =>
      /\d|[a-z][A-Z]/.test(value) ? `${scheme} ${hidden}` : all,
    )
    .replace(named, (all, key: string, quote: string, sign: string, open: string, value: string) =>
      quote !== '' || sign.trim() === '=' || /\d/.test(value) || value.length >= 20 || open.length > 2
        ? `${key}${quote}${sign}${open}${hidden}`
        : all,
    )
    .replace(wellKnown, hidden);
}
