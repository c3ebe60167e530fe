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
        resolve: (answer, { select, first }, { account }) => {
          const records = recordsOf(answer, select, first);
          account.spend(charactersOf(records, answer, select), 'QUERY');
          return records;
        },
      }),
      body: t.field({
        type: 'JSON',
        nullable: true,
        description: 'The whole body as it came, for what stands beside the records (totals, cursors).',
        resolve: ({ body }, _args, { account }) => {
          account.spend(sizeOf(body), 'QUERY');
          return body ?? null;
        },
      }),
    }),
  });
}

/** Of all records together, roughly: their part of the body, or, where only some of each is kept, by the first. */
function charactersOf(records: readonly Json[], { body, responseFields }: CallAnswer, select: unknown): number {
  if (records.length === 0) return 0;
  if (select) return JSON.stringify(records[0]).length * records.length;
  return (sizeOf(body) * records.length) / readRecords(body, responseFields).length;
}

export const selectDescription = 'Keeps only these paths of each record, such as "Id" or "Address.City".';

/** The records of an answer, cut to what was asked for. */
export function recordsOf(
  { body, responseFields }: CallAnswer,
  select: readonly string[] | null | undefined,
  first?: number | null,
): Json[] {
  if (typeof first === 'number' && first < 0) {
    const message = `first must not be negative, and ${first} came.`;
    throw badUserInput('The records cannot be read', [{ path: ['first'], message, suggestions: [] }]);
  }
  const keep = select ? selectPaths(select) : undefined;
  const records = readRecords(body, responseFields).slice(0, first ?? undefined);
  return keep === undefined ? records : records.map((record) => keep(record));
}
