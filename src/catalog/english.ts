/**
 * The thing that a method is about, by its name: "List New Accounts By Owner" is about accounts, so "Account". Empty
 * where the name has no noun ("List").
 */
export function nounOf(methodName: string): string {
  const plain = methodName.replaceAll(/\([^)]*\)|\[[^\]]*\]/g, ' ').replace(/^.*:\s*(?=\S)/, '');
  const words = plain.match(/[\p{L}\p{M}\p{N}'’-]+/gu) ?? [];
  const at = (index: number) => (words[index] ?? '').toLowerCase();
  let start = verbs.has(at(0)) ? 1 : 0;
  if (at(0) === 'look' && at(1) === 'up') start = 2;
  while (start < words.length && which.has(at(start))) start += 1;
  const end = words.findIndex((word, index) => index > start && beyond.has(word.toLowerCase()));
  const noun = words.slice(start, end === -1 ? undefined : end);
  // "Lookup Account IDs" answers with accounts, to choose one from.
  if (noun.length > 1 && /^ids?$/i.test(noun.at(-1) ?? '')) noun.pop();
  return toSingular(noun.join(' '));
}

/** The first words of a method's name, which say what it does. */
export function verbOf(methodName: string): string {
  const [first = ''] = methodName.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return first;
}

/** "Sales Orders" → "Sales Order": the last word in the singular. What is not known to be a plural stays. */
export function toSingular(text: string): string {
  return text.replace(/[A-Za-z]+$/, (run) => {
    const [word = ''] = /[A-Z]?[a-z]+$/.exec(run) ?? [];
    const single = singular(word.toLowerCase());
    if (word === '' || single === word.toLowerCase()) return run;
    const cased = word[0] === word[0]?.toUpperCase() ? `${single.slice(0, 1).toUpperCase()}${single.slice(1)}` : single;
    return `${run.slice(0, -word.length)}${cased}`;
  });
}

function singular(word: string): string {
  const known = irregular.get(word);
  if (known !== undefined) return known;
  if (word.length < 4 || !word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return word;
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|zz|us)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

/** Whether a list that is called so says nothing of what is in it: "records", "items". */
export function isPlainList(key: string): boolean {
  return plainLists.has(key.toLowerCase());
}

const irregular: ReadonlyMap<string, string> = new Map([
  ['people', 'person'],
  ['children', 'child'],
  ['men', 'man'],
  ['women', 'woman'],
  ...['series', 'news', 'species', 'analytics', 'goods', 'sms', 'https', 'address', 'lens'].map(
    (word): [string, string] => [word, word],
  ),
]);

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const plainLists: ReadonlySet<string> = new Set(
  `records items data results result value values list rows elements entries objects response collection content nodes
   resources hits page entities body`
    .split(/\s+/)
    .concat(''),
);

/** What is done, where a name begins with it. */
const verbs = words(`
  list get gets find search lookup query count describe check retrieve fetch read returns return select export download
  create creates add adds insert new update updates upsert edit modify change set delete remove replace put patch post
  send upload import submit void cancel process execute run undelete abort
`);

/** Which of the things, before the noun. */
const which = words('new all updated modified changed deleted recent latest my current custom bulk batch a an the');

/** Words behind the noun: which of the things, or in what way. */
const beyond = words(`
  by for from in into with within without since to using via where when on as at exists including modified updated
  created changed between and/or
`);

/** What several nouns have in common at their end, or else at their beginning: "Balance Sheet Report", "Cash Flow Report" → "Report". */
export function commonNoun(nouns: readonly string[]): string {
  const all = nouns.map((noun) => noun.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g) ?? []);
  const [first = [], ...others] = all;
  const ends = first.findIndex((_, from) =>
    others.every((other) => first.slice(from).join() === other.slice(other.length - first.length + from).join()),
  );
  if (ends !== -1) return first.slice(ends).join('');
  const begins = first.findIndex((word, at) => others.some((other) => other[at] !== word));
  return first.slice(0, begins === -1 ? undefined : begins).join('');
}
