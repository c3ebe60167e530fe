/** What a key of an error object holds, whatever its case, separators, namespace or final number. */
export type Role = 'sentence' | 'code' | 'field' | 'container' | 'map' | 'echo' | 'ignored' | 'unknown';

/** `o:errorDetails`, `$message`, `Error_Message`, `L_LONGMESSAGE0` → `errordetails`, `message`, `errormessage`, `llongmessage`. */
export function plainKey(key: string): string {
  const name = key.slice(-100);
  const local = /^[\w-]{1,20}:(\w.*)$/.exec(name)?.[1] ?? name;
  const plain = local.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
  return plain === 'description2' ? plain : plain.replace(/\d+$/, '');
}

/** Keys of sentences, the most exact first. */
const sentences = list(`
  errorusermsg usermessage userfriendlymessage friendlymessage localizedmessage localizederrormessage displaymessage description2 errordetail
  errordetails detailmessage detailedmessage detailederrormessage detail details diagnostics longmessage llongmessage exceptionmessage
  faultstring errordescription errdesc errordesc message msg errormessage errormsg errmsg errmessage defaultmessage
  validationmessage messagetext msgtext failuremessage failurereason responsemessage statusdescription resultmessage
  messages errormessages errorstrings fullmessages errorsummary explanation translation description desc texttype text value reason rejectionreason
  reasonphrase errorreason error err errors issue hint cause correction additionalinfo errorinfo info note
  developermessage internalmessage errortext message2 shortmessage lshortmessage title errorusertitle errortitle summary statusmessage
  statustext responsetext fault failure exception problem oauthproblem oauthproblemadvice type name
`);
const sentenceRanks = new Map(sentences.map((key, rank) => [key, rank]));

/** Such as `additionalDetails`, `sap_message`. */
const sentenceSuffix = /(?:messages?|msg|description|details?|explanation|errortext)$/;

export function isSentence(plain: string): boolean {
  return sentenceRank(plain) < sentences.length;
}

/** How exact a sentence under this key is: the lower, the more exact. */
export function sentenceRank(plain: string): number {
  return sentenceRanks.get(plain) ?? (sentenceSuffix.test(plain) ? sentences.indexOf('desc') : sentences.length);
}

/** These hold sentences for certain; the other keys of sentences are also names of fields and of codes. */
const strong = new Set(
  list(`
  errorusermsg usermessage userfriendlymessage localizedmessage localizederrormessage displaymessage description2 errordetail detailmessage
  detailedmessage detail longmessage llongmessage exceptionmessage faultstring errordescription message msg errormessage errormsg
  errmsg defaultmessage validationmessage messages errormessages fullmessages errorsummary explanation translation developermessage
  failuremessage errortext diagnostics responsemessage
`),
);

export function isStrong(plain: string): boolean {
  return strong.has(plain);
}

/** May stand with a list of texts that are sentences about no field: the plural, or what frameworks use as one. */
export function holdsSentences(plain: string): boolean {
  return (
    strong.has(plain) || isErrorKey(plain) || plain === 'details' || plain === 'reasons' || sentenceSuffix.test(plain)
  );
}

const codes = new Set(
  list(`
  code errorcode errcode errno errorno errornumber errorid errorkey errortype errorname errorclass errorstatus subcode errorsubcode
  suberror suberrorcode faultcode exceptioncode exceptiontype type status statuscode reason reasoncode category subcategory tag
  name kind constraint rule validator messagekey messageid messagecode msgid resultcode responsecode returncode internalcode
  lerrorcode lerrorcodes lerror errorcodes policyname exceptionclass exception errormessagekey classification severitycode appcode
  issue ecode
`),
);

export function isCode(plain: string): boolean {
  return codes.has(plain);
}

/** Keys whose value names the field that an error is about, the surest first. */
const fields = list(`
  field fieldname fieldpath fieldkey fieldid errorfield invalidfield param paramname parameter parametername property propertyname
  propertypath attribute attributename pointer instancepath datapath errorpath elementname argument argumentname
  inputname columnname column fields membernames properties loc element apiname keys path jsonpath xpath target source in key name
`);
const fieldRanks = new Map(fields.map((key, rank) => [key, rank]));

export function fieldRank(plain: string): number | undefined {
  return fieldRanks.get(plain);
}

/** These name a field only inside a list of errors: elsewhere they tell of the answer or of the error's kind. */
export const onlyInLists: ReadonlySet<string> = new Set(list('path target source in key name column properties'));

/** Objects beside an error that may name its field: `source.pointer`, `context.propertyName`. */
export const fieldHolders: ReadonlySet<string> = new Set(
  list('source context meta metadata extensions parameters params properties errorparameters details target'),
);

/** Objects whose keys are fields. */
const maps = new Set(
  list(`
  errors fielderrors fieldserrors errorfields errorsbyfield invalidfields modelstate modelerrors formerrors validationerrors
  validation validationmessages validationresult validationresults fields invalidparams invalidparameters failures
  messages errormessages invalidattributes propertyerrors attributeerrors
`),
);

/** Objects whose keys are fields, or which are one error with more to tell. */
const softMaps = new Set(list('details params detail extras errordetails data innererrors message error'));

export function mapKind(plain: string): 'map' | 'soft' | undefined {
  if (maps.has(plain)) return 'map';
  return softMaps.has(plain) ? 'soft' : undefined;
}

/** Keys of errors that are about the whole and not about a field. */
const wholes = new Set(
  list('base nonfielderrors all schema global general root form common formerrors summaryerrors usererrors'),
);

export function isWhole(key: string): boolean {
  return key === '' || key === '*' || key === '$' || key === '_' || (wholes.has(plainKey(key)) && key !== 'All');
}

/** What a caller sent, told back. Only errors inside are of interest. */
const echoes = new Set(
  list(`
  elements input inputs requestbody payload record records object original originalrequest rejectedvalue invalidvalue
  arguments args parameters ctx config values attributes submitted lineitems item entry entries query variables
`),
);

export function isEcho(plain: string): boolean {
  return echoes.has(plain);
}

const ignored = new Set(
  list(`
  stack stacktrace stacktracestring trace backtrace debug debuginfo debugid debugmessage exceptiondetails traceid spanid requestid correlationid
  transactionid timestamp time datetime date links link href url uri help helpurl helplink documentation documentationurl docurl
  doc docs moreinfo moreinformation infourl infolink instance method locations line bindingfailure objectname lang language
  locale severity level success ok version server host hostid headers request httprequest requesturl requestlogurl
  warnings phrase isvalid fbtraceid supportid ticketid remotehost remotestacktracestring watsonbuckets hresult
  schema schemapath expected allowedvalues validvalues enum options choices xmlns xsi nil actor faultactor faultnode node role
`),
);

export function isIgnored(plain: string): boolean {
  return ignored.has(plain) || isInternal(plain);
}

/** For the developers of the application, or no reason of a refusal: never told. */
export function isInternal(plain: string): boolean {
  return /stack|traceback|^trace$|^debug|watsonbuckets|^warnings?$/.test(plain);
}

/** An object or list under such a key is errors, never a field. */
export function isErrorKey(plain: string): boolean {
  return /(?:errors?|faults?|exceptions?|violations?|problems?|failures?|issues?|reasons?|err|(?:exception|error|fault)(?:details?|info|information|list))$/.test(
    plain,
  );
}

/** `invalid_reason`: no field of a record has such a name. */
export function isReason(plain: string): boolean {
  return /^(?:invalid|error|failure|rejection|decline)reason$/.test(plain);
}

function list(words: string): readonly string[] {
  return words.trim().split(/\s+/);
}

/** Holds lists of sentences: `{"email": {"messages": ["…"]}}`, `{"_errors": ["…"]}`. */
export function isSentenceList(plain: string): boolean {
  return plain === 'messages' || plain === 'errors' || plain === 'errormessages';
}

/** Stands around an error and is part of no field's name. */
export function isWrapper(plain: string): boolean {
  return /^(?:data|response|responses|result|results|body|extensions|content|responsemetadata|meta|metadata|context|source)$/.test(
    plain,
  );
}
