import { refusal } from '../refusal.ts';
import type { Rule } from '../rule.ts';

/** The graph is at one path, with or without a slash behind it, and nowhere else. */
export function onlyPath(path: string): Rule {
  return {
    name: 'onlyPath',
    onRequest({ url: { pathname } }) {
      if (pathname === path || pathname === `${path}/`) return undefined;
      const message = `There is nothing at this path. The graph is at ${path}; a proxy that serves it below another path must take that path off.`;
      throw refusal(404, 'BAD_REQUEST', message);
    },
  };
}
