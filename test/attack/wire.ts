import { connect } from 'node:net';

export interface Heard {
  readonly text: string;
  /** Of the first answer; undefined where there was none. */
  readonly status: number | undefined;
  readonly ms: number;
  /** What else there is to say of it. */
  readonly note?: string;
}

/** A byte that is sent over and over, as long as the other side listens. */
export interface Drip {
  readonly byte: string;
  readonly everyMs: number;
}

/**
 * Sends bytes as they are and hears everything that comes back, until the other side closes or `patience` is over, in
 * milliseconds. What is written after the other side has closed is lost, as it would be for any client.
 */
export function say(port: number, parts: readonly (string | Buffer)[], patience = 20_000, drip?: Drip): Promise<Heard> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => {
      for (const part of parts) socket.write(part);
    });
    const patient = setTimeout(() => socket.destroy(), patience);
    const dripping = drip && setInterval(() => socket.write(drip.byte), drip.everyMs);
    socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(patient);
      clearInterval(dripping);
      const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(text) ?? [];
      resolve({ text, status: status === undefined ? undefined : Number(status), ms: performance.now() - startedAt });
    });
  });
}

export interface Sent {
  readonly method?: string;
  readonly target?: string;
  readonly headers?: readonly string[];
  readonly body?: string | Buffer;
}

/** The bytes of a request of one answer. Headers are lines, so that one can be sent twice. */
export function request({ method = 'POST', target = '/graphql', headers = [], body }: Sent): (string | Buffer)[] {
  const names = new Set(headers.map((line) => line.split(':')[0]?.toLowerCase()));
  const unless = (name: string, line: string) => (names.has(name) ? [] : [line]);
  const lines = [
    `${method} ${target} HTTP/1.1`,
    ...unless('host', 'Host: gateway.example.com'),
    ...unless('connection', 'Connection: close'),
    ...(body === undefined
      ? []
      : [
          ...unless('content-type', 'Content-Type: application/json'),
          ...(names.has('transfer-encoding')
            ? []
            : unless('content-length', `Content-Length: ${Buffer.byteLength(body)}`)),
        ]),
    ...headers,
  ];
  return [`${lines.join('\r\n')}\r\n\r\n`, ...(body === undefined ? [] : [body])];
}

/** An answer in a few words: its status, and the codes of its errors or `data`. */
export function inWords({ text, status, note = '' }: Heard): string {
  if (status === undefined) return (text === '' ? 'cut off' : 'no HTTP') + note;
  const codes = [...new Set(Array.from(text.matchAll(/"code":"([A-Z_]+)"/g), ([, code]) => code))];
  const words = codes.length > 0 ? codes : /"data":\{/.test(text) ? ['data'] : [];
  return [status, ...words].join(' ') + note;
}
