import type { ASTVisitor, DocumentNode, GraphQLError, ValidationContext } from 'graphql';
import { useDeferStream } from '@graphql-yoga/plugin-defer-stream';
import { createGraphQLError, type Plugin } from 'graphql-yoga';
import { measure } from '../graphql/document-size.ts';
import { takesParts } from './accept.ts';
import type { Batches } from './batches.ts';
import { refusal } from './refusal.ts';

/**
 * `@defer`, for callers who take an answer in parts: `Accept` must say so. Within a batch it is refused, because the
 * parts of several operations would be lost in one answer; so is `@stream`, which makes a part of every record.
 */
export function useDefer(batches: Pick<Batches, 'has'>): readonly Plugin[] {
  const known = new WeakMap<DocumentNode, boolean>();

  function defers(document: DocumentNode): boolean {
    const found = known.get(document) ?? measure(document).deferred > 0;
    known.set(document, found);
    return found;
  }

  return [
    useDeferStream(),
    {
      onValidate: ({ addValidationRule }) => addValidationRule(NoStreamRule),
      onExecute({ args, setResultAndStopExecution }) {
        const { request } = args.contextValue as { request: Request };
        const fault = defers(args.document) ? faultOf(request, batches.has(request)) : undefined;
        if (fault !== undefined) setResultAndStopExecution({ errors: [fault] });
      },
    },
  ];
}

function faultOf({ headers }: Request, isBatched: boolean): GraphQLError | undefined {
  if (isBatched) {
    return refusal(400, 'BAD_USER_INPUT', 'A document with @defer cannot be part of a batch. Send it by itself.');
  }
  if (takesParts(headers.get('accept') ?? '*/*')) return undefined;
  const message =
    'A document with @defer is answered in parts: the header Accept must have multipart/mixed or text/event-stream.';
  return refusal(406, 'BAD_USER_INPUT', message);
}

function NoStreamRule(context: ValidationContext): ASTVisitor {
  return {
    Directive(node) {
      if (node.name.value !== 'stream') return;
      context.reportError(createGraphQLError('There is no @stream here. Use @defer.', { nodes: [node] }));
    },
  };
}
