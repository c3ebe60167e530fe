/** What is said of a thing of a catalog: its name for people, and what the connector tells of it. */
export function described({
  name,
  description,
}: {
  readonly name: string;
  readonly description?: string | undefined;
}): string {
  return description === undefined ? name : `${name}. ${description}`;
}
