import type { IncomingMessage, RequestListener } from 'node:http';

/**
 * Refuses ambiguous requests with 400, before anything reads them: where Node drops a repeated header, or passes on a
 * value as it came, the code behind would have to guess what was meant.
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
  // Node keeps the first of several, which need not be the one that was meant.
  if (isDoubled(rawHeaders, 'authorization')) return 'The header Authorization was sent more than once. Send it once.';
  if (headers.host !== undefined && !isHost(headers.host))
    return 'The header Host must be a host name, with or without a port.';
  // A target with a host could name another host than the header does.
  if (!/^\/(?!\/)/.test(url)) return 'The request target must be a path, such as /graphql.';
  return undefined;
}

function isDoubled(rawHeaders: readonly string[], name: string): boolean {
  return rawHeaders.filter((header, index) => index % 2 === 0 && header.toLowerCase() === name).length > 1;
}

function isHost(text: string): boolean {
  return /^[\w.~[\]:-]+$/.test(text) && URL.canParse(`http://${text}/`);
}
