import type { ErrorBody } from './error-body.ts';

/** Codes of applications whose credentials for a user are dead, in lower case and without separators. */
const codes = new Set(
  `invalidauth notauthed accountinactive tokenrevoked tokenexpired expiredtoken expiredtokenexception invalidtoken invalidaccesstoken
  accesstokenexpired invalidgrant invalidsessionid invalidlogin invalidloginattempt sessionexpired sessionexpiredexception
  unauthenticated authenticationfault authenticationfailed authenticationfailure authenticationerror
  invalidauthenticationtoken expiredauthenticationtoken invalidcredentials badcredentials invalidapikey invalidkey
  invalidticket expiredaccesstoken oauthtokenexpired oauthaccesstokenexception invalidoauthtoken
  odoohttpsessionexpiredexception odooexceptionsaccessdenied xl03000006`
    .trim()
    .split(/\s+/),
);

const words =
  /\b(?:(?:access|refresh|auth|api|oauth|bearer) ?(?:token|key) (?:is |was |has )?(?:been )?(?:expired|invalid|revoked)|token (?:has |was |is )?(?:been )?(?:expired|revoked)|invalid (?:access|refresh|auth|oauth) token|session (?:has |is )?(?:expired|invalid)|invalid (?:user ?name|username\/password|login|user id) (?:and|or|\/) ?password|authentication (?:has )?failed|sign-?in information is incorrect)\b/i;

/** Does the app say that the credentials it has for this user are dead, so that its user must reconnect it? */
export function saysReconnect({ codes: given, sentences }: Pick<ErrorBody, 'codes' | 'sentences'>): boolean {
  return (
    given.some((code) => codes.has(code.toLowerCase().replace(/[^a-z\d]+/g, ''))) ||
    sentences.some((sentence) => words.test(sentence))
  );
}

/** Codes that say nothing else, whatever the status: the token is dead. */
const deadTokens = new Set(
  `invalidgrant invalidsessionid tokenexpired expiredtoken expiredtokenexception accesstokenexpired expiredaccesstoken oauthtokenexpired
  tokenrevoked invalidauthenticationtoken expiredauthenticationtoken sessionexpired`
    .trim()
    .split(/\s+/),
);

/**
 * Does a refusal other than a 401 say by its code that the token is dead, as `invalid_grant`, Salesforce's
 * `INVALID_SESSION_ID` and Facebook's 190 do? Sentences alone do not count, and codes of a field do not.
 */
export function saysDeadToken(
  status: number,
  { codes: given, problems }: Pick<ErrorBody, 'codes' | 'problems'>,
): boolean {
  if ((status !== 400 && status !== 403) || problems.some(({ field }) => field !== null)) return false;
  if (given.includes('OAuthException') && given.includes('190')) return true;
  return given.some((code) => deadTokens.has(code.toLowerCase().replace(/[^a-z\d]+/g, '')));
}
