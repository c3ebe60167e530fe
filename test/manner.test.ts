import { describe, expect, test } from 'vitest';
import { type Text, textsOf, textsOfSources } from './prose/texts.ts';

/** Phrases that a message does not have, and what it says in their place. */
const banned: readonly (readonly [phrase: RegExp, instead: string])[] = [
  [/\band (?:‹›|\S+)(?: \S+){0,3} came\b/, '; got …'],
  [/\b(?:was|were) expected\b/, 'Expected …'],
  [/\band (?:it )?may have (?:‹›|\d)/, '; the limit is …'],
  [/\bNone was sent\b/, 'Nothing was sent.'],
  [/["›] is no (?:path|name|id|number|method|list|object|text)\b/, 'is not a …'],
  [/\bThere is none at all\b/, 'This method takes no …'],
  [/\btakes no more calls\b/, 'is limiting its rate'],
  [/\bwas given up\b/, 'was cancelled'],
  [/\bso many\b.*\band no more\b/, 'the limit is …'],
  [/^What is "[^"]*"\?/, 'Unknown …'],
  [/\bthat was asked for\b/, 'this …'],
  [/\bnot what it should be\b/, 'is not valid'],
  [/^Say "/, 'Usage: …'],
  [/\bmust be from ‹› to\b/, 'must be between … and …'],
];

/** Characters of a message, without what is filled in. */
const longest = 260;

/**
 * Messages here follow a place, such as `line 3: ` or the name of a variable, and complete a sentence that it begins.
 * They may begin with a small letter.
 */
const afterPlace = [
  'catalog/',
  'config/',
  'files/',
  'http/documents/persisted-manifest.ts',
  'policy/file.ts',
  'sandbox/scenario/',
  'sandbox/scenarios/',
];

const texts = textsOfSources();

describe('messages', () => {
  test('are found', () => {
    expect(texts.filter(({ isMessage }) => isMessage).length).toBeGreaterThan(70);
    const source = 'throw new GatewayError("NOT_FOUND", `No ${name}` + (other ? " here." : " there."));';
    expect(textsOf('a.ts', source)).toEqual([
      { file: 'a.ts', line: 1, text: 'No ‹› here.', isMessage: true },
      { file: 'a.ts', line: 1, text: 'No ‹› there.', isMessage: true },
    ]);
  });

  test('say in plain sentences what was expected, what was got and what to do', () => {
    const faults = texts.flatMap((text) =>
      faultsOf(text).map((fault) => `src/${text.file}:${text.line} ${fault}: ${text.text}`),
    );
    expect(faults).toEqual([]);
  });

  test.for([
    'first must be from 0 to 500, and 501 came.',
    'An object was expected here, with such keys as "a", and a list came.',
    'The request has 11 fields of mutations, and may have 10. None was sent.',
    'What is "foo"? There is: from-listing FILE --name NAME.',
    'the call was cancelled.',
    'The call was cancelled',
  ])('are told apart from others: %s', (text) => {
    expect(faultsOf({ file: 'a.ts', line: 1, text, isMessage: true })).not.toEqual([]);
  });
});

function faultsOf({ file, text, isMessage }: Text): readonly string[] {
  const faults = banned.flatMap(([phrase, instead]) => (phrase.test(text) ? [`say "${instead}"`] : []));
  if (!isMessage) return faults;
  if (!beginsWell(text) && !afterPlace.some((name) => file.startsWith(name))) faults.push('has no capital');
  if (!/[.?]$|‹›$/.test(text)) faults.push('has no full stop');
  if (text.replaceAll('‹›', '').length > longest) faults.push('is too long');
  return faults;
}

/** With a capital, a name in quotes, the name of an option, or what is filled in. */
function beginsWell(text: string): boolean {
  return /^(?:\p{Lu}|"|--|‹›)/u.test(text);
}
