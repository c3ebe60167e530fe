import { pageLies } from '../../src/sandbox/server.ts';
import { type ListMethod, styles } from './scenario.ts';

/** A method for each style, and one for each of its lies, which is about a shorter list. */
export const longLists: readonly ListMethod[] = Object.entries(styles).flatMap(([style, paging]) => [
  { name: nameOf(style), paging },
  ...pageLies.map((lie): ListMethod => ({
    name: nameOf(style, lie),
    paging: { ...paging, lies: [lie], ...(lie === 'total-changes' && { total: 'total' }) },
    of: 'few',
  })),
]);

export function nameOf(style: string, lie?: string): string {
  return ['List Things By', style, ...(lie === undefined ? [] : [lie])].join(' ');
}
