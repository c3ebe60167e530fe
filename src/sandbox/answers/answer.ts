import type { JsonObject } from '../../json.ts';
import type { Answer, SequenceAnswer } from '../scenario/answer.ts';
import type { ScenarioConnector } from '../scenario/connector.ts';
import type { ScenarioMethod } from '../scenario/method.ts';
import { toText } from '../wire/coerce.ts';
import { emptyReply } from '../wire/reply.ts';
import { cannedAnswer } from './canned.ts';
import { insert, list, missing, one, type Refuse, scopeOf, update } from './collection.ts';
import { type AppAccess, type AppAnswer, answerJson, type AppRequest, type Exchange } from './exchange.ts';
import { sendOut } from './http.ts';
import { mergedRequest, valuesOf } from './merge.ts';
import { collectionOf, findRecord, inputOf, matching, placed } from './records.ts';
import { filled, filledObject } from './template.ts';

/** Creates the third-party app's side of a method from its answer in the scenario. */
export function createExchange(
  connector: ScenarioConnector,
  method: ScenarioMethod,
  allowedHosts: readonly string[],
): Exchange {
  const refuse = refusing(connector);
  const answering = (answer: Answer, request: AppRequest, access: AppAccess): AppAnswer | Promise<AppAnswer> => {
    const { records } = access;
    switch (answer.kind) {
      case 'canned':
        return cannedAnswer(answer, scopeOf(request));
      case 'sequence':
        return answering(nextOf(answer, access), request, access);
      case 'choice': {
        const value = toText(inputOf(answer.by, request)) ?? '';
        const chosen = Object.hasOwn(answer.cases, value) ? answer.cases[value] : undefined;
        return answering(chosen ?? answer.otherwise, request, access);
      }
      case 'text': {
        const headers = { 'content-type': answer.contentType ?? 'text/plain; charset=utf-8' };
        return { status: 200, headers, body: answer.text };
      }
      case 'empty':
        return emptyReply(answer.as);
      case 'failure':
        return answerJson(filled(answer.body, scopeOf(request)), answer.status);
      case 'http':
        return sendOut(
          mergedRequest(answer, connector, method, request, access, valuesOf(connector, access)),
          allowedHosts,
        );
      case 'count':
        return answerJson(placed(answer.at, matching(collectionOf(records, answer.of), answer.where, request).length));
      case 'list':
        return list(answer, request, records);
      case 'get': {
        const { record } = findRecord(records, answer, request);
        return record === undefined ? missing(refuse, answer.by, request) : one(answer, record, request);
      }
      case 'insert':
        return insert(answer, request, records, refuse);
      case 'update':
        return update(answer, request, records, refuse);
      case 'delete': {
        const { record, collection, index } = findRecord(records, answer, request);
        if (record === undefined) return missing(refuse, answer.by, request);
        collection.splice(index, 1);
        return emptyReply(answer.says ?? 'body');
      }
    }
  };
  const { answer } = method;
  return (request, access) => (answer === undefined ? emptyReply('body') : answering(answer, request, access));
}

function nextOf(sequence: SequenceAnswer, { turns }: AppAccess): Answer {
  const { answers, repeat = false } = sequence;
  const turn = turns.get(sequence) ?? 0;
  turns.set(sequence, turn + 1);
  const next = answers[repeat ? turn % answers.length : Math.min(turn, answers.length - 1)];
  if (next === undefined) throw new RangeError('A sequence has no answers.');
  return next;
}

const plainRefusal: JsonObject = { code: '{{Code}}', message: '{{Message}}' };

function refusing({ refusal = plainRefusal }: ScenarioConnector): Refuse {
  return (status, code, message) =>
    answerJson(filledObject(refusal, { Status: status, Code: code, Message: message }), status);
}
