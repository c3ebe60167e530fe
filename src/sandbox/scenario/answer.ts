import type { Json, JsonObject } from '../../json.ts';
import type { CannedAnswer } from './canned.ts';
import type { ListPaging } from './paging.ts';
import type { Source } from './source.ts';

/** What the third-party app behind a method does when the method is called. */
export type Answer =
  | CannedAnswer
  | SequenceAnswer
  | ChoiceAnswer
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

/** One answer after another, for each account connector by itself: first a 401, say, and then a 200. */
export interface SequenceAnswer {
  readonly kind: 'sequence';
  readonly answers: readonly Answer[];
  /** Begins again after the last one, which otherwise stays. @default false */
  readonly repeat?: boolean;
}

/** An answer by the value of an input. */
export interface ChoiceAnswer {
  readonly kind: 'choice';
  readonly by: Source;
  /** By the value as text. */
  readonly cases: Readonly<Record<string, Answer>>;
  /** For any other value, and for none. */
  readonly otherwise: Answer;
}

/** Short for a canned answer with a text. */
export interface TextAnswer {
  readonly kind: 'text';
  readonly text: string;
  readonly contentType?: string;
}

/** A success without content: 200 without a body, 204, or the JSON word `null`. */
export interface EmptyAnswer {
  readonly kind: 'empty';
  readonly as: Emptiness;
}

export type Emptiness = 'body' | 'no-content' | 'null';

/** Short for a canned answer with a status of 400 or more and a JSON body. */
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
  /** Gives the list page by page, in place of `limit` and `offset`. */
  readonly paging?: ListPaging;
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
