import { readRecords } from '../connectors/records.ts';
import { selectPaths } from '../connectors/select.ts';
import { sizeOf } from '../cyclr/body.ts';
import { badUserInput } from '../errors.ts';
import type { Json } from '../json.ts';
import type { CallAnswer } from '../loaders/method-calls.ts';
import type { Builder, ObjectRef } from './builder.ts';

export function addConnectorResponse(builder: Builder): ObjectRef<CallAnswer> {
  return builder.objectRef<CallAnswer>('ConnectorResponse').implement({
    description: 'What the third-party app answered.',
    fields: (t) => ({
      records: t.field({
        type: ['JSON'],
        description: 'Its records, as they came.',
        args: {
          select: t.arg.stringList({ description: selectDescription }),
          first: t.arg.int({ description: 'Keeps only so many, from the beginning.' }),
        },
        resolve: ({ body, responseFields }, { select, first }, { account }) => {
          assertNotNegative(first);
          const all = readRecords(body, responseFields);
          const records = selected(all.slice(0, first ?? undefined), select);
          // Roughly: where only some of each is kept, by the first of them; else by their part of the body.
          const share = records.length / (all.length || 1);
          const characters = select ? textOf(records[0]).length * records.length : sizeOf(body) * share;
          account.countAnswer(characters, 'QUERY');
          return records;
        },
      }),
      body: t.field({
        type: 'JSON',
        nullable: true,
        description: 'The whole body as it came, for what stands beside the records (totals, cursors).',
        resolve: ({ body }, _args, { account }) => {
          account.countAnswer(sizeOf(body), 'QUERY');
          return body ?? null;
        },
      }),
    }),
  });
}

export const selectDescription = 'Keeps only these paths of each record, such as "Id" or "Address.City".';

/** The records of an answer, cut to what was asked for. */
export function recordsOf({ body, responseFields }: CallAnswer, select: readonly string[] | null | undefined): Json[] {
  return selected([...readRecords(body, responseFields)], select);
}

function selected(records: Json[], select: readonly string[] | null | undefined): Json[] {
  return select ? records.map(selectPaths(select)) : records;
}

function assertNotNegative(first: number | null | undefined): void {
  if (typeof first !== 'number' || first >= 0) return;
  const message = `first must not be negative, and ${first} came.`;
  throw badUserInput('The records cannot be read', [{ path: ['first'], message, suggestions: [] }]);
}

function textOf(record: Json | undefined): string {
  return record === undefined ? '' : JSON.stringify(record);
}
