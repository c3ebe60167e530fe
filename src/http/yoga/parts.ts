import { type FetchAPI, isAsyncIterable, getSSEProcessor, processRegularResult } from 'graphql-yoga';

/** How parts are written. */
interface PartsOptions {
  readonly type: 'multipart/mixed' | 'text/event-stream';
  /** Repeated in the type of the answer, as in `multipart/mixed; boundary="-"; deferSpec=20220824`. */
  readonly version: string | undefined;
}

type Result = Parameters<typeof processRegularResult>[0];
export type Process = (result: Result, fetchAPI: FetchAPI) => Promise<Response> | Response;

/** Answers a stream of parts, each as soon as it is there. */
export function inParts(options: PartsOptions): Process {
  return async (result, fetchAPI) => {
    if (options.type === 'text/event-stream' || !isAsyncIterable(result)) {
      return unbuffered(await getSSEProcessor()(result, fetchAPI, options.type));
    }
    const headers = { 'content-type': multipartType(options) };
    return unbuffered(new fetchAPI.Response(multipart(result, fetchAPI), { headers }));
  };
}

/** Answers in one part what is one piece: for callers who take nothing but parts. */
export function inOnePart(options: PartsOptions): Process {
  return (result, fetchAPI) => {
    // Readers of events expect 200, as readers of application/json do.
    const like = options.type === 'text/event-stream' ? 'application/json' : 'application/graphql-response+json';
    return wrapped(processRegularResult(result, fetchAPI, like), options, fetchAPI);
  };
}

/** The answer as the only part of one: its status and headers stay, but for the type. */
export async function wrapped(
  whole: Response,
  options: PartsOptions,
  { Response: Answer }: Pick<FetchAPI, 'Response'>,
): Promise<Response> {
  const text = await whole.text();
  const headers = new Headers(whole.headers);
  headers.delete('content-length');
  const isMultipart = options.type === 'multipart/mixed';
  headers.set('content-type', isMultipart ? multipartType(options) : options.type);
  const body = isMultipart
    ? `${opening}${partOf(text)}${closing}`
    : `event: next\ndata: ${text}\n\nevent: complete\ndata:\n\n`;
  return new Answer(body, { status: whole.status, headers });
}

function multipartType({ version }: PartsOptions): string {
  return `multipart/mixed; boundary="-"${version === undefined ? '' : `; ${version}`}`;
}

const opening = '\r\n---';
const closing = '--\r\n';

function partOf(text: string): string {
  const length = Buffer.byteLength(text);
  return `\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${length}\r\n\r\n${text}\r\n---`;
}

function multipart(parts: AsyncIterable<unknown>, { ReadableStream: Stream, TextEncoder: Encoder }: FetchAPI) {
  const iterator = parts[Symbol.asyncIterator]();
  const encoder = new Encoder();
  return new Stream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(opening)),
    async pull(controller) {
      try {
        const { done = false, value } = await iterator.next();
        controller.enqueue(encoder.encode(done ? closing : partOf(JSON.stringify(value))));
        if (done) controller.close();
      } catch (error) {
        // The caller has left: thrown from here it would be an error of nobody's.
        controller.error(error);
      }
    },
    async cancel(reason) {
      await iterator.return?.(reason);
    },
  });
}

/** A proxy such as nginx would otherwise keep the parts until it has a buffer full of them. */
function unbuffered(response: Response): Response {
  response.headers.set('x-accel-buffering', 'no');
  return response;
}
