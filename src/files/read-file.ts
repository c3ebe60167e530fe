import { readFile, stat } from 'node:fs/promises';

/** The text of a file of so many bytes at most. Throws an error that ends a sentence about the file. */
export async function readFileOf(mostBytes: number, file: string, signal?: AbortSignal): Promise<string> {
  const { size } = await stat(file);
  if (size > mostBytes) throw new Error(`it is larger than ${mostBytes} bytes`);
  return readFile(file, { encoding: 'utf8', ...(signal && { signal }) });
}
