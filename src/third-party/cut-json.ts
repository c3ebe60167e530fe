/**
 * JSON that was cut off, ended where it can be: an open text is ended, what has no value yet is dropped, and what is
 * open is closed. Undefined where nothing is open. Takes one pass; the result may still be refused by a JSON parser.
 */
export function endCutJson(text: string): string | undefined {
  const open: string[] = [];
  /** The longest beginning that is whole once its brackets are closed. */
  let whole = 0;
  let isText = false;
  let isKey = false;

  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (isText) {
      if (char === '\\') at += 1;
      else if (char === '"') {
        isText = false;
        if (!isKey) whole = at + 1;
      }
    } else if (char === '"') {
      isText = true;
      isKey = open.at(-1) === '}' && /[{,]/.test(signBefore(text, at));
    } else if (char === '{' || char === '[') {
      open.push(char === '{' ? '}' : ']');
      whole = at + 1;
    } else if (char === '}' || char === ']') {
      open.pop();
      whole = at + 1;
    } else if (char === ',') whole = at;
  }

  if (open.length === 0) return undefined;
  const closing = open.toReversed().join('');
  return isText && !isKey
    ? `${text.replace(/\\(?:u[\da-f]{0,3})?$/i, '')}"${closing}`
    : `${text.slice(0, whole)}${closing}`;
}

function signBefore(text: string, before: number): string {
  let at = before - 1;
  while (at >= 0 && /\s/.test(text[at] ?? '')) at -= 1;
  return text[at] ?? '';
}
