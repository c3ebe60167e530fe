/**
 * Compiles patterns in which `*` stands for any run of characters, also none, and everything else for itself. The
 * answer is whether a name fits one of them.
 *
 * Names are compared without regard to case and to how many spaces stand between words, so that a rule still holds when
 * an application renames "Delete contact" to "Delete Contact". There is no regular expression and no going back: the
 * pieces between the stars are looked for once, from left to right.
 */
export function compileGlobs(patterns: readonly string[]): (name: string) => boolean {
  const globs = patterns.map((pattern) => compileGlob(normalize(pattern)));
  return (name) => {
    const text = normalize(name);
    return globs.some((fits) => fits(text));
  };
}

function compileGlob(pattern: string): (text: string) => boolean {
  const [start = '', ...rest] = pattern.split('*');
  const end = rest.pop();
  if (end === undefined) return (text) => text === start;
  const middle = rest.filter((piece) => piece !== '');

  return (text) => {
    if (!text.startsWith(start)) return false;
    let from = start.length;
    for (const piece of middle) {
      const found = text.indexOf(piece, from);
      if (found === -1) return false;
      from = found + piece.length;
    }
    return text.length - end.length >= from && text.endsWith(end);
  };
}

function normalize(name: string): string {
  return name.normalize('NFC').toLowerCase().trim().replaceAll(/\s+/g, ' ');
}
