import { readRecords } from '../connectors/records.ts';
import type { Answer } from '../cyclr/answer.ts';
import { withErrorBody } from '../cyclr/error-body-shown.ts';
import { failureInAnswer } from '../cyclr/failure-in-answer.ts';
import { GatewayError } from '../errors.ts';
import type { Json } from '../json.ts';
import type { JsonBytes } from '../spans/json-bytes.ts';
import { type Content, readContent } from './content.ts';
import { type ResponseFile, toFile } from './file.ts';
import type { Ending } from './ledger/entry.ts';
import { withMissingInputs } from './missing.ts';
import type { PlannedCall } from './plan.ts';
import { bodyBytesOf, recordBytesOf } from './spliced.ts';
import type { RecordCut } from './stated.ts';

/** What came of a call: the third-party app's answer, read when somebody looks. */
export interface CallResponse {
  /** What Cyclr answered, such as 200, 202 or 207. */
  readonly status: number;
  /** The outcome of a write that was not sent again: its key was used before, and this is the answer it had then. */
  readonly replayed: Ending['outcome'] | undefined;
  /** Where the app says that the result is, or will be; undefined where Cyclr relays no such header. */
  readonly location: string | undefined;
  /** The header `Link`, where Cyclr relays it. */
  readonly link: string | undefined;
  /** The answer's records, cut and counted. @throws GatewayError where the answer is a failure, or cannot be read */
  records(cut?: RecordCut): readonly Json[];
  /** The whole body as it came, counted; undefined where there is none. @throws GatewayError where it cannot be read */
  body(): Json | undefined;
  /**
   * What {@link records} gives, as the bytes that came, checked and not parsed; undefined where somebody has to look into
   * them: to select of them, to find them, or to judge the answer.
   */
  recordBytes(cut?: RecordCut): JsonBytes | undefined;
  /** What {@link body} gives, as the bytes that came; undefined where it is no JSON object or list in UTF-8. */
  bodyBytes(): JsonBytes | undefined;
  /** The answer as a file, where it is one: not JSON, or of a method that downloads. @throws as {@link body} does */
  file(): ResponseFile | undefined;
  /** What `reader` makes of the body, or of its rows where it is a table, uncounted. @throws GatewayError as {@link records} does, and what the reader throws */
  read<Value>(reader: (body: Json | undefined) => Value): Value;
}

export interface ResponseOptions {
  readonly answer: Answer;
  readonly planned: PlannedCall;
  /** What the call stated. */
  readonly cut: RecordCut;
  /** @default undefined, it was sent */
  readonly replayed?: Ending['outcome'] | undefined;
  /** Counts what is added to the answer, in characters. */
  readonly count: (characters: number) => void;
  /** How a failure to read the answer is told. */
  readonly toFailure: (error: GatewayError) => GatewayError;
}

export function createResponse({
  answer,
  planned,
  cut: stated,
  replayed,
  count,
  toFailure,
}: ResponseOptions): CallResponse {
  const method = planned.known?.method;
  let content: Content | undefined;

  const told = <Value>(read: () => Value): Value => {
    try {
      return read();
    } catch (error) {
      throw error instanceof GatewayError ? toFailure(error) : error;
    }
  };
  const contentOf = () => (content ??= readContent(answer, method, planned.kind));
  const successOf = () => {
    const { judged, source } = contentOf();
    const failure = failureInAnswer(answer, judged, planned.rules);
    if (failure !== undefined) {
      const refusal = withMissingInputs(failure, planned);
      throw planned.rules.errorBody ? withErrorBody(refusal, answer) : refusal;
    }
    return source;
  };

  return {
    status: answer.status,
    replayed,
    location: answer.headers['location'],
    link: answer.headers['link'],
    read: (reader) => told(() => reader(successOf())),
    body: () =>
      told(() => {
        const { body } = contentOf();
        count(answer.size);
        return body;
      }),
    recordBytes: (cut = stated) =>
      told(() => {
        if (content !== undefined || (cut.at ?? stated.at) !== undefined) return undefined;
        const bytes = recordBytesOf(answer, planned, cut);
        if (bytes !== undefined) count(bytes.size === 0 ? 0 : answer.size);
        return bytes;
      }),
    bodyBytes: () =>
      told(() => {
        const bytes = bodyBytesOf(answer, method);
        if (bytes !== undefined) count(answer.size);
        return bytes;
      }),
    file: () => told(() => (contentOf().isFile ? counted(toFile(answer), count) : undefined)),
    records: (cut = stated) =>
      told(() => {
        const all = readRecords(
          successOf(),
          method?.responseFields ?? [],
          cut.at ?? stated.at ?? planned.rules.recordsAt,
        );
        const kept = cut.first === undefined ? all : all.slice(0, cut.first);
        const records = cut.select === undefined ? kept : kept.map(cut.select);
        // Roughly: where only some of each is kept, by the first of them; else by their part of the body.
        const share = records.length / (all.length || 1);
        count(cut.select === undefined ? answer.size * share : lengthOf(records[0]) * records.length);
        return records;
      }),
  };
}

/** Its text and its base64 are counted when somebody asks for them. */
function counted(file: ResponseFile, count: (characters: number) => void): ResponseFile {
  const add = <Text extends string | undefined>(text: Text): Text => {
    count(text?.length ?? 0);
    return text;
  };
  return { ...file, text: () => add(file.text()), base64: () => add(file.base64()) };
}

function lengthOf(record: Json | undefined): number {
  return record === undefined ? 0 : JSON.stringify(record).length;
}
