import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import type { Fault } from './fault.ts';

/** The text of a file, or why there is none. At most `mostBytes` and one are read, whatever the file claims to be. */
export async function readText(file: string, mostBytes: number, signal?: AbortSignal): Promise<string | Fault> {
  const chunks: Buffer[] = [];
  try {
    const stream = createReadStream(file, { end: mostBytes, ...(signal && { signal }) });
    for await (const chunk of stream) chunks.push(chunk as Buffer);
  } catch (error) {
    if (signal?.aborted === true) throw error;
    return { message: `the file cannot be read: ${reasonOf(error as NodeJS.ErrnoException)}.` };
  }
  const bytes = Buffer.concat(chunks);
  if (bytes.length > mostBytes) return { message: `the file is larger than ${mostBytes} bytes, the limit.` };
  const line = firstBadLine(bytes);
  if (line !== undefined) return { line, message: 'the text is not UTF-8. Save the file in this encoding.' };
  // A byte order mark is left out.
  return new TextDecoder().decode(bytes);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'this process may not read it',
};

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  return reasons[code ?? ''] ?? message;
}

/** In UTF-8 a line feed is never part of another character, so that lines can be checked one by one. */
function firstBadLine(bytes: Buffer): number | undefined {
  if (isUtf8(bytes)) return undefined;
  let line = 1;
  for (let start = 0, end = bytes.indexOf(lineFeed); end !== -1; line += 1) {
    if (!isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
    end = bytes.indexOf(lineFeed, start);
  }
  return line;
}

const lineFeed = 0x0a;
