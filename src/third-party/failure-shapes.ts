import { isJsonObject, type Json, type JsonObject } from '../json.ts';

/** What of a body is the failure; undefined where the body has not this shape. */
type Shape = (body: JsonObject) => Json | undefined;

/** `{"ok":false,"error":"invalid_auth"}` (Slack), `{"ok":false,"error_code":401,"description":"…"}` (Telegram). */
const notOk: Shape = (body) =>
  body['ok'] === false && (isText(body['error']) || (isText(body['description']) && 'error_code' in body))
    ? body
    : undefined;

/** QuickBooks; the names are in lower case where its gateway answers. */
const fault: Shape = (body) => {
  const found = body['Fault'] ?? body['fault'];
  if (!isJsonObject(found)) return undefined;
  const isFault = isNonEmptyList(found['Error'] ?? found['error']) || isText(found['faultstring']);
  return isFault && hasOnly(body, ['Fault', 'fault', 'time', 'requestId']) ? body : undefined;
};

/** SOAP that was parsed on the way. */
const envelope: Shape = (body) => {
  for (const prefix of ['', 'soap:', 'soapenv:', 'SOAP-ENV:', 's:', 'env:', 'S:']) {
    const outer = body[`${prefix}Envelope`];
    const inner = isJsonObject(outer) ? outer[`${prefix}Body`] : undefined;
    if (isJsonObject(inner) && isJsonObject(inner[`${prefix}Fault`])) return inner;
  }
  return undefined;
};

/** Marketo, Zuora, Salesforce, Pipedrive: `success` is false, with reasons and no data. */
const noSuccess: Shape = (body) => {
  if (body['success'] !== false && body['success'] !== 'false' && body['Success'] !== false) return undefined;
  const isGiven = [body['errors'], body['error'], body['reasons'], body['Errors'], body['Error']].some(isError);
  return isGiven && hasOnly(body, envelopeKeys) ? body : undefined;
};

/** GraphQL: no data, or a field that failed and nothing beside it. */
const graphql: Shape = (body) => {
  const { errors, data } = body;
  if (!isNonEmptyList(errors) || !hasOnly(body, ['errors', 'data', 'extensions', 'account_id'])) return undefined;
  const isListOfErrors = errors
    .slice(0, 5)
    .every((error) => isJsonObject(error) && isText(error['message']) && hasOnly(error, errorKeys));
  return isListOfErrors && (data === undefined || data === null || isAllLost(data, errors)) ? body : undefined;
};

const jsonRpc: Shape = (body) => {
  const { error } = body;
  if (!isText(body['jsonrpc']) || !isJsonObject(error) || (body['result'] ?? null) !== null) return undefined;
  return isText(error['message']) || 'code' in error ? error : undefined;
};

/** `{"error":{"code":190,"message":"…"}}`, `{"error":"invalid_grant","error_description":"…"}` and nothing else. */
const errorAlone: Shape = (body) => {
  const { error } = body;
  const isErrorObject = isJsonObject(error) && isText(error['message']);
  const isOAuth = isText(error) && isText(body['error_description']);
  return (isErrorObject || isOAuth) && hasOnly(body, errorAloneKeys) ? body : undefined;
};

/** `{"status":"error","message":"…"}` with a code or category beside it and no data. */
const statusError: Shape = (body) => {
  if (body['status'] !== 'error' || !isText(body['message']) || !hasOnly(body, envelopeKeys)) return undefined;
  const isSure = ['code', 'error_code', 'errorCode', 'category', 'correlationId'].some(
    (key) => (body[key] ?? null) !== null,
  );
  return isSure || isError(body['errors']) || isError(body['error']) || body['data'] === null ? body : undefined;
};

/** Monday: `{"error_code":"…","error_message":"…","status_code":200}`; WeChat: `{"errcode":40001,"errmsg":"…"}`. */
const errorCode: Shape = (body) => {
  const isMonday = isText(body['error_code']) && isText(body['error_message']);
  const isWeChat = typeof body['errcode'] === 'number' && body['errcode'] !== 0 && isText(body['errmsg']);
  return (isMonday || isWeChat) && hasOnly(body, envelopeKeys) ? body : undefined;
};

/** Flickr and SmugMug: `{"stat":"fail","code":98,"message":"…"}`. */
const statFail: Shape = (body) =>
  body['stat'] === 'fail' && isText(body['message']) && hasOnly(body, ['stat', ...envelopeKeys]) ? body : undefined;

const shapes: readonly Shape[] = [
  notOk,
  fault,
  envelope,
  noSuccess,
  graphql,
  jsonRpc,
  errorAlone,
  statusError,
  errorCode,
  statFail,
];

/** What stands around an error in an answer without data. Keys with an empty value do not count. */
const envelopeKeys = (
  'success Success status message error errors Error Errors reasons code error_code errorCode errcode errmsg error_message ' +
  'error_data error_info error_description errorMessage message_code statusCode status_code category subCategory ' +
  'correlationId requestId request_id processId timestamp time path name links warnings moreInformation account_id'
).split(' ');
const errorAloneKeys = [
  'error',
  'error_description',
  'error_uri',
  'message',
  'status',
  'statusCode',
  'status_code',
  'code',
  'request_id',
  'requestId',
  'timestamp',
  'trace_id',
];
const errorKeys = 'message locations path extensions type code name field fields argumentName status problems'.split(
  ' ',
);

/** The failure in the body of a success, or undefined where the body has none of the known shapes. */
export function failedBodyOf(body: JsonObject): Json | undefined {
  for (const shape of shapes) {
    const failed = shape(body);
    if (failed !== undefined) return failed;
  }
  return undefined;
}

/** Has the object these keys and no other that holds anything? Ends at the first other one. */
function hasOnly(object: JsonObject, allowed: readonly string[]): boolean {
  for (const key in object) {
    if (!allowed.includes(key) && !isEmpty(object[key])) return false;
  }
  return true;
}

function isEmpty(value: Json | undefined): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  if (!isJsonObject(value)) return false;
  for (const key in value) if (Object.hasOwn(value, key)) return false;
  return true;
}

/** Every field of the data is null, and an error says of each that it failed. */
function isAllLost(data: Json, errors: readonly Json[]): boolean {
  if (!isJsonObject(data)) return false;
  for (const key in data) if (data[key] !== null) return false;
  const failed = new Set(
    errors.map((error) => (isJsonObject(error) && Array.isArray(error['path']) ? error['path'][0] : null)),
  );
  return Object.keys(data).every((key) => failed.has(key));
}

function isError(value: Json | undefined): boolean {
  return isText(value) || isNonEmptyList(value) || (isJsonObject(value) && !isEmpty(value));
}

export function isText(value: Json | undefined): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

export function isNonEmptyList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value) && value.length > 0;
}
