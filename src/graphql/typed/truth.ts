/** How an application writes true and false, where its values are these. */
export interface Truth {
  readonly yes: string;
  readonly no: string;
}

/** Values that stand for true and false, in whatever case; undefined for any others. */
export function truthOf(values: readonly string[] | undefined): Truth | undefined {
  if (values?.length !== 2) return undefined;
  const find = (letters: RegExp) => values.find((value) => letters.test(value.trim()));
  const [yes, no] = [find(/^t(?:rue)?$/i), find(/^f(?:alse)?$/i)];
  return yes === undefined || no === undefined ? undefined : { yes, no };
}
