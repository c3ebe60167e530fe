import type { ReactNode } from 'react';

interface Props {
  readonly text: string;
  readonly language: 'graphql' | 'json';
  readonly label: string;
}

/** Text of a language, with its words told apart. */
export function Code({ text, language, label }: Props) {
  return (
    // Scrolls, so the keyboard must reach it.
    <pre className="code" tabIndex={0} role="region" aria-label={label}>
      <code>{[...coloured(text, languages[language])]}</code>
    </pre>
  );
}

/** Each named group is a class of the stylesheet; what is none of them is plain. */
const languages = {
  graphql: /(?<keyword>\b(?:query|mutation)\b)|(?<variable>\$\w+)|(?<type>(?<=: )[A-Z]\w*!?)|(?<key>\w+(?=:))/g,
  json: /(?<key>"(?:[^"\\]|\\.)*"(?=:))|(?<string>"(?:[^"\\]|\\.)*")|(?<number>-?\d[\d.eE+-]*)|(?<keyword>\b(?:true|false|null)\b)/g,
} as const;

/** Colours cost an element each: what is very long goes without. */
const longest = 40_000;

function* coloured(text: string, words: RegExp): Generator<ReactNode> {
  if (text.length > longest) return yield text;
  let end = 0;
  for (const { 0: word, index, groups = {} } of text.matchAll(words)) {
    yield text.slice(end, index);
    const [kind] = Object.entries(groups).find(([, found]) => found !== undefined) ?? [];
    yield (
      <span key={index} className={`code-${kind}`}>
        {word}
      </span>
    );
    end = index + word.length;
  }
  yield text.slice(end);
}
