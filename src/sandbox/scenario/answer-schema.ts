import { z } from 'zod';
import type { Json } from '../../json.ts';
import { charsets, contentEncodings } from '../wire/encode.ts';
import { headerName, headerValue } from '../wire/headers.ts';
import type { Answer } from './answer.ts';
import { relays } from './canned.ts';
import { listPagingSchema } from './paging.ts';
import { source } from './source.ts';

/** Not parsed by zod, which would copy it: a copy of an exact number is not an exact number. */
const json = z.unknown() as unknown as z.ZodType<Json>;
const jsonObject = z.record(z.string(), json);
const names = z.array(z.string());
const emptiness = z.enum(['body', 'no-content', 'null']);
const condition = z.strictObject({
  given: source,
  key: z.string(),
  is: z.enum(['equal', 'contains', 'startsWith', 'atLeast', 'atMost', 'flag']),
});
const ofRecords = {
  of: z.string(),
  key: z.string().exactOptional(),
  at: z.string().exactOptional(),
  show: names.exactOptional(),
  beside: jsonObject.exactOptional(),
};
const writes = {
  ...ofRecords,
  from: z.string().exactOptional(),
  needs: names.exactOptional(),
  unique: names.exactOptional(),
  derive: jsonObject.exactOptional(),
  says: emptiness.exactOptional(),
};

const base64 = /^(?:[\d+/A-Za-z]{4})*(?:[\d+/A-Za-z]{2}==|[\d+/A-Za-z]{3}=)?$/;

const canned = z.strictObject({
  kind: z.literal('canned'),
  status: z.int().min(200).max(599).exactOptional(),
  headers: z.record(headerName, z.union([headerValue, z.null(), z.array(headerValue)])).exactOptional(),
  body: json.exactOptional(),
  text: z.string().exactOptional(),
  base64: z.string().regex(base64, 'must be bytes in Base64').exactOptional(),
  charset: z.enum(charsets).exactOptional(),
  bom: z.boolean().exactOptional(),
  contentEncoding: z.enum(contentEncodings).exactOptional(),
  relay: z.enum(relays).exactOptional(),
});
const where = z.array(condition).exactOptional();

export const answerSchema: z.ZodType<Answer> = z
  .discriminatedUnion('kind', [
    canned,
    z.strictObject({
      kind: z.literal('sequence'),
      get answers() {
        return z.array(answerSchema).min(1);
      },
      repeat: z.boolean().exactOptional(),
    }),
    z.strictObject({
      kind: z.literal('choice'),
      by: source,
      get cases() {
        return z.record(z.string(), answerSchema);
      },
      get otherwise() {
        return answerSchema;
      },
    }),
    z.strictObject({ kind: z.literal('text'), text: z.string(), contentType: z.string().exactOptional() }),
    z.strictObject({ kind: z.literal('empty'), as: emptiness }),
    z.strictObject({ kind: z.literal('failure'), status: z.int().min(400).max(599), body: json }),
    z.strictObject({
      kind: z.literal('http'),
      verb: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']),
      dataType: z.string().exactOptional(),
    }),
    z.strictObject({
      kind: z.literal('list'),
      ...ofRecords,
      where,
      limit: source.exactOptional(),
      offset: source.exactOptional(),
      paging: listPagingSchema.exactOptional(),
      pluck: z.string().exactOptional(),
    }),
    z.strictObject({ kind: z.literal('get'), ...ofRecords, by: source }),
    z.strictObject({ kind: z.literal('count'), of: z.string(), where, at: z.string().exactOptional() }),
    z.strictObject({ kind: z.literal('insert'), ...writes, defaults: jsonObject.exactOptional() }),
    z.strictObject({ kind: z.literal('update'), ...writes, by: source }),
    z.strictObject({
      kind: z.literal('delete'),
      of: z.string(),
      key: z.string().exactOptional(),
      by: source,
      says: emptiness.exactOptional(),
    }),
  ])
  .meta({ id: 'Answer', description: 'What the third-party app does when the method is called.' });
