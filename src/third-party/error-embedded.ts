import type { Json } from '../json.ts';
import { parseWholeOrCut } from './error-text.ts';

/** A sentence that carries JSON: `Property values were not valid: [{"message":"…"}]`, or JSON that was written as a text. */
export function embeddedIn(sentence: string): { readonly lead: string; readonly data: Json | undefined } {
  const at = sentence.search(/[[{]\s{0,20}(?:"|[[{]\s{0,20}")/);
  if (at < 0) return { lead: sentence, data: undefined };
  const end = Math.max(sentence.lastIndexOf('}'), sentence.lastIndexOf(']'));
  const data = parseWholeOrCut(sentence.slice(at, end > at ? end + 1 : undefined));
  return { lead: sentence.slice(0, at).replace(/[\s:,;(-]+$/, ''), data };
}
