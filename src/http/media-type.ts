/**
 * A media type with its parameters, in lower case but for the values of parameters.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-8.3.1
 */
export interface MediaType {
  /** Such as `application/json`; in a range `application/*` or `*\/*` too. */
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** One element of `Accept`. */
export interface MediaRange extends MediaType {
  /** From 0, never, to 1. */
  readonly quality: number;
}

/**
 * Reads a `Content-Type`. Undefined for what is not a media type, and for one that gives a parameter two values.
 * What is no parameter is passed over.
 */
export function parseMediaType(text: string): MediaType | undefined {
  const [type = '', ...parts] = split(text, ';');
  if (!typePattern.test(type)) return undefined;
  const parameters = new Map<string, string>();
  for (const part of parts) {
    const parameter = parseParameter(part);
    if (parameter === undefined) continue;
    const [name, value] = parameter;
    const before = parameters.get(name);
    if (before !== undefined && before !== value) return undefined;
    parameters.set(name, value);
  }
  return { type: type.toLowerCase(), parameters };
}

/**
 * Reads an `Accept`. What is not a media range, or has a weight that is not one, is left out.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1
 */
export function parseAccept(text: string): readonly MediaRange[] {
  return split(text, ',').flatMap((element) => {
    const parsed = parseMediaType(element);
    if (parsed === undefined) return [];
    const { type, parameters: all } = parsed;
    const weight = all.get('q');
    const quality = weight === undefined ? 1 : parseQuality(weight);
    const parameters = new Map([...all].filter(([name]) => name !== 'q'));
    return quality === undefined ? [] : [{ type, parameters, quality }];
  });
}

/** UTF-8 under any of its names, or no charset at all. */
export function isUtf8({ parameters }: MediaType): boolean {
  const charset = parameters.get('charset')?.toLowerCase();
  return charset === undefined || charset === 'utf-8' || charset === 'utf8';
}

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const typePattern = new RegExp(`^${token}/${token}$`);
const parameterPattern = new RegExp(`^(${token})[ \\t]*=[ \\t]*(?:(${token}|)|"((?:[^"\\\\]|\\\\.)*)")$`);

/** White space around `=` is wrong and harmless. */
function parseParameter(text: string): readonly [name: string, value: string] | undefined {
  const [, name, plain, quoted] = parameterPattern.exec(text) ?? [];
  if (name === undefined) return undefined;
  return [name.toLowerCase(), plain ?? quoted?.replaceAll(/\\(.)/g, '$1') ?? ''];
}

/** A weight, of which there are three decimals at most by the standard; more of them, and none before the point, are common and clear. */
export function parseQuality(text: string): number | undefined {
  return /^(?:0|0?\.\d+|0\.|1|1\.0*)$/.test(text) ? Number(text) : undefined;
}

/** The trimmed parts between separators that stand in no quoted text. Linear in the text. */
function split(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    if (isQuoted && text[at] === '\\') at++;
    else if (text[at] === '"') isQuoted = !isQuoted;
    else if (text[at] === separator && !isQuoted) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)].map(trim);
}

/** Spaces and tabs: no other white space belongs into a header. */
function trim(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isBlank(text[start])) start++;
  while (end > start && isBlank(text[end - 1])) end--;
  return text.slice(start, end);
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}
