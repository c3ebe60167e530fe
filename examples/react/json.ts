export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads JSON without losing a digit: a number that JavaScript would round is given as its text.
 *
 * The gateway keeps 64-bit ids as they are; a page that rounded them would show, and send, those of other records.
 */
export function parseExactly(text: string): Json {
  return JSON.parse(text, keepDigits) as Json;
}

function keepDigits(_key: string, value: Json, context?: { readonly source?: string }): Json {
  const source = context?.source;
  return typeof value === 'number' && source !== undefined && !Number.isSafeInteger(value) && isLong(source)
    ? source
    : value;
}

function isLong(source: string): boolean {
  return source.replaceAll(/e.*|\D/gi, '').length > 15;
}

/** Fetches as the browser does; what is read keeps its digits. */
export async function fetchExactly(...request: Parameters<typeof fetch>): Promise<Response> {
  const response = await fetch(...request);
  const { status, statusText, headers } = response;
  const text = await response.text();
  return new Response(exactly(text), { status, statusText, headers });
}

function exactly(text: string): string {
  if (!/\d{16}/.test(text)) return text;
  try {
    return JSON.stringify(parseExactly(text));
  } catch {
    // No JSON: whoever reads it says so.
    return text;
  }
}
