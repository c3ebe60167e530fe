import type { CatalogField, CatalogParameter } from '../../catalog/catalog.ts';

/** What is said of a method: its name for people, which calls it by name too, and what the connector tells of it. */
export function described({
  name,
  description,
}: {
  readonly name: string;
  readonly description?: string | undefined;
}): string {
  if (description === undefined) return name;
  return description.startsWith(name) ? description : `${name}. ${description}`;
}

/** What is said of a field or an input beside its name; undefined where that says all. */
export function describedValue(
  { name, description, values, enum: choices, required, type }: CatalogField & Partial<CatalogParameter>,
  isInput: boolean,
): string | undefined {
  const isListed = isInput && values !== undefined && choices === undefined && type !== 'Boolean';
  const sentences = [
    name,
    description === name ? undefined : description,
    isListed ? `One of ${values.map((value) => `“${value}”`).join(', ')}` : undefined,
    isInput && required === true ? 'The connector declares it as required' : undefined,
  ].filter((sentence) => sentence !== undefined);
  if (sentences.length === 0) return undefined;
  const [last = '', ...before] = sentences.toReversed();
  return [...before.toReversed().map((one) => one.replace(/[.\s]*$/, '.')), last].join(' ');
}
