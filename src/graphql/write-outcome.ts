import { idempotencyKeyForm, isIdempotencyKey } from '../calls/ledger/key.ts';
import type { WriteOutcome } from '../calls/ledger/outcome.ts';
import type { CallResponse } from '../calls/response.ts';
import { badUserInput } from '../errors.ts';
import type { Builder, ObjectRef } from './builder.ts';

/** The query that tells what became of a write with an idempotency key. */
export function addWriteOutcome(builder: Builder, response: ObjectRef<CallResponse>): void {
  const outcome = builder.enumType('Outcome', {
    description: 'What became of a write.',
    values: {
      APPLIED: { description: 'The third-party app has done it.' },
      NOT_APPLIED: { description: 'It certainly did nothing; the same key sends it.' },
      REFUSED: { description: 'The third-party app refused it, in its own words.' },
      IN_PROGRESS: { description: 'It is on its way.' },
      UNCERTAIN: { description: 'It may have been applied; the same key does not send it again.' },
    } as const,
  });
  const ledger = builder.enumType('WriteLedger', {
    description: 'Where writes with idempotency keys are remembered.',
    values: {
      MEMORY: { description: 'In one process: a restart forgets them, and other replicas do not know them.' },
      REDIS: { description: 'In Redis, for all replicas.' },
    } as const,
  });
  const ref = builder.objectRef<WriteOutcome>('WriteOutcome').implement({
    description: 'What became of a write that was sent with an idempotency key.',
    fields: (t) => ({
      idempotencyKey: t.string({ resolve: ({ key }) => key }),
      outcome: t.expose('outcome', { type: outcome }),
      response: t.field({
        type: response,
        nullable: true,
        description: 'The answer, where it was kept. An error for a caller who may not call the method any more.',
        resolve: async (one) => (await one.response()) ?? null,
      }),
      evidence: t.string({
        nullable: true,
        description: 'How the outcome is known.',
        resolve: async (one) => (await one.evidence()) ?? null,
      }),
      ledger: t.expose('ledger', { type: ledger, description: 'Which ledger remembers it.' }),
    }),
  });

  builder.queryField('writeOutcome', (t) =>
    t.field({
      type: ref,
      nullable: true,
      description:
        'What became of a write that this caller sent with this key for the account of the request; null where no such key is known.',
      args: { idempotencyKey: t.arg.string({ required: true }) },
      resolve: async (_root, { idempotencyKey }, { account }) => {
        if (!isIdempotencyKey(idempotencyKey)) {
          const message = `"idempotencyKey" must be ${idempotencyKeyForm}.`;
          throw badUserInput('The key cannot be known', [{ path: ['idempotencyKey'], message, suggestions: [] }]);
        }
        return (await account.writeOutcomes.of(idempotencyKey)) ?? null;
      },
    }),
  );
}
