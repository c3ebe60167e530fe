/**
 * The load of the benchmark, a process of its own: one request, over and over, from some connections, on plain sockets.
 * A line of standard input says what to send; a line of standard output what came of it.
 */
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

export interface Load {
  readonly url: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly clients: number;
  readonly ms: number;
  /** Of the body of every answer: what was checked before. */
  readonly length: number;
}

export interface Loaded {
  readonly requests: number;
  /** Answers of another status or length, and connections that broke. */
  readonly failures: number;
  /** From the first request to the last answer, in milliseconds. */
  readonly ms: number;
  /** In milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** Reads the answers of one connection; undefined for one that is not all there. */
function answerReader(expected: number): (piece: Buffer) => boolean | undefined {
  let head = '';
  let left = -1;
  let isGood = false;
  let tail = '';
  return (piece) => {
    let rest = piece;
    if (left === -1) {
      const text = head + piece.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      head = end === -1 ? text : '';
      if (end === -1) return undefined;
      const [, length] = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, end)) ?? [];
      rest = piece.subarray(piece.length - (text.length - end - 4));
      // Infinity: in chunks, up to the empty one.
      left = length === undefined ? Infinity : Number(length);
      isGood = text.startsWith('HTTP/1.1 200') && (left === expected || left === Infinity);
    }
    if (left === Infinity) {
      tail = (tail + rest.toString('latin1', Math.max(0, rest.length - 5))).slice(-5);
      if (tail !== '0\r\n\r\n') return undefined;
      tail = '';
    } else {
      left -= rest.length;
      if (left > 0) return undefined;
    }
    left = -1;
    return isGood;
  };
}

function run({ url, path, headers, body, clients, ms, length }: Load): Promise<Loaded> {
  const { hostname, port } = new URL(url);
  const lines = Object.entries({ host: `${hostname}:${port}`, ...headers, 'content-length': Buffer.byteLength(body) });
  const request = Buffer.from(
    `POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
  );
  const startedAt = performance.now();
  const took: number[] = [];
  let failures = 0;

  const client = () =>
    new Promise<void>((resolve) => {
      const read = answerReader(length);
      let sentAt = startedAt;
      const socket = connect({ host: hostname, port: Number(port), noDelay: true });
      const send = () => {
        sentAt = performance.now();
        socket.write(request);
      };
      socket.on('connect', send);
      socket.on('error', () => (failures += 1));
      socket.on('close', () => resolve());
      socket.on('data', (piece) => {
        const isGood = read(piece);
        if (isGood === undefined) return;
        const now = performance.now();
        took.push(now - sentAt);
        if (!isGood) failures += 1;
        if (now - startedAt < ms) send();
        else socket.destroy();
      });
    });

  return Promise.all(Array.from({ length: clients }, client)).then(() => {
    took.sort((a, b) => a - b);
    const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? NaN;
    return { requests: took.length, failures, ms: performance.now() - startedAt, p50: at(0.5), p99: at(0.99) };
  });
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await run(JSON.parse(line) as Load))}\n`);
}
