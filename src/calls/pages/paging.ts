import type { PagingStyle } from '../../connectors/paging-rule.ts';
import type { Json, JsonObject } from '../../json.ts';

/** An input of the method, by its number in the release. */
export interface PagingInput {
  readonly of: 'parameters' | 'fields';
  readonly id: string;
  /** Its target name, or the last key of its location. */
  readonly name: string;
}

/** Keys from the body to a value. */
export type KeyPath = readonly string[];

/** How the pages of one list follow one another: plain JSON, because a cursor carries it. */
export interface Paging {
  /** Undefined where nobody can tell. */
  readonly style?: PagingStyle | undefined;
  /** An operator or a probe says so; otherwise it is concluded from names and bodies. */
  readonly isConfirmed?: boolean | undefined;
  /** Takes the place in the list. */
  readonly input?: PagingInput | undefined;
  /** By the parameters of its query, the inputs that a next URL can be followed with. */
  readonly byQuery?: Readonly<Record<string, PagingInput>> | undefined;
  /** The number of the first page, or the offset of the first record; undefined until an answer shows it. */
  readonly start?: number | undefined;
  readonly next?: KeyPath | undefined;
  readonly more?: Flag | undefined;
  readonly total?: KeyPath | undefined;
}

export interface Flag {
  readonly at: KeyPath;
  /** True where the value says that this was the last page, such as `done`. */
  readonly saysLast: boolean;
}

/** What is given of inputs to ask for one page, by their numbers. */
export interface Position {
  readonly parameters?: JsonObject | undefined;
  readonly fields?: JsonObject | undefined;
}

export const firstPage: Position = {};

export function positionAt(inputs: readonly (readonly [PagingInput, Json])[]): Position {
  const of = (kind: PagingInput['of']) => {
    const entries = inputs.filter(([input]) => input.of === kind).map(([{ id }, value]) => [id, value] as const);
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  };
  return { parameters: of('parameters'), fields: of('fields') };
}
