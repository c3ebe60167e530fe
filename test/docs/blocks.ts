import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The root of the repository. */
export const root: string = join(import.meta.dirname, '../..');

/** A fenced block of a page, for a reader to copy. */
export interface Block {
  /** A path from the root. */
  readonly page: string;
  /** Of the fence. */
  readonly line: number;
  readonly language: string;
  /** What stands behind the language: the file that the block is. */
  readonly file: string | undefined;
  readonly text: string;
  /** What the page says right below it. */
  readonly below: string;
}

/** The pages for people who use the gateway, or work on it. */
export const pages: readonly string[] = globSync(['*.md', '{docs,examples,schema}/**/*.md'], {
  cwd: root,
  exclude: (name) => name === 'node_modules',
}).toSorted();

export const blocks: readonly Block[] = pages.flatMap((page) => blocksOf(page));

/** Those in one of these languages, each with a title for its test. */
export function blocksIn(...languages: readonly string[]): readonly (Block & { readonly title: string })[] {
  return blocks
    .filter(({ language }) => languages.includes(language))
    .map((block) => ({ ...block, title: `${block.page}:${block.line}` }));
}

function blocksOf(page: string): readonly Block[] {
  const text = readFileSync(join(root, page), 'utf8');
  return Array.from(text.matchAll(/^([ \t]*)```(\S*)(.*)\n([^]*?)^\1```[ \t]*\n/gm), (found) => {
    const [whole, , language = '', rest = '', inside = ''] = found;
    const end = found.index + whole.length;
    return {
      page,
      line: text.slice(0, found.index).split('\n').length,
      language,
      file: rest.trim() === '' ? undefined : rest.trim(),
      text: inside,
      below: text.slice(end, end + 500),
    };
  });
}
