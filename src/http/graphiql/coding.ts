import { parseQuality } from '../media-type.ts';

/** How a body can be compressed, the better one first. */
const codings = ['br', 'gzip'] as const;

export type Coding = (typeof codings)[number];

/**
 * Finds the compression that the caller likes best, by the `q` of `Accept-Encoding`; the better one of several that it
 * likes alike. Undefined where the body stays as it is.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3
 */
export function codingFor(acceptEncoding: string | null): Coding | undefined {
  const accepted = new Map((acceptEncoding ?? '').toLowerCase().split(',').flatMap(parseElement));
  const qualityOf = (coding: Coding) => accepted.get(coding) ?? accepted.get('*') ?? 0;
  const best = codings.toSorted((one, other) => qualityOf(other) - qualityOf(one))[0] ?? 'gzip';
  return qualityOf(best) > 0 && qualityOf(best) >= (accepted.get('identity') ?? 0) ? best : undefined;
}

/** None for an element whose weight is not one. */
function parseElement(element: string): readonly (readonly [coding: string, quality: number])[] {
  const [coding = '', ...parameters] = element.split(';').map((part) => part.trim());
  const weight = parameters.find((parameter) => /^q\s*=/.test(parameter));
  const quality = weight === undefined ? 1 : parseQuality(weight.slice(weight.indexOf('=') + 1).trim());
  // The old name is still accepted: RFC 9110, section 8.4.1.3.
  return quality === undefined ? [] : [[coding === 'x-gzip' ? 'gzip' : coding, quality]];
}
