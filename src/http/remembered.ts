import { LRUCache } from 'lru-cache';

/** Texts that are remembered, and the longest of them in characters. */
const mostRemembered = 100;
const longestRemembered = 300;

/** The same judgement, remembered for short texts: clients send the same few headers again and again. */
export function remembered(judge: (text: string) => boolean): (text: string) => boolean {
  const known = new LRUCache<string, boolean>({ max: mostRemembered });
  return (text) => {
    const judged = known.get(text) ?? judge(text);
    if (text.length <= longestRemembered) known.set(text, judged);
    return judged;
  };
}
