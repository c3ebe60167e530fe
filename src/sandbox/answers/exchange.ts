import type { Json, JsonObject } from '../../json.ts';

/** What Cyclr sends to the third-party app on a call. */
export interface AppRequest {
  /** By TargetName. */
  readonly parameters: JsonObject;
  /** By Location, as given. */
  readonly fields: JsonObject;
  /** Built from the fields along their locations, or given whole; undefined when there is none. */
  readonly body: Json | undefined;
  /** Of the account connector, by name. */
  readonly properties: Readonly<Record<string, string | null>>;
  readonly authValue: string | null;
}

/** What the third-party app answers. */
export interface AppAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** The third-party app's side of a method. */
export type Exchange = (request: AppRequest, records: Records) => AppAnswer | Promise<AppAnswer>;

/** What the third-party app holds for one account connector, by collection. */
export type Records = Map<string, JsonObject[]>;

export function answerJson(body: unknown, status = 200): AppAnswer {
  return { status, contentType: 'application/json; charset=utf-8', body: JSON.stringify(body) };
}
