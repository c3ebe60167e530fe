import type { DataType } from './value.ts';

/** How an application writes true and false, where its values are these. */
export interface Truth {
  readonly yes: string;
  readonly no: string;
}

const words = [
  ['true', 'false'],
  ['t', 'f'],
] as const;
/** These may mean something else where no Boolean is declared. */
const wordsOfBoolean = [...words, ['yes', 'no'], ['y', 'n'], ['on', 'off'], ['1', '0']] as const;

/** Values that stand for true and false, in whatever case, also with 1 and 0 beside them; undefined for any others. */
export function truthOf(values: readonly string[] | undefined, type?: DataType): Truth | undefined {
  if (values === undefined) return undefined;
  const pairs = type === 'Boolean' ? wordsOfBoolean : words;
  const known = new Set(['1', '0', ...pairs.flat()]);
  const given = new Map(values.toReversed().map((value) => [value.trim().toLowerCase(), value]));
  if (![...given.keys()].every((word) => known.has(word))) return undefined;
  for (const [one, other] of pairs) {
    const [yes, no] = [given.get(one), given.get(other)];
    if (yes !== undefined && no !== undefined) return { yes, no };
  }
  return undefined;
}
