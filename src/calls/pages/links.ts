/** The URL of `rel="next"` in a header `Link`; undefined where it has none. @see https://www.rfc-editor.org/rfc/rfc8288 */
export function nextLink(header: string | undefined): string | undefined {
  for (const [, url = '', parameters = ''] of (header ?? '').matchAll(/<([^<>]*)>((?:\s*;[^,;<>]*)*)/g)) {
    const [, quotedRel, plainRel] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(parameters) ?? [];
    const relations = (quotedRel ?? plainRel ?? '').toLowerCase().split(/\s+/);
    if (relations.includes('next')) return url.trim();
  }
  return undefined;
}

/** Never asked itself: a next URL is only read. */
const nowhere = 'http://relative.invalid';

export function queryOf(url: string): URLSearchParams {
  return URL.parse(url, nowhere)?.searchParams ?? new URLSearchParams();
}

/** Undefined for a URL without a host. */
export function hostOf(url: string): string | undefined {
  const parsed = URL.parse(url, nowhere);
  return parsed === null || parsed.origin === nowhere ? undefined : parsed.origin;
}

/** The host of a method's endpoint, where the listing has it in full. */
export function endPointHost(endPoint: string | null): string | undefined {
  return endPoint === null || /\{\{[^}]*\}\}/.test(endPoint.split('/')[2] ?? '{{') ? undefined : hostOf(endPoint);
}
