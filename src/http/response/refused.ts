import type { Answer, Errors } from '../rule.ts';
import { withoutNotes } from './answer-errors.ts';
import { toGraphQLError } from './errors.ts';

/**
 * The answer of a request that is refused before anything of it is read: the refusal as a GraphQL error, with its status
 * and headers.
 */
export function refusedAnswer(thrown: unknown, rewrite: (errors: Errors) => Errors, mediaType: string): Answer {
  const errors = rewrite([toGraphQLError(thrown)]);
  const { status = 500, headers = {} } = (errors[0]?.extensions['http'] ?? {}) as Partial<Answer>;
  return {
    status,
    headers: { ...headers, 'content-type': `${mediaType}; charset=utf-8` },
    body: JSON.stringify({ errors: errors.map(withoutNotes) }),
  };
}
