import type { Json, JsonObject } from '../../json.ts';

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
  /** Empty where there is none. */
  readonly contentType: string;
  readonly body: string | Uint8Array;
}

/** The account connector's side of the third-party app. */
export interface AppAccess {
  /** What the third-party app holds, by collection. */
  readonly records: Records;
  readonly authValue: string | null;
  /** The account connector's properties. */
  readonly properties: readonly { readonly name: string; readonly value: string | null }[];
}

/** The third-party app's side of a method. */
export type Exchange = (request: AppRequest, access: AppAccess) => AppAnswer | Promise<AppAnswer>;

/** What the third-party app holds for one account connector, by collection. */
export type Records = Map<string, JsonObject[]>;

export function answerJson(body: unknown, status = 200): AppAnswer {
  return { status, contentType: 'application/json; charset=utf-8', body: JSON.stringify(body) };
}
