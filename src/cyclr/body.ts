import { GatewayError } from '../errors.ts';
import { type Json, parseJson } from '../json.ts';
import type { CyclrResponse } from './send.ts';

/**
 * What an answer holds: JSON with every digit kept, text where it is not JSON, base64 where it is not text,
 * undefined where there is nothing.
 *
 * Throws `UPSTREAM_INVALID` for JSON that is broken, and for an HTML page where data was expected.
 */
export function readBody(response: Pick<CyclrResponse, 'body' | 'contentType'>): Json | undefined {
  const value = valueOf(response);
  if (typeof value === 'object' && value !== null) sizes.set(value, response.body.length);
  return value;
}

/** Of an answer that was read here, in bytes: what its text took. */
export function sizeOf(value: Json | undefined): number {
  if (typeof value === 'string') return value.length;
  return (typeof value === 'object' && value !== null && sizes.get(value)) || 0;
}

const sizes = new WeakMap<object, number>();

function valueOf({ body, contentType }: Pick<CyclrResponse, 'body' | 'contentType'>): Json | undefined {
  if (body.length === 0) return undefined;
  const text = decodeUtf8(body);
  if (text === undefined) return body.toString('base64');
  if (text.trim() === '') return undefined;

  const declared = /^application\/(?:[\w.-]+\+)?json/i.test(contentType);
  if (declared || /^\s*[[{]/.test(text)) {
    try {
      return parseJson(text);
    } catch (cause) {
      if (declared) throw notJson(text, cause);
    }
  }
  if (isPage(text)) {
    throw new GatewayError(
      'UPSTREAM_INVALID',
      'Cyclr answered with an HTML page instead of data. Try again in a moment.',
    );
  }
  return text === 'null' ? null : text;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decodeUtf8(body: Buffer): string | undefined {
  try {
    return utf8.decode(body);
  } catch {
    return undefined;
  }
}

function notJson(text: string, cause: unknown): GatewayError {
  const message = isPage(text)
    ? 'Cyclr said it answers with JSON and sent an HTML page.'
    : 'Cyclr said it answers with JSON and sent something else, or only a part of it.';
  // The parser's own message quotes the text: only its kind is kept.
  return new GatewayError('UPSTREAM_INVALID', `${message} Try again in a moment.`, {
    cause: cause instanceof Error ? cause.name : undefined,
  });
}

function isPage(text: string): boolean {
  return /^\s*<(?:!doctype html|html)/i.test(text);
}
