import type { Rule } from '../rule.ts';
import { completed } from './errors.ts';

/** Gives the request's id back, in a header and in every error. Every error has a code and `retriable` from here on. */
export function identified(): Rule {
  return {
    name: 'identified',
    onErrors: (errors, { id }) => errors.map((error) => completed(error, id)),
    onResponse: ({ id }, headers) => headers.set('x-request-id', id),
  };
}
