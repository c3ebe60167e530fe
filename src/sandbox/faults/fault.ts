import { z } from 'zod';
import { headerName, headerValue, isFraming } from '../wire/headers.ts';

/** One way for a request to go wrong. The name is what the header and the control endpoint use. */
export type Fault =
  /** The answer comes when the promise settles. */
  | { readonly name: 'gate'; readonly until: Promise<unknown> }
  /** The answer comes `ms` later. */
  | { readonly name: 'latency'; readonly ms?: number }
  /** No answer ever comes. */
  | { readonly name: 'hang' }
  /** The token is refused. */
  | { readonly name: 'unauthorized' }
  /** Cyclr does not know the IP address; account connectors of a partner integration are exempt. */
  | { readonly name: 'ip-refused' }
  /** A 429 of Cyclr's own, or one that the third-party app sends. `retryAfter` is in seconds, or a date. */
  | { readonly name: 'rate-limited'; readonly retryAfter?: string; readonly by?: 'cyclr' | 'app' }
  /** An HTML page of a proxy; with status 200 a page where data was expected. */
  | { readonly name: 'html'; readonly status?: number }
  /** The connection is cut before the answer. */
  | { readonly name: 'reset' }
  /** The connection is cut in the middle of the answer. */
  | { readonly name: 'truncated' }
  /** A whole answer, whose JSON ends too early. */
  | { readonly name: 'broken-json' }
  /** The answer comes `bytes` at a time, `ms` apart. */
  | { readonly name: 'drip'; readonly ms?: number; readonly bytes?: number }
  | { readonly name: 'content-type'; readonly contentType?: string }
  | { readonly name: 'gzip' }
  /** The answer has that many megabytes. */
  | { readonly name: 'huge'; readonly megabytes?: number }
  /** A success without content. */
  | { readonly name: 'empty'; readonly as?: 'body' | 'no-content' | 'null' }
  | { readonly name: 'dead-credentials' }
  /** The third-party app refuses, and Cyclr relays it. */
  | { readonly name: 'app-refuses'; readonly status?: number; readonly body?: string }
  /** This answer, whatever was asked. */
  | {
      readonly name: 'answer';
      readonly status: number;
      readonly body: string;
      readonly contentType?: string;
      /** Others than the content type, by name. */
      readonly headers?: Readonly<Record<string, string>>;
    };

const ms = z.int().min(0).max(600_000).exactOptional();
const contentType = z
  .string()
  .regex(/^[\x20-\x7e]{1,200}$/)
  .exactOptional();

const schemas = [
  z.strictObject({ name: z.literal('latency'), ms }),
  z.strictObject({ name: z.literal('hang') }),
  z.strictObject({ name: z.literal('unauthorized') }),
  z.strictObject({ name: z.literal('ip-refused') }),
  z.strictObject({
    name: z.literal('rate-limited'),
    retryAfter: z
      .union([z.string().regex(/^[\x20-\x7e]{1,100}$/), z.int().min(0)])
      .transform(String)
      .exactOptional(),
    by: z.enum(['cyclr', 'app']).exactOptional(),
  }),
  z.strictObject({ name: z.literal('html'), status: z.int().min(200).max(599).exactOptional() }),
  z.strictObject({ name: z.literal('reset') }),
  z.strictObject({ name: z.literal('truncated') }),
  z.strictObject({ name: z.literal('broken-json') }),
  z.strictObject({ name: z.literal('drip'), ms, bytes: z.int().min(1).exactOptional() }),
  z.strictObject({ name: z.literal('content-type'), contentType }),
  z.strictObject({ name: z.literal('gzip') }),
  z.strictObject({ name: z.literal('huge'), megabytes: z.int().min(1).max(200).exactOptional() }),
  z.strictObject({ name: z.literal('empty'), as: z.enum(['body', 'no-content', 'null']).exactOptional() }),
  z.strictObject({ name: z.literal('dead-credentials') }),
  z.strictObject({
    name: z.literal('app-refuses'),
    status: z.int().min(400).max(599).exactOptional(),
    body: z.string().exactOptional(),
  }),
  z.strictObject({
    name: z.literal('answer'),
    status: z.int().min(200).max(599).default(500),
    body: z.string().default(''),
    contentType,
    headers: z
      .record(
        headerName.refine((name) => !isFraming(name), 'The sandbox sets this header itself.'),
        headerValue,
      )
      .exactOptional(),
  }),
] as const;

/** Faults that can be asked for over HTTP: all but `gate`, which waits for a promise. */
export const faultSchema: z.ZodType<Fault> = z.discriminatedUnion('name', [...schemas]);

/** Names of the faults that can be asked for over HTTP. */
export const faultNames: readonly string[] = schemas.map(({ shape }) => shape.name.value);
