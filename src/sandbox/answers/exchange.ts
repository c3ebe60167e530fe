import type { Json, JsonObject } from '../../json.ts';
import type { SequenceAnswer } from '../scenario/answer.ts';
import type { Relay } from '../scenario/canned.ts';
import type { Charset, ContentEncoding } from '../wire/encode.ts';
import { type Headers, jsonType } from '../wire/reply.ts';

/** What Cyclr sends to the third-party app on a call. */
export interface AppRequest {
  /** By TargetName. */
  readonly parameters: JsonObject;
  /** By Location, as given. */
  readonly fields: JsonObject;
  readonly mergeFields: JsonObject;
  /** Built from the fields along their locations, or given whole; undefined when there is none. */
  readonly body: Json | undefined;
}

/** What the third-party app answers. */
export interface AppAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** A text goes out in `charset`. */
  readonly body: string | Uint8Array;
  /** @default 'utf-8' */
  readonly charset?: Charset;
  /** Puts a byte order mark in front of a text. @default false */
  readonly bom?: boolean;
  /** Compresses the body on its way out. @default none */
  readonly contentEncoding?: ContentEncoding;
  /** How Cyclr relays this answer. @default as the sandbox is set */
  readonly relay?: Relay;
}

/** The account connector's side of the third-party app. */
export interface AppAccess {
  /** What the third-party app holds, by collection. */
  readonly records: Records;
  readonly authValue: string | null;
  /** The account connector's properties. */
  readonly properties: readonly { readonly name: string; readonly value: string | null }[];
  /** How often each sequence of answers was used. */
  readonly turns: Map<SequenceAnswer, number>;
}

/** The third-party app's side of a method. */
export type Exchange = (request: AppRequest, access: AppAccess) => AppAnswer | Promise<AppAnswer>;

/** What the third-party app holds for one account connector, by collection. */
export type Records = Map<string, JsonObject[]>;

export function answerJson(body: unknown, status = 200): AppAnswer {
  return { status, headers: { 'content-type': jsonType }, body: JSON.stringify(body) };
}
