import { entities, things } from './nouns.ts';
import { setOf, writing } from './verbs.ts';

/** Whether a word is the plural of a noun, as far as its form says. */
export function isPlural(word: string): boolean {
  if (irregularPlurals.has(word) || /(?:sses|[^s]ies|uses|axes|xes)$/.test(word)) return true;
  return /[^siu]s$/.test(word) && word.length > 3 && !notPlurals.has(word);
}

/** Whether a word that is in no list has the form of a verb: "gamify". */
export function isVerbInForm(word: string): boolean {
  const isListed = things.has(word) || entities.has(word) || writing.has(word);
  return /.(?:ate|ify|i[sz]e)$/.test(word) && !isListed;
}

const irregularPlurals = setOf(
  'ads apis children criteria emojis ids indices kpis media menus pdfs people skus staff taxis todos',
);

const notPlurals = setOf('always analytics does gets goods less logistics news sales series whois');
