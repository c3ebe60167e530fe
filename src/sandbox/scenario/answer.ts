import { z } from 'zod';
import type { Json, JsonObject } from '../../json.ts';

/** What the third-party app behind a method does when the method is called. */
export type Answer =
  | CannedAnswer
  | TextAnswer
  | EmptyAnswer
  | FailureAnswer
  | HttpAnswer
  | ListAnswer
  | GetAnswer
  | CountAnswer
  | InsertAnswer
  | UpdateAnswer
  | DeleteAnswer;

/** The same body every time; placeholders such as `{{Parameters.count}}` in its texts are filled in. */
export interface CannedAnswer {
  readonly kind: 'canned';
  readonly body: Json;
}

/** A body that is not JSON: a file, CSV, XML. */
export interface TextAnswer {
  readonly kind: 'text';
  readonly text: string;
  readonly contentType?: string;
}

/** Nothing to say: 200 without a body, 204, or the JSON word `null`. */
export interface EmptyAnswer {
  readonly kind: 'empty';
  readonly as: Emptiness;
}

export type Emptiness = 'body' | 'no-content' | 'null';

/** The third-party app refuses, always. */
export interface FailureAnswer {
  readonly kind: 'failure';
  readonly status: number;
  readonly body: Json;
}

/** A real request to the method's EndPoint, where the sandbox may call its host. */
export interface HttpAnswer {
  readonly kind: 'http';
  /** `GET`, `POST`, … */
  readonly verb: string;
  /** How the body goes: `Json`, `Form`, or a text as it is. */
  readonly dataType?: string;
}

/** Where an input of the call stands: a parameter's TargetName, or a request field's Location. */
export type Source = { readonly parameter: string } | { readonly field: string };

export interface Condition {
  /** The condition holds only while this input is given. */
  readonly given: Source;
  readonly key: string;
  /** `flag`: the record's key must be true when the input is true; the others compare as text or number. */
  readonly is: 'equal' | 'contains' | 'startsWith' | 'atLeast' | 'atMost' | 'flag';
}

interface OfRecords {
  /** The collection of the account connector's `records`. */
  readonly of: string;
  /** The key that identifies a record; `Id` unless told otherwise. */
  readonly key?: string;
  /** Dotted path to the record or the list in the answer; absent: the whole body. */
  readonly at?: string;
  /** Keys of the record that are shown, in this order; absent: all. */
  readonly show?: readonly string[];
  /** What else stands in the answer, beside the records. */
  readonly beside?: JsonObject;
}

export interface ListAnswer extends OfRecords {
  readonly kind: 'list';
  readonly where?: readonly Condition[];
  readonly limit?: Source;
  readonly offset?: Source;
  /** Answers the bare value of this key of each record, instead of the record. */
  readonly pluck?: string;
}

export interface GetAnswer extends OfRecords {
  readonly kind: 'get';
  readonly by: Source;
}

export interface CountAnswer {
  readonly kind: 'count';
  readonly of: string;
  readonly where?: readonly Condition[];
  readonly at?: string;
}

interface Writes extends OfRecords {
  /** Dotted path to the record, or the list of records, in the request body; absent: the whole body. */
  readonly from?: string;
  /** Keys without which the third-party app refuses the record. */
  readonly needs?: readonly string[];
  /** Keys whose value no two records may share. */
  readonly unique?: readonly string[];
  /** Keys made from others, such as `{ "Name": "{{Record.FirstName}} {{Record.LastName}}" }`. */
  readonly derive?: JsonObject;
  /** What the answer is, where it is not the record. */
  readonly says?: Emptiness;
}

export interface InsertAnswer extends Writes {
  readonly kind: 'insert';
  /** Keys of a new record that the body does not give. */
  readonly defaults?: JsonObject;
}

export interface UpdateAnswer extends Writes {
  readonly kind: 'update';
  readonly by: Source;
}

export interface DeleteAnswer {
  readonly kind: 'delete';
  readonly of: string;
  readonly key?: string;
  readonly by: Source;
  readonly says?: Emptiness;
}

/** Left as it is: zod would copy, and a copied exact number is none. */
const json = z.unknown() as unknown as z.ZodType<Json>;
const jsonObject = z.record(z.string(), json);
const names = z.array(z.string());
const emptiness = z.enum(['body', 'no-content', 'null']);
const source = z.union([z.strictObject({ parameter: z.string() }), z.strictObject({ field: z.string() })]);
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
const where = z.array(condition).exactOptional();

export const answerSchema: z.ZodType<Answer> = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('canned'), body: json }),
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
