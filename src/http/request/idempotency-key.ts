import { OperationTypeNode } from 'graphql';
import { idempotencyKeyForm, isIdempotencyKey } from '../../calls/ledger/key.ts';
import { refusal } from '../refusal.ts';
import type { Rule } from '../rule.ts';

const header = 'Idempotency-Key';

/**
 * Takes the header `Idempotency-Key` of a request with a single write. Of any other the key could mean nothing, or more
 * than one thing.
 *
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
export function idempotencyKey(): Rule {
  return {
    name: 'idempotencyKey',
    onRead(exchange) {
      const value = exchange.request.headers.get(header);
      if (value === null) return;
      const key = parseIdempotencyKey(value);
      if (key === undefined) {
        throw refused(`The header ${header} must be one key, in quotes or without: ${idempotencyKeyForm}.`);
      }
      const { isBatch, mutationFields } = exchange;
      if (isBatch) throw refused(`A batch cannot have the header ${header}. ${useArguments}`);
      if (mutationFields !== 1) throw refused(fieldsMessage(mutationFields));
      exchange.idempotencyKey = key;
    },
    onExecute({ idempotencyKey: key }, _document, operation) {
      // The document may have a mutation, and another operation be asked for.
      if (key === undefined || operation?.operation === OperationTypeNode.MUTATION) return;
      throw refused(fieldsMessage(0));
    },
  };
}

const useArguments = 'Nothing was sent. Give each write the argument "idempotencyKey" instead.';

function fieldsMessage(found: number): string {
  return found === 0
    ? `The header ${header} is for a request with a mutation field, and this request has none. Leave the header out.`
    : `The header ${header} is for a request with one mutation field; this request has ${found}. ${useArguments}`;
}

function refused(message: string) {
  return refusal(400, 'BAD_REQUEST', message);
}

/**
 * Reads the value of the header: a string of Structured Fields, such as `"8e03978e"`, or the same without quotes, which
 * many clients send. Undefined for anything else, and for two headers, which reach us joined.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9651#name-parsing-a-string
 */
export function parseIdempotencyKey(value: string): string | undefined {
  const [, inQuotes] = /^ *"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)" *$/.exec(value) ?? [];
  const key = inQuotes === undefined ? value.trim() : inQuotes.replaceAll(/\\(["\\])/g, '$1');
  const isWhole = inQuotes !== undefined || !key.startsWith('"');
  return isWhole && isIdempotencyKey(key) ? key : undefined;
}
