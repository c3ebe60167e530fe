import type { RequestHeaders } from '../exchange.ts';
import { refusal } from '../refusal.ts';
import type { Answer, Rule } from '../rule.ts';
import { type Example, readExamples } from './examples.ts';
import type { GraphiQLPage } from './page.ts';

/** The parameter of the graph's address that names a file of the page. */
const fileParameter = 'graphiql';

/**
 * Shows GraphiQL to browsers that open the graph's address, where it may be explored. The page and its files come from
 * this package alone.
 *
 * @param tabs Its tabs at the first visit. @default the examples of the demo
 */
export async function graphiql(isShown: boolean, tabs?: readonly Example[]): Promise<Rule> {
  const name = 'graphiql';
  if (!isShown) return { name };
  const examples = tabs ?? (await readExamples());
  let loaded: Promise<GraphiQLPage> | undefined;

  /** 9 MB, which nobody may ever ask for. */
  async function load(): Promise<GraphiQLPage> {
    const { createGraphiQLPage } = await import('./page.ts');
    return createGraphiQLPage({
      fileParameter,
      options: { title: 'Connectors', defaultTabs: examples, shouldPersistHeaders: false },
    });
  }

  async function answer(file: string | null, headers: RequestHeaders): Promise<Answer> {
    const { page, files } = await (loaded ??= load());
    const found = file === null ? page : files.get(file);
    if (found !== undefined) return found.answer(headers);
    throw refusal(404, 'BAD_REQUEST', 'GraphiQL has no such file here, perhaps since an update. Reload the page.');
  }

  return {
    name,
    onRequest({ method, request: { headers }, url: { searchParams } }) {
      if (method !== 'GET') return undefined;
      const file = searchParams.get(fileParameter);
      if (file === null && !asksForPage(headers)) return undefined;
      return answer(file, headers);
    },
  };
}

/** A browser opens the address; a program accepts no page. */
export function asksForPage(headers: Pick<Headers, 'get'>): boolean {
  return headers.get('accept')?.includes('text/html') === true;
}
