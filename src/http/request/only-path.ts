import type { Answer, Rule } from '../rule.ts';

const notFound: Answer = { status: 404 };

/** The graph is at one path, with or without a slash behind it, and nowhere else. */
export function onlyPath(path: string): Rule {
  return {
    name: 'onlyPath',
    onRequest({ url: { pathname } }) {
      return pathname === path || pathname === `${path}/` ? undefined : notFound;
    },
  };
}
