/** A content type without its parameters, in lower case; empty where there is none. */
export function essenceOf(contentType: string): string {
  return (/^[^;,]*/.exec(contentType)?.[0] ?? '').trim().toLowerCase();
}

/** `application/json`, `text/json`, `application/problem+json`: one JSON value, not lines of them. */
export function isJsonType(contentType: string): boolean {
  return /^(?:application|text)\/(?:x-json|(?:[\w.-]+\+)?json)$/.test(essenceOf(contentType));
}

export function isHtmlType(contentType: string): boolean {
  return /^(?:text\/html|application\/xhtml\+xml)$/.test(essenceOf(contentType));
}

/** Types whose bytes are a text whatever its charset. */
export function isTextType(contentType: string): boolean {
  const essence = essenceOf(contentType);
  return isJsonType(essence) || /^(?:text\/.|.+\+xml$)/.test(essence) || textTypes.has(essence);
}

const textTypes = new Set(
  'xml xml-dtd csv x-csv json-seq jsonl jsonlines x-jsonlines ndjson x-ndjson yaml x-yaml javascript x-javascript sql x-www-form-urlencoded'
    .split(' ')
    .map((name) => `application/${name}`),
);

/** The value of a parameter, such as `charset` or `name`; undefined where it is not given, or empty. */
export function parameterOf(header: string, name: string): string | undefined {
  const [, quoted, single, bare] = new RegExp(
    `;\\s*${name}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|'([^']*)'|([^\\s;,"']+))`,
    'i',
  ).exec(header) ?? [undefined, undefined, undefined, undefined];
  const value = (quoted?.replace(/\\(.)/g, '$1') ?? single ?? bare ?? '').trim();
  return value === '' ? undefined : value;
}
