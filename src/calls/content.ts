import type { ConnectorMethod, MethodKind } from '../connectors/method.ts';
import type { Answer } from '../cyclr/answer.ts';
import { GatewayError } from '../errors.ts';
import type { Json } from '../json.ts';
import { isHtmlPage } from '../third-party/is-page.ts';

/**
 * What an answer of success holds: JSON with every digit kept, text where it is not JSON, base64 where it is not text,
 * undefined where there is nothing.
 *
 * @throws GatewayError `UPSTREAM_INVALID` for JSON that is broken, and for a page where records belong
 */
export function readContent(
  answer: Answer,
  _method: Pick<ConnectorMethod, 'responseFields'> | undefined,
  kind: MethodKind,
): Json | undefined {
  if (answer.size === 0) return undefined;
  const text = answer.text();
  if (text === undefined) return answer.bytes.toString('base64');
  if (text.trim() === '') return undefined;

  const declared = /^application\/(?:[\w.-]+\+)?json/i.test(answer.contentType);
  if (declared || /^\s*[[{]/.test(text)) {
    try {
      return answer.json();
    } catch (cause) {
      if (declared) throw notJson(text, cause);
    }
  }
  if (kind === 'READ' && isHtmlPage(text)) {
    throw new GatewayError(
      'UPSTREAM_INVALID',
      'Cyclr answered with an HTML page instead of data. Try again in a moment.',
    );
  }
  return text === 'null' ? null : text;
}

function notJson(text: string, cause: unknown): GatewayError {
  const sent = isHtmlPage(text) ? 'an HTML page' : 'something else, or only a part of it';
  // The parser's own message quotes the text: only its kind is kept.
  return new GatewayError('UPSTREAM_INVALID', `Cyclr declared JSON but sent ${sent}. Try again in a moment.`, {
    cause: cause instanceof Error ? cause.name : undefined,
  });
}
