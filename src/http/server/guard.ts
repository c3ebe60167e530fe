import type { IncomingMessage, RequestListener } from 'node:http';

/**
 * Refuses with 400, before anything reads it, a request of which it is not plain what it asks: what Node leaves out or
 * passes on as it came, the rooms behind would have to guess.
 */
export function guarded(listener: RequestListener): RequestListener {
  return (request, response) => {
    const fault = faultOf(request);
    if (fault === undefined) {
      listener(request, response);
      return;
    }
    response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
    response.end(`${fault}\n`);
  };
}

function faultOf({ url = '', headers, rawHeaders }: IncomingMessage): string | undefined {
  // Node keeps the first of several: nobody could tell which one was meant.
  if (isDoubled(rawHeaders, 'authorization')) return 'The header Authorization was sent more than once.';
  if (headers.host !== undefined && !isHost(headers.host)) return 'The header Host must be a host and a port.';
  // Of another host, or of none at all.
  if (!/^\/(?!\/)/.test(url)) return 'The target of the request must be a path, such as /graphql.';
  return undefined;
}

function isDoubled(rawHeaders: readonly string[], name: string): boolean {
  return rawHeaders.filter((header, index) => index % 2 === 0 && header.toLowerCase() === name).length > 1;
}

function isHost(text: string): boolean {
  return /^[\w.~[\]:-]+$/.test(text) && URL.canParse(`http://${text}/`);
}
