import { XMLParser } from 'fast-xml-parser';
import { type Json, parseJson } from '../json.ts';
import { endCutJson } from './cut-json.ts';
import { isHtmlPage } from './is-page.ts';
import { withoutRequest } from './words.ts';

/** Of an error body, in characters; nothing beyond is looked at. */
export const mostOfAnErrorBody: number = 64 * 1024;

/** The parts of an error body. An HTML page has none for the caller. */
export type ErrorText =
  | { readonly kind: 'page' | 'empty' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'data'; readonly data: Json; readonly isXml: boolean };

/** Tells JSON, XML, form-encoded pairs, HTML and plain words apart by what they are, not by what they are declared as. */
export function parseErrorText(body: string, contentType = ''): ErrorText {
  const isCut = body.length > mostOfAnErrorBody;
  const text = withoutRequest(isCut ? body.slice(0, mostOfAnErrorBody) : body)
    .replace(/^[\s\uFEFF\0]+/, '')
    .replace(/^(?:\)\]\}'?,?|while ?\(1\);|for ?\(;;\);)\s*/, '')
    .trimEnd();
  if (/^(?:null|true|false)?$/.test(text)) return { kind: 'empty' };
  if (text.startsWith('<')) return markup(text, contentType);

  const json = /^[[{"]/.test(text) ? parseWholeOrCut(text) : undefined;
  if (typeof json === 'string') return parseErrorText(json);
  if (json !== undefined) return { kind: 'data', data: json, isXml: false };
  const pairs = parsePairs(text, contentType);
  return pairs === undefined ? { kind: 'text', text: withoutStack(text) } : { kind: 'data', data: pairs, isXml: false };
}

/** JSON, also where its end is missing. Undefined for anything else. */
export function parseWholeOrCut(text: string): Json | undefined {
  const whole = parsed(text);
  if (whole !== undefined) return whole;
  const ended = endCutJson(text);
  return ended === undefined ? undefined : parsed(ended);
}

function parsed(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function markup(text: string, contentType: string): ErrorText {
  if (isHtmlPage(text)) return { kind: 'page' };
  const data = parseXml(text);
  if (data !== undefined && !/^text\/html/i.test(contentType)) return { kind: 'data', data, isXml: true };
  // `<p>Not now</p>` is words in a thin wrapping; broken XML could hold anything.
  return /^<(?:p|b|i|em|strong|span|pre|font|ul|ol|code|a)[\s>]/i.test(text)
    ? { kind: 'text', text }
    : { kind: 'page' };
}

const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  parseTagValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  htmlEntities: true,
  allowBooleanAttributes: true,
  maxNestedTags: 64,
});

/** XML as JSON: elements and attributes are keys, repeated elements are lists, namespaces are left out. */
function parseXml(text: string): Json | undefined {
  if (/^<(?:p|b|i|em|strong|span|pre|font|ul|ol|code|a)[\s>]/i.test(text) || /<!ENTITY/i.test(text)) return undefined;
  try {
    // Text is kept when its element ends: one that was cut off is ended here.
    const data = xml.parse(text.endsWith('>') ? text : `${text}</cut>`) as Json;
    return typeof data === 'object' && data !== null && Object.keys(data).length > 0 ? data : undefined;
  } catch {
    return undefined;
  }
}

/** `error=invalid_grant&error_description=Code+expired`, as OAuth servers and NVP interfaces answer. */
function parsePairs(text: string, contentType: string): Json | undefined {
  const declared = /^application\/x-www-form-urlencoded/i.test(contentType);
  if (!declared && !/^[\w.[\]%-]{1,100}=[^\s&=]{0,2000}&[\w.[\]%-]{1,100}=/.test(text)) return undefined;
  if (/\s/.test(text)) return undefined;
  return Object.fromEntries(Array.from(new URLSearchParams(text)).slice(0, 200));
}

/** The words before a stack trace. */
function withoutStack(text: string): string {
  const at = text.search(/\n[ \t]{0,20}(?:at |File "|Traceback|#0 )/);
  return at > 0 ? text.slice(0, at) : text;
}
