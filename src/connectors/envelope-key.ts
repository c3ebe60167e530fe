/** Whether every word of a key is about an answer as a whole: `total`, `nextPageToken`, `@odata.count`, `error_count`. */
export function isEnvelopeKey(key: string): boolean {
  const words =
    key
      .replace(/([a-z\d])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .match(/[a-z]+/g) ?? [];
  if (words.length === 0) return false;
  return words.every((word) => envelopeWords.has(word) || (words.length > 1 && wordsInside.has(word)));
}

const envelopeWords = new Set(
  (
    'total totals count counts size sizes num of max min results result records record items item rows row entries ' +
    'page pages paging per limit offset start end at index first last next prev previous current range skip take top ' +
    'cursor token continuation sync has more is done complete finished truncated estimate ' +
    'status success ok code message error errors warning warnings request response trace version timestamp time ms ' +
    'odata context delta link links url uri href self etag dimension major locator query'
  ).split(' '),
);

/** Of an answer beside other words; alone they may be a record's own. */
const wordsInside = new Set('number type kind object item record row field'.split(' '));
