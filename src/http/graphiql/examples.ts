import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A tab of GraphiQL. */
export interface Example {
  /** Its file without number and ending, such as `search-contacts`. */
  readonly name: string;
  readonly query: string;
  /** JSON, as the editor shows it. */
  readonly variables?: string;
  /** JSON, as the editor shows it. */
  readonly headers?: string;
}

const folder = join(import.meta.dirname, 'examples');

/**
 * Reads the tabs of GraphiQL, in the order a newcomer wants them: `01-search-contacts.graphql`, with
 * `01-search-contacts.variables.json` and `01-search-contacts.headers.json` beside it where it has any.
 */
export async function readExamples(): Promise<readonly Example[]> {
  const files = (await readdir(folder)).toSorted();
  const read = (file: string) => readFile(join(folder, file), 'utf8');
  const readBeside = async (file: string, part: 'variables' | 'headers') => {
    const beside = file.replace('.graphql', `.${part}.json`);
    return files.includes(beside) ? { [part]: await read(beside) } : {};
  };
  return Promise.all(
    files
      .filter((file) => file.endsWith('.graphql'))
      .map(async (file) => ({
        name: file.replace(/^\d+-|\.graphql$/g, ''),
        query: await read(file),
        ...(await readBeside(file, 'variables')),
        ...(await readBeside(file, 'headers')),
      })),
  );
}
