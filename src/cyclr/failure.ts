import { GatewayError } from '../errors.ts';
import { appFailure, notAuthenticated, rateLimited, thirdPartyError } from './app-failure.ts';
import { binaryTypeOf } from '../text/binary-type.ts';
import type { Answer } from './answer.ts';
import { type KnownMeaning, knownMeaning, mayBeOfCyclr, ownMessage, plainText } from './known-texts.ts';
import { isHtmlPage } from '../third-party/is-page.ts';
import { isGeneral, toSentence } from '../third-party/words.ts';
import { waitSeconds } from '../third-party/wait-seconds.ts';
import type { CyclrRequest } from './send.ts';

/**
 * What an answer that is not a success means: whose words it is in, and what they say.
 *
 * Cyclr's own words are a closed list, see `known-texts.ts`. What is empty, a page, or in the words of a framework that
 * Cyclr shares with many applications may be anybody's. All else is the third-party app's.
 *
 * @see docs/cyclr.md#errors
 * @see docs/cyclr.md#how-answers-come-back
 */
export function failureOf({ reachesApp }: Pick<CyclrRequest, 'reachesApp'>, answer: Answer): GatewayError {
  if (!reachesApp) return ownFailure(answer);
  const known = knownMeaning(answer);
  if (known !== undefined) return knownFailure(known, answer);
  const relayed = relayedBy(answer);
  if (relayed !== undefined) return appFailure({ ...relayed, contentType: '', headers: answer.headers });
  // A file is no reason.
  const text = binaryTypeOf(answer.bytes) === undefined ? (answer.text() ?? '') : '';
  const { status, contentType, headers } = answer;
  const isUnclear =
    status < 400 || mayBeOfCyclr(answer) || isHtmlPage(text) || (isAway(status) && isOfProxy(plainText(answer)));
  return isUnclear ? unclearFailure(answer) : appFailure({ status, text, contentType, headers });
}

/** The app's answer that Cyclr retells in a text; undefined where it gives the app's answer itself. */
export function relayedBy(answer: Answer): { readonly status: number; readonly text: string } | undefined {
  return readRelayed(ownMessage(answer) ?? plainText(answer) ?? '');
}

/**
 * Reads the form `404 Not Found\r\n<body>\r\n\r\n\r\nHTTP Request:\r\n…`, in which Cyclr may retell an app's answer. The
 * request is dropped: it names the app's URL.
 *
 * @see docs/cyclr.md#how-answers-come-back
 */
function readRelayed(said: string): { readonly status: number; readonly text: string } | undefined {
  const [, status, phrase = '', rest] = /^([45]\d\d) ([^\r\n]*)(?:\r?\n([\s\S]*))?$/.exec(said) ?? [];
  if (status === undefined || (rest === undefined && !isReasonPhrase(phrase))) return undefined;
  return { status: Number(status), text: rest?.split(/(?:^|\r?\n)\s*HTTP Request:/)[0]?.trim() ?? '' };
}

/** "Not Found", as HTTP words a status; "404 is not a customer" is a sentence of the app's. */
function isReasonPhrase(phrase: string): boolean {
  return /^(?:[A-Z][\w'-]*(?: |$)){0,5}$/.test(phrase.trim());
}

/** The failure behind Cyclr's own words about a call. Cyclr refuses before it calls the app, except for `APP_FAILED`. */
function knownFailure(means: KnownMeaning, answer: Answer): GatewayError {
  const said = wordsOf(answer);
  switch (means) {
    case 'IP_NOT_ALLOWED':
      return ipNotAllowed();
    case 'FORBIDDEN':
      return new GatewayError('FORBIDDEN', `Cyclr does not let the gateway do this for the account: ${said}`);
    case 'RECONNECT':
      return notAuthenticated({ effect: 'NONE' });
    case 'INPUTS':
    case 'NUMBERS':
      return new GatewayError('BAD_USER_INPUT', `Cyclr refused the inputs: ${said}`, {
        details: { problems: [{ path: [], message: said, suggestions: [] }] },
        refusesNumbers: means === 'NUMBERS',
      });
    case 'NOT_FOUND':
      return notFound();
    case 'RATE_LIMITED':
      return rateLimited('Cyclr', waitOf(answer), { effect: 'NONE' });
    case 'APP_FAILED':
      return thirdPartyError({ status: answer.status, message: said, effect: 'UNKNOWN' });
  }
}

/** An answer to a call that may be Cyclr's, the third-party app's, or that of a proxy before either. */
function unclearFailure(answer: Answer): GatewayError {
  const { status } = answer;
  if (status === 401) return notAuthenticated({ effect: 'REFUSED', isUnclear: true });
  if (status === 429) return rateLimited('third-party app', waitOf(answer), { effect: 'REFUSED' });
  if (status === 404) return notFound(thirdPartyError({ status, message: '', effect: 'UNKNOWN', isUnclear: true }));
  if (status >= 500) return unavailable(answer).onTheWay();
  if (status >= 400) return thirdPartyError({ status, message: '', effect: 'UNKNOWN', isUnclear: true });
  const message = `Cyclr answered with status ${status}, which the gateway does not expect here.`;
  return new GatewayError('UPSTREAM_INVALID', message, { retriable: false, effect: 'UNKNOWN' });
}

/** A refusal by an endpoint of Cyclr's own, which calls no third-party app. */
function ownFailure(answer: Answer): GatewayError {
  const { status } = answer;
  const said = wordsOf(answer);
  if (knownMeaning(answer) === 'IP_NOT_ALLOWED') return ipNotAllowed();
  if (status === 400)
    return new GatewayError('BAD_USER_INPUT', `Cyclr refused the request: ${said || 'it gave no reason.'}`);
  if (status === 401) return gatewayRefused();
  if (status === 403) {
    return new GatewayError('FORBIDDEN', `Cyclr does not let the gateway do this for the account: ${said}`);
  }
  if (status === 404) return notFound();
  if (status === 429) return rateLimited('Cyclr', waitOf(answer), {});
  if (status >= 500) return unavailable(answer);
  const message = `Cyclr answered with status ${status}, which the gateway does not expect here.`;
  return new GatewayError('UPSTREAM_INVALID', message, { retriable: false });
}

/** The statuses of proxies and load balancers whose server cannot be reached. */
function isAway(status: number): boolean {
  return status === 502 || status === 503 || status === 504;
}

/** Words of a proxy about what is behind it. "We are closed until 04:00" is the app's own. */
function isOfProxy(text: string | undefined): boolean {
  if (text === undefined || /^[\w.-]{1,60}=\S*&[\w.-]{1,60}=/.test(text)) return false;
  return isGeneral(toSentence(text)) || !/\S\s+\S+\s+\S/.test(text) || proxyWords.test(text.slice(0, 1000));
}

const proxyWords =
  /\b(?:upstream|backend|gateway|proxy|origin|load balancer|no servers?|server is (?:busy|unavailable)|connect(?:ion|ing)?|stream|dial|dns|tcp|socket|host|pool|time[ds]?[- ]?out|unreachable|service (?:is )?(?:currently |temporarily )?unavailable)\b|\b\d{1,3}(?:\.\d{1,3}){3}\b|^error code: \d+|<\/?[a-z!]/i;

function unavailable(answer: Answer): GatewayError {
  const retryAfterSeconds = waitOf(answer);
  const advice = retryAfterSeconds === undefined ? 'Try again in a moment.' : `Try again in ${retryAfterSeconds} s.`;
  return new GatewayError('UPSTREAM_UNAVAILABLE', `Cyclr answered with status ${answer.status}. ${advice}`, {
    retryAfterSeconds,
  });
}

function ipNotAllowed(): GatewayError {
  return new GatewayError(
    'IP_NOT_ALLOWED',
    "Cyclr does not know this gateway's IP address. Ask Cyclr's support to allow it.",
  );
}

function gatewayRefused(): GatewayError {
  const message =
    "Cyclr refused the gateway's token twice. The operator must check the gateway's credentials, and that the account exists.";
  return new GatewayError('UPSTREAM_CREDENTIALS', message);
}

function notFound(ifFound?: GatewayError): GatewayError {
  return new GatewayError('NOT_FOUND', 'Cyclr found nothing with this id.', ifFound === undefined ? {} : { ifFound });
}

function wordsOf(answer: Answer): string {
  return toSentence(ownMessage(answer) ?? plainText(answer) ?? '');
}

function waitOf(answer: Answer): number | undefined {
  return waitSeconds(answer.headers, undefined, Date.now());
}
