import type { ServerResponse } from 'node:http';
import type { EnteredAnswer } from './entry.ts';

/** What is given to a connection at once, in bytes: a caller who does not read keeps no more than this in its buffers. */
const mostAtOnce = 65_536;

/** Sends an answer, a large one as fast as its caller takes it. Resolves when all of it is given to the connection. */
export async function sendAnswer(response: ServerResponse, { status, headers, pieces }: EnteredAnswer): Promise<void> {
  if (response.destroyed || response.writableEnded) return;
  response.writeHead(status, headers.flat());
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined && only.length <= mostAtOnce) {
    response.end(only);
    return;
  }
  for (const piece of pieces) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    for (let from = 0; from < bytes.length; from += mostAtOnce) {
      const isTaken = response.write(bytes.subarray(from, from + mostAtOnce));
      if (!isTaken && !(await drained(response))) return;
    }
  }
  response.end();
}

/** Whether the connection takes more; false where it was closed. */
function drained(response: ServerResponse): Promise<boolean> {
  if (response.destroyed) return Promise.resolve(false);
  return new Promise((resolve) => {
    const settle = () => {
      response.off('drain', settle);
      response.off('close', settle);
      resolve(!response.destroyed);
    };
    response.once('drain', settle);
    response.once('close', settle);
  });
}
