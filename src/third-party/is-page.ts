/** The page is recognised by its beginning; nothing further in is looked at. */
const mostOfABeginning = 64 * 1024;

/** Elements that begin an HTML page whatever stands before them, an XML declaration included. */
const pageTags = new Set(
  'html head body script style meta base noscript center frameset iframe h1 h2 h3 h4 h5 h6 br hr'.split(' '),
);

/** Elements that begin an HTML page, but which an XML document may also use as the name of its root. */
const sharedTags = new Set('div title link form table main section header nav img font'.split(' '));

/** Elements of HTML that begin a piece of a page, where it is said to be one. */
const fragmentTags = new Set(
  'p a b i em strong span ul ol dl pre table center article aside footer button input'.split(' '),
);

/** HTML inside: one of these settles what a shared element began. */
const htmlInside = /<(?:a|p|b|br|hr|td|th|img|h[1-6]|span|input|button|body|meta|script|center|ul|li)[\s/>]/i;

/**
 * Whether a text is an HTML page, such as the login page of an application or the notice of a proxy or firewall.
 *
 * The page may begin with a byte order mark, white space, comments, an XML declaration or any doctype, and may lack
 * `<html>`. JSON, plain words that mention a tag, XML documents, SOAP and SVG are not pages.
 *
 * @param isDeclared whether the text comes as `text/html`, which settles what an element of HTML began
 */
export function isHtmlPage(text: string, isDeclared = false): boolean {
  const start = text.slice(0, mostOfABeginning);
  const { at, doctype, isXml } = skipProlog(start);
  if (doctype !== undefined) return doctype === 'html';
  const tag = tagAt(start, at);
  if (tag === undefined) return false;
  if (pageTags.has(tag) || (isDeclared && (sharedTags.has(tag) || fragmentTags.has(tag)))) return true;
  return !isXml && sharedTags.has(tag) && htmlInside.test(start.slice(at + 1));
}

interface Prolog {
  /** Where the first element begins. */
  readonly at: number;
  /** The root that a doctype names, in lower case. */
  readonly doctype: string | undefined;
  readonly isXml: boolean;
}

/** Steps over what may stand before the first element. Each step moves forward, so the whole is linear. */
function skipProlog(text: string): Prolog {
  let at = skipSpace(text, 0);
  let isXml = false;
  for (;;) {
    if (text.startsWith('<?', at)) {
      isXml ||= text.slice(at, at + 5).toLowerCase() === '<?xml';
      at = after(text, '>', at + 2);
    } else if (text.startsWith('<!--', at)) {
      at = after(text, '-->', at + 4);
    } else if (text.startsWith('<!', at)) {
      const [, doctype] = /^<!doctype\s+([\w:.-]+)/i.exec(text.slice(at, at + 200)) ?? [];
      return { at, doctype: doctype?.toLowerCase() ?? '', isXml };
    } else {
      return { at, doctype: undefined, isXml };
    }
    at = skipSpace(text, at);
  }
}

function skipSpace(text: string, from: number): number {
  const space = /[\s\uFEFF\0]*/y;
  space.lastIndex = from;
  return from + (space.exec(text)?.[0].length ?? 0);
}

/** Past the next `end`, or past everything where there is none. */
function after(text: string, end: string, from: number): number {
  const found = text.indexOf(end, from);
  return found < 0 ? text.length : found + end.length;
}

function tagAt(text: string, at: number): string | undefined {
  const [, tag] = /^<([a-z][a-z0-9]{0,20})(?=[\s/>]|$)/i.exec(text.slice(at, at + 30)) ?? [];
  return tag?.toLowerCase();
}
