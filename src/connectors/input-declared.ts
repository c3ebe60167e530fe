import { exactNumber } from '../numbers/exact-number.ts';
import { type Json } from '../json.ts';
import type { MethodField, MethodParameter } from './method.ts';
import { isNumberText } from './value.ts';

type Input = MethodParameter | MethodField;

/** Whether Cyclr fills the input in itself: its number is negative. It is never required, and cannot be sent. */
export function isFilledByCyclr({ id }: Pick<Input, 'id'>): boolean {
  return id.startsWith('-');
}

/**
 * Whether the listing calls the input hidden: `** Hidden and set as false`. A listing has such fields beside the others,
 * and says that they are required; Cyclr has a value for them.
 */
export function isHidden({ description }: Pick<Input, 'description'>): boolean {
  return description !== null && /^\s*[*[(]+\s*hidden\b/i.test(description);
}

/** Whether a caller can give the input: it is neither hidden nor filled in by Cyclr. */
export function isForCallers(input: Pick<Input, 'id' | 'description'>): boolean {
  return !isFilledByCyclr(input) && !isHidden(input);
}

/** Whether the listing asks callers for the input. It may have a default all the same, so that this is never enforced. */
export function isAskedFor(input: Pick<Input, 'id' | 'description' | 'optional'>): boolean {
  return !input.optional && isForCallers(input);
}

/**
 * The value that the listing says a hidden field has; undefined where it does not say so beyond doubt.
 *
 * `** Hidden and set as false.` is false; of a text, only a single word that ends the description is taken.
 */
export function hiddenValue(field: Pick<Input, 'description' | 'dataType'>): Json | undefined {
  const said = isHidden(field) ? /\bset (?:as|to) (.+)$/is.exec(field.description ?? '')?.[1] : undefined;
  if (said === undefined) return undefined;
  switch (field.dataType) {
    case 'Boolean': {
      const word = /^["'“]?(true|false)["'”]?\s*(?:[.,;(*].*)?$/is.exec(said)?.[1];
      return word === undefined ? undefined : word.toLowerCase() === 'true';
    }
    case 'Integer':
    case 'Float':
    case 'Decimal': {
      const word = /^(\S+?)\s*\.?\s*\**$/.exec(said)?.[1] ?? '';
      return isNumberText(word) ? exactNumber(word) : undefined;
    }
    case 'Text':
      return /^["'“]?([\w-]+)["'”]?\s*\.?\s*\**$/.exec(said)?.[1];
    default:
      return undefined;
  }
}
