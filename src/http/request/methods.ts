import { refusal } from '../refusal.ts';
import type { Answer, Rule } from '../rule.ts';

/** The methods that the graph is asked by. */
export const askingMethods: readonly string[] = ['GET', 'POST', 'QUERY'];

/**
 * Tells what a `QUERY` may send.
 *
 * @see https://www.rfc-editor.org/rfc/rfc10008
 */
export const acceptQuery = { 'accept-query': '"application/json"' } as const;

const told = { allow: [...askingMethods, 'OPTIONS'].join(', '), ...acceptQuery };

const answerToOptions: Answer = { status: 204, headers: { ...told, 'content-length': '0' } };

/** The graph is asked by GET, POST or QUERY; OPTIONS says so, and every other method is refused. */
export function methods(): Rule {
  return {
    name: 'methods',
    onRequest({ method }) {
      if (askingMethods.includes(method)) return undefined;
      if (method === 'OPTIONS') return answerToOptions;
      throw refusal(405, 'BAD_REQUEST', 'The graph is asked by GET, POST or QUERY, and by no other method.', {}, told);
    },
  };
}
