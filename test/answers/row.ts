import type { Json } from '../../src/json.ts';
import type { Answer } from '../../src/sandbox/server.ts';

/** A field that a method's listing declares. */
export interface AnswerField {
  readonly location: string;
  /** @default 'Text' */
  readonly dataType?: string;
}

/** One answer of a real application. */
export interface AnswerRow {
  /** What the row shows, in a sentence. */
  readonly name: string;
  /** Names the method; no two methods of a section have the same. */
  readonly method: string;
  readonly kind: 'read' | 'write';
  /** Response fields of the method. */
  readonly fields: readonly AnswerField[];
  /** @default none */
  readonly requestFields?: readonly AnswerField[];
  readonly answer: Answer;
  /** Of a refusal: what must reach the user. @default nothing in particular */
  readonly reason?: {
    readonly words: readonly string[];
    /** Fields that the app names, in its own spelling. */
    readonly fields?: readonly string[];
  };
}

type Rest = Pick<AnswerRow, 'requestFields' | 'reason'>;
type Fields = readonly (string | AnswerField)[];

export function read(method: string, name: string, fields: Fields, answer: Answer, rest: Rest = {}): AnswerRow {
  return { method, name, kind: 'read', fields: fields.map(toField), answer, ...rest };
}

export function write(method: string, name: string, fields: Fields, answer: Answer, rest: Rest = {}): AnswerRow {
  return { method, name, kind: 'write', fields: fields.map(toField), answer, ...rest };
}

function toField(field: string | AnswerField): AnswerField {
  return typeof field === 'string' ? { location: field } : field;
}

type Sent = Pick<Extract<Answer, { kind: 'canned' }>, 'headers' | 'charset' | 'bom' | 'contentEncoding'>;

/** An answer of JSON. */
export function json(body: Json, status = 200, sent: Sent = {}): Answer {
  return { kind: 'canned', ...(status !== 200 && { status }), body, ...sent };
}

/** An answer of a text, under that content type. */
export function text(contentType: string, body: string, status = 200, sent: Sent = {}): Answer {
  const headers = { 'content-type': contentType, ...sent.headers };
  return { kind: 'canned', ...(status !== 200 && { status }), text: body, ...sent, headers };
}

/** An answer without a body, and without a content type. */
export function nothing(status: number, headers?: Sent['headers']): Answer {
  return { kind: 'canned', status, ...(headers !== undefined && { headers }) };
}

export function html(body: string, status = 200): Answer {
  return text('text/html; charset=utf-8', body, status);
}

/** JSON in the very digits and spaces given. */
export function rawJson(body: string, status = 200, sent: Sent = {}): Answer {
  return text('application/json', body, status, sent);
}
