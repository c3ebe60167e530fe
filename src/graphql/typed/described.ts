import type { CatalogField, CatalogMethod, CatalogParameter } from '../../catalog/catalog.ts';
import { wordsOf } from '../../catalog/names.ts';
import { truthOf } from '../../connectors/truth.ts';

/** What is said of a method: its name for people where that says more than its field, and what the connector tells. */
export function described({ field, name, description }: Pick<CatalogMethod, 'field' | 'name' | 'description'>): {
  readonly description?: string;
} {
  const isTold = wordsOf(name).join() === wordsOf(field).join() || description?.startsWith(name) === true;
  const sentences = [isTold ? undefined : name, description === name ? undefined : description];
  const told = sentences.filter((sentence) => sentence !== undefined);
  return told.length === 0 ? {} : { description: told.join('. ') };
}

/** What is said of a field or an input beside its name; undefined where that says all. */
export function describedValue(given: CatalogField | CatalogParameter, isInput: boolean): string | undefined {
  const { name, description, values, enum: choices, type } = given;
  const isAsked = given.required === true || ('asked' in given && given.asked === true);
  const isListed = isInput && choices === undefined && type !== 'Boolean' && truthOf(values, type) === undefined;
  const sentences = [
    name,
    description === name ? undefined : description,
    isListed && values !== undefined ? `One of ${values.map((value) => `“${value}”`).join(', ')}` : undefined,
    isInput && isAsked ? 'The connector declares it as required' : undefined,
  ].filter((sentence) => sentence !== undefined);
  if (sentences.length === 0) return undefined;
  const [last = '', ...before] = sentences.toReversed();
  return [...before.toReversed().map((one) => one.replace(/[.\s]*$/, '.')), last].join(' ');
}
