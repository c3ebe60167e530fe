import { type ASTVisitor, type GraphQLError, Kind, type ValidationContext } from 'graphql';
import { createGraphQLError, isAsyncIterable, mapAsyncIterator, type Plugin } from 'graphql-yoga';
import { measure } from './size.ts';
import { acceptOf, noParts, partsFor, takesParts } from '../request/accept.ts';
import type { Batches } from '../request/batches.ts';
import { refusal } from '../refusal.ts';
import { createPendingFormat, type PathPart } from '../response/incremental.ts';

/**
 * `@defer`, for callers who take an answer in parts: `Accept` must say so, and may say in which format. Within a batch it is refused, because the
 * parts of several operations would be lost in one answer. There is no `@stream`, which makes a part of every record.
 */
export function useDefer(batches: Pick<Batches, 'has'>): Plugin {
  return {
    onValidate({ addValidationRule }) {
      addValidationRule(DeferLabelRule);
      addValidationRule(NoDeferredWriteRule);
    },
    onExecute({ args, setResultAndStopExecution }) {
      const { request } = args.contextValue as { request: Request };
      const fault = measure(args.document).deferred > 0 ? faultOf(request, batches.has(request)) : undefined;
      if (fault !== undefined) {
        setResultAndStopExecution({ errors: [fault] });
        return undefined;
      }
      if (partsFor(acceptOf(request))?.format !== 'v0.2') return undefined;
      const { schema, document, operationName, variableValues } = args;
      return {
        onExecuteDone({ result, setResult }) {
          if (!isAsyncIterable(result)) return;
          const variables = (variableValues ?? {}) as Readonly<Record<string, unknown>>;
          const translate = createPendingFormat({ schema, document, operationName, variables });
          setResult(mapAsyncIterator(result, (part) => translate(part as PathPart)) as never);
        },
      };
    },
  };
}

function faultOf(request: Request, isBatched: boolean): GraphQLError | undefined {
  if (isBatched) {
    return refusal(400, 'BAD_USER_INPUT', 'A document with @defer cannot be part of a batch. Send it by itself.');
  }
  return takesParts(acceptOf(request)) ? undefined : noParts();
}

/** The label of a part is a text in the document, and of no other part. */
function DeferLabelRule(context: ValidationContext): ASTVisitor {
  const labels = new Set<string>();
  return {
    Directive(node) {
      const label =
        node.name.value === 'defer' ? node.arguments?.find(({ name }) => name.value === 'label') : undefined;
      if (label === undefined) return;
      const { value } = label;
      if (value.kind !== Kind.STRING || labels.has(value.value)) {
        const message = 'The label of @defer must be a text of its own, and no variable.';
        context.reportError(createGraphQLError(message, { nodes: [node] }));
      } else labels.add(value.value);
    },
  };
}

/** Writes run one after the other, so none can be left for later. */
function NoDeferredWriteRule(context: ValidationContext): ASTVisitor {
  return {
    Directive(node) {
      if (node.name.value !== 'defer' || context.getParentType() !== context.getSchema().getMutationType()) return;
      context.reportError(createGraphQLError('A mutation cannot be deferred.', { nodes: [node] }));
    },
  };
}
