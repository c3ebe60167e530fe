/** How an application writes true and false, where its values are these. */
export interface Truth {
  readonly yes: string;
  readonly no: string;
}

/** Values that stand for true and false, in whatever case, also with 1 and 0 beside them; undefined for any others. */
export function truthOf(values: readonly string[] | undefined): Truth | undefined {
  if (values?.every((value) => /^(?:t|true|f|false|1|0)$/i.test(value.trim())) !== true) return undefined;
  const find = (word: RegExp) => values.find((value) => word.test(value.trim()));
  const [yes, no] = [find(/^true$/i) ?? find(/^t$/i), find(/^false$/i) ?? find(/^f$/i)];
  return yes === undefined || no === undefined ? undefined : { yes, no };
}
