import { type ExecutionResult, GraphQLError } from 'graphql';
import { stringifyPieces } from '../../spans/json-bytes.ts';
import type { MediaType } from '../exchange.ts';
import { withoutNotes } from './answer-errors.ts';
import { originOf } from './errors.ts';

/** An answer in one piece, as it goes to its caller. */
export interface WrittenAnswer {
  readonly status: number;
  /** The type first, then what errors ask for. Names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parts of the body, in order: texts, and unchanged bytes of third-party apps. */
  readonly pieces: readonly (string | Buffer)[];
}

/** What a refusal says of its HTTP answer: see `refusal`. */
interface HttpNote {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The status is that of GraphQL over HTTP alone: readers of `application/json` expect 200. */
  readonly spec?: boolean;
}

/** Writes the answer to one operation, or those of a batch. Every server answers by it. */
export function writeAnswer(answer: ExecutionResult | readonly ExecutionResult[], mediaType: MediaType): WrittenAnswer {
  const type = { 'content-type': `${mediaType}; charset=utf-8` };
  if (isBatch(answer)) {
    return { status: 200, headers: type, pieces: stringifyPieces(answer.map(toSent)) };
  }
  const { errors } = answer;
  if (errors === undefined || errors.length === 0)
    return { status: 200, headers: type, pieces: stringifyPieces(answer) };
  return {
    status: statusOf(answer, errors, mediaType === 'application/json'),
    headers: Object.assign(type, ...errors.map((error) => lowerCased(noteOf(error)?.headers))),
    pieces: stringifyPieces(toSent(answer)),
  };
}

function isBatch(answer: ExecutionResult | readonly ExecutionResult[]): answer is readonly ExecutionResult[] {
  return Array.isArray(answer);
}

function toSent(answer: ExecutionResult): ExecutionResult {
  const { errors } = answer;
  return errors === undefined ? answer : { ...answer, errors: errors.map(withoutNotes) };
}

/** The highest that an error asks for; 500 for a bug where nothing was executed. */
function statusOf({ data }: ExecutionResult, errors: readonly GraphQLError[], isPlainJson: boolean): number {
  let status = 0;
  let isBug = false;
  for (const error of errors) {
    const note = noteOf(error);
    if (note === undefined) isBug ||= !isOfGraphQL(error) || error.extensions['unexpected'] === true;
    else if (!(isPlainJson && note.spec === true)) status = Math.max(status, note.status ?? 0);
  }
  return status || (isBug && data === undefined ? 500 : 200);
}

function noteOf({ extensions }: GraphQLError): HttpNote | undefined {
  return extensions['http'];
}

function isOfGraphQL(error: GraphQLError): boolean {
  return originOf(error) instanceof GraphQLError;
}

function lowerCased(headers: HttpNote['headers'] = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** The body in one, for servers that take no pieces. */
export function bodyOf({ pieces }: Pick<WrittenAnswer, 'pieces'>): string | Buffer<ArrayBuffer> {
  const [only] = pieces;
  if (pieces.length === 1 && typeof only === 'string') return only;
  return Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)));
}
