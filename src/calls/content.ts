import type { ConnectorMethod, MethodKind } from '../connectors/method.ts';
import type { Answer } from '../cyclr/answer.ts';
import { GatewayError } from '../errors.ts';
import type { Json } from '../json.ts';
import { limits } from '../limits.ts';
import { binaryTypeOf } from '../text/binary-type.ts';
import { isDeeperThan } from '../text/levels.ts';
import { isHtmlType, isJsonType } from '../text/media-type.ts';
import { isHtmlPage } from '../third-party/is-page.ts';
import { answersWhole, isAttachment, isDownload } from './file.ts';
import { readRows } from './rows.ts';

/** What an answer of success holds. */
export interface Content {
  /**
   * The whole of it: JSON with every digit kept, text where it is not JSON, base64 where it is not text. A file that was
   * downloaded is never read as JSON. Undefined where there is nothing.
   */
  readonly body: Json | undefined;
  /** What its records are read from: the rows of a table or of lines of JSON, else the body. */
  readonly source: Json | undefined;
  /** Where a failure may be told in it. */
  readonly judged: Json | undefined;
  readonly isFile: boolean;
}

type Method = Pick<ConnectorMethod, 'responseFields'>;

/**
 * Reads an answer of success.
 *
 * @throws GatewayError `UPSTREAM_INVALID` for JSON that is broken or nested too deep, and for a page where records belong
 */
export function readContent(answer: Answer, method: Method | undefined, kind: MethodKind): Content {
  if (isDownload(method)) return readDownload(answer);
  const attached = isAttachment(answer);
  const text = answer.size === 0 ? '' : answer.text();
  if (text === undefined) {
    if (isBrokenJson(answer)) throw notJson();
    return contentOf(answer.bytes.toString('base64'), true);
  }
  if (text.trim() === '') return contentOf(undefined, attached && answer.size > 0);
  if (binaryTypeOf(answer.bytes) !== undefined) return contentOf(text, true);

  const isJson = isJsonType(answer.contentType);
  const json = isJson || /^\s*[[{]/.test(text) ? readJson(answer, text, isJson) : undefined;
  if (json !== undefined) return contentOf(json, attached);
  if (kind === 'READ' && isHtmlPage(text, isHtmlType(answer.contentType)) && !answersWhole(method) && !attached)
    throw pageInstead();
  const rows = rowsOf(text, answer.contentType, method);
  if (rows !== undefined) return { body: text, source: rows, judged: undefined, isFile: true };
  // A write that answers text declared as JSON was done all the same.
  if (isJson && (kind === 'READ' ? !answersWhole(method) && !attached : /^\s*[[{"]/.test(text))) throw notJson();
  return text === 'null' ? contentOf(null, attached) : contentOf(text, true);
}

/** The text of a file is given as it is, `null` and JSON too. */
function readDownload(answer: Answer): Content {
  if (answer.size === 0) return contentOf(undefined, answer.status !== 204);
  const body = answer.text() ?? answer.bytes.toString('base64');
  const isFailure = isJsonType(answer.contentType) && !isAttachment(answer);
  return { body, source: body, judged: isFailure ? (tryJson(answer) ?? body) : body, isFile: true };
}

function contentOf(body: Json | undefined, isFile: boolean): Content {
  return { body, source: body, judged: body, isFile };
}

/** Undefined where it is no JSON. */
function readJson(answer: Answer, text: string, isDeclared: boolean): Json | undefined {
  if (isTooDeep(answer, text) && (isDeclared || /[\]}]$/.test(text.trimEnd().slice(-1)))) {
    throw tooDeep();
  }
  try {
    return answer.json();
  } catch {
    return undefined;
  }
}

/** From here on a scan of the bytes is faster than one of the characters. */
const largeBytes = 16_384;

function isTooDeep(answer: Answer, text: string): boolean {
  const isFine = answer.size > largeBytes && answer.spans(limits.answerLevels) !== undefined;
  return !isFine && isDeeperThan(limits.answerLevels, text);
}

function tryJson(answer: Answer): Json | undefined {
  const text = answer.text();
  return text === undefined || isTooDeep(answer, text) ? undefined : readJson(answer, text, true);
}

/** Bytes that begin as JSON of some charset do, and are none of it: UTF-16 that was cut within a character, say. */
function isBrokenJson({ bytes, contentType }: Answer): boolean {
  const start = bytes.toString('latin1', 0, 16).replace(/[^[-~]/g, '');
  return isJsonType(contentType) && binaryTypeOf(bytes) === undefined && /^[[{]/.test(start);
}

function rowsOf(text: string, contentType: string, method: Method | undefined): readonly Json[] | undefined {
  try {
    return method && readRows(text, contentType, method.responseFields);
  } catch (error) {
    throw error instanceof SyntaxError ? notJson() : error;
  }
}

/** The page is not quoted: it may be a proxy's, with internal addresses. */
function pageInstead(): GatewayError {
  const message =
    'Expected data; got an HTML page. The third-party app may want its user to sign in, or may be down: reconnect the account connector, or try again later.';
  return new GatewayError('UPSTREAM_INVALID', message, { retriable: false });
}

function notJson(): GatewayError {
  const message = 'Expected JSON; got something else, or only a part of it. Try again in a moment.';
  return new GatewayError('UPSTREAM_INVALID', message);
}

function tooDeep(): GatewayError {
  const message = `The answer is nested deeper than ${limits.answerLevels} levels. Ask for less of it, or for another format.`;
  return new GatewayError('UPSTREAM_INVALID', message, { retriable: false });
}
