import { isSelf } from '../connectors/location.ts';
import { type Located, recordListOf } from '../connectors/record-list.ts';
import type { ConnectorMethod } from '../connectors/method.ts';
import type { Answer } from '../cyclr/answer.ts';
import { failureInAnswer } from '../cyclr/failure-in-answer.ts';
import { parseJson } from '../json.ts';
import { limits } from '../limits.ts';
import { JsonBytes } from '../spans/json-bytes.ts';
import type { JsonSpans, Span } from '../spans/json-spans.ts';
import { binaryTypeOf } from '../text/binary-type.ts';
import { isDownload } from './file.ts';
import type { PlannedCall } from './plan.ts';
import type { RecordCut } from './stated.ts';

type Method = Pick<ConnectorMethod, 'responseFields'> | undefined;

/**
 * The records of an answer of success, as bytes that were checked and not parsed. Undefined wherever they cannot be had
 * without looking into them, or may be a failure: reading the parsed answer then says what it is.
 */
export function recordBytesOf(
  answer: Answer,
  { known, rules }: Pick<PlannedCall, 'known' | 'rules'>,
  { select, first }: Pick<RecordCut, 'select' | 'first'>,
): JsonBytes | undefined {
  if (select !== undefined || rules.recordsAt !== undefined || rules.failures.length > 0) return undefined;
  const method = known?.method;
  const spans = spansOf(answer, method);
  const list = spans && listOf(spans, method?.responseFields ?? []);
  if (spans === undefined || list === undefined || spans.hasGaps(list) || (first ?? Infinity) < spans.elementsOf(list))
    return undefined;
  if (list !== spans.root) {
    const rest = spans.textWith(list, spans.elementsOf(list) === 0 ? '[]' : standIn);
    if (failureInAnswer(answer, parseJson(rest), rules) !== undefined) return undefined;
  }
  return new JsonBytes(spans.elementBytesOf(list), { areElements: true });
}

/** In the place of a list of records where a failure is looked for: no shape of a failure looks into it. */
const standIn = '[0]';

/** The whole body; undefined where it is no JSON object or list, or is not to be read as JSON. */
export function bodyBytesOf(answer: Answer, method: Method): JsonBytes | undefined {
  const spans = spansOf(answer, method);
  return spans && new JsonBytes(spans.pieces);
}

/** Only of JSON objects and lists in UTF-8, which every reader of the answer would take for the same. */
function spansOf(answer: Answer, method: Method): JsonSpans | undefined {
  const { start, contentType } = answer;
  if (!/^[\t\n\r ]*[[{]/.test(start.toString('latin1', 0, 64)) || isDownload(method)) return undefined;
  return isUtf8Type(contentType) && binaryTypeOf(start) === undefined ? answer.spans(limits.answerLevels) : undefined;
}

/** Of the type that was asked for last: nearly every answer has the same. */
let asked = { contentType: '', isUtf8: true };

function isUtf8Type(contentType: string): boolean {
  if (contentType !== asked.contentType) {
    const isUtf8 = !/charset/i.test(contentType) || /;\s*charset\s*=\s*"?utf-8"?\s*(?:;|$)/i.test(contentType);
    asked = { contentType, isUtf8 };
  }
  return asked.isUtf8;
}

/** The list of the records, where it is one and stands where it should: see `readRecords`. */
function listOf(spans: JsonSpans, fields: readonly Located[]): Span | undefined {
  if (spans.isList(spans.root)) return spans.root;
  const keys = keysOf(fields);
  let found: Span | undefined = spans.root;
  for (const key of keys ?? []) {
    found = spans.isObject(found) ? spans.member(found, key) : undefined;
    if (found === undefined) return undefined;
  }
  return keys !== undefined && spans.isList(found) ? found : undefined;
}

const known = new WeakMap<readonly Located[], { readonly keys: readonly string[] | undefined }>();

/** The keys that lead to the list. Failures are told in lists of errors, into which somebody has to look. */
function keysOf(fields: readonly Located[]): readonly string[] | undefined {
  const found = known.get(fields) ?? { keys: findKeys(fields) };
  known.set(fields, found);
  return found.keys;
}

function findKeys(fields: readonly Located[]): readonly string[] | undefined {
  const list = recordListOf(fields);
  if (list === undefined) return ['records'];
  const isPlain = !list.location.some((step) => isSelf(step) || /errors?/i.test(step.key));
  return isPlain ? list.location.map(({ key }) => key) : undefined;
}
