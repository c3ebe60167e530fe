import pino from 'pino';

/** One line per request. No other fields are logged, and none has free text of a caller or of Cyclr. */
export interface RequestLine {
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly ms: number;
  /** The `sub` of the caller's token. */
  readonly subject?: string | undefined;
  readonly account?: string | undefined;
  /** Names of the operations, in order. */
  readonly operations?: readonly string[] | undefined;
  readonly upstreamCalls?: number | undefined;
  /** Codes of the errors in the answer. */
  readonly codes?: readonly string[] | undefined;
  /** What is wrong with credentials that were refused, such as `EXPIRED`. */
  readonly reason?: string | undefined;
}

/** One line per call of a method, also one that was refused: who called what, without its inputs and its answer. */
export interface CallLine {
  readonly requestId: string;
  /** The `sub` of the caller's token. */
  readonly subject: string | null;
  readonly account: string;
  readonly accountConnectorId: string;
  /** Null for a call that was stated in numbers, of which no more is known, and for one that was not found. */
  readonly connector: string | null;
  readonly method: string | null;
  readonly methodName: string | null;
  readonly kind: string | null;
  /** `OK`, or the code of what went wrong. */
  readonly outcome: string;
  /** What a write that failed may have done, as its caller is told. */
  readonly effect?: string;
  /** The policy's rule that denied the call; null where no rule allows it. */
  readonly rule?: string | null;
  /** Of a caller whom the policy denied the call: what the rules look at. */
  readonly roles?: readonly string[];
  /** It was not sent: the ledger of keyed writes has its answer. */
  readonly replayed?: boolean;
  readonly ms: number;
}

/** One line whenever calls begin to be held back, because what they go to does not answer, and when that ends. */
export interface BreakerLine {
  /** `Cyclr`, or `account connector`. */
  readonly breaker: string;
  /** `OPEN`, `HALF_OPEN` or `CLOSED`. */
  readonly state: string;
  readonly account?: string | undefined;
  readonly accountConnectorId?: string | undefined;
}

/** The kind of an internal error and its place, without values. */
export interface FaultLine {
  readonly requestId?: string | undefined;
  readonly code?: string | undefined;
  readonly error: string;
  readonly stack?: string | undefined;
}

/** What is in force, in words; no secret, and no URL that could hold one. */
export interface StartLine {
  readonly url: string;
  readonly upstream: string;
  readonly callers: string;
  readonly policy: string;
  readonly catalogs: number;
  readonly redis: string;
  readonly ledger: string;
  readonly persistedDocuments: string;
}

/** The gateway's log: JSON lines. */
export interface Log {
  started(line: StartLine): void;
  stopped(): void;
  request(line: RequestLine): void;
  call(line: CallLine): void;
  breaker(line: BreakerLine): void;
  /** Something outside the gateway fails, and the gateway goes on. */
  warning(message: string, line: FaultLine): void;
  /** A bug of the gateway, masked in the answer. */
  bug(line: FaultLine): void;
}

export interface LogOptions {
  /** The least of what is written. Requests and calls are `info`, requests of probes `debug`. @default 'info' */
  readonly level?: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** Writes to `write`, a line at a time; to standard output without one. */
export function createLog(write: (line: string) => void = toOutput(), { level = 'info' }: LogOptions = {}): Log {
  const log = (of: keyof typeof ranks, message: string, line: object = {}): void => {
    if (ranks[of] < ranks[level]) return;
    const fields = JSON.stringify(line).slice(1, -1);
    write(`{"level":"${of}","time":"${isoTime()}"${fields && ','}${fields},"msg":${JSON.stringify(message)}}\n`);
  };
  return {
    started: (line) => log('info', 'started', line),
    stopped: () => log('info', 'stopped'),
    request: (line) => log(isProbe(line) ? 'debug' : 'info', 'request', line),
    call: (line) => log('info', 'call', line),
    breaker: (line) => log(line.state === 'OPEN' ? 'warn' : 'info', 'breaker', line),
    warning: (message, line) => log('warn', message, line),
    bug: (line) => log('error', 'bug', line),
  };
}

const ranks = { debug: 0, info: 1, warn: 2, error: 3, silent: 4 };

/**
 * Writes to standard output. Lines of one turn of the event loop are written together: a system call for each would cost
 * as much as all else that is done for a small request. The last are written when the process ends.
 */
function toOutput(): (line: string) => void {
  return (standardOutput ??= createOutput());
}

let standardOutput: ((line: string) => void) | undefined;

function createOutput(): (line: string) => void {
  const output = pino.destination({ dest: 1, sync: true });
  let pending = '';
  const write = () => {
    const lines = pending;
    pending = '';
    if (lines !== '') output.write(lines);
  };
  process.once('exit', write);
  return (line) => {
    if (pending === '') setImmediate(write);
    pending += line;
  };
}

let lastTime = { ms: 0, text: '' };

/** Now. Lines of one millisecond have one text. */
function isoTime(): string {
  const ms = Date.now();
  if (ms !== lastTime.ms) lastTime = { ms, text: new Date(ms).toISOString() };
  return lastTime.text;
}

/** Paths that load balancers ask every few seconds. */
const probes: ReadonlySet<string> = new Set(['/health', '/ready']);

/** Whether a request is a probe that was answered. Any other refusal of its path is logged as usual. */
function isProbe({ path, status }: RequestLine): boolean {
  return probes.has(path) && (status < 400 || status === 503);
}

export const silentLog: Log = createLog(() => undefined);

/** An error as a line may hold it: its name and where it was thrown, not its message, which can quote values. */
export function faultOf(error: unknown): Pick<FaultLine, 'error' | 'stack'> {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = (error as { code?: unknown }).code;
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    error: typeof code === 'string' ? `${error.name} ${code}` : error.name,
    stack: frames?.slice(0, 10).join('\n'),
  };
}
