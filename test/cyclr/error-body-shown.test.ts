import { expect, test } from 'vitest';
import { Answer } from '../../src/cyclr/answer.ts';
import { withErrorBody } from '../../src/cyclr/error-body-shown.ts';
import { GatewayError } from '../../src/errors.ts';

function bodyOf(text: string): string {
  const error = withErrorBody(new GatewayError('THIRD_PARTY_ERROR', 'No.'), new Answer(400, {}, Buffer.from(text)));
  return JSON.stringify(error.details['body'] ?? null);
}

test.each([
  ['a key', '{"client_secret":"hunter2hunter2","note":"bad"}'],
  ['a sentence', '{"message":"GET https://api.example.com/?api_key=hunter2hunter2&x=1 failed: bad"}'],
  ['a header in a sentence', '{"message":"bad header Authorization: Bearer hunter2hunter2"}'],
  ['plain words', 'bad X-API-Key: hunter2hunter2'],
  ['XML', '<error><message>bad</message><password>hunter2hunter2</password></error>'],
  [
    'XML with a prefix',
    '<a:error><message>bad</message><a:accessToken type="x">hunter2hunter2</a:accessToken></a:error>',
  ],
])('a secret in %s is not shown, and the words beside it are', (_where, text) => {
  expect(bodyOf(text)).not.toContain('hunter2');
  expect(bodyOf(text)).toContain('bad');
});

test('a page that is quoted is not shown, and the words before it are', () => {
  const page = '<!DOCTYPE html><html><body>10.1.2.3</body></html>';
  expect(bodyOf(JSON.stringify({ error: `Upstream said: ${page}` }))).toBe('{"error":"Upstream said:"}');
  expect(bodyOf(`Bad Gateway ${page}`)).toBe('"Bad Gateway"');
  expect(bodyOf(page)).toBe('null');
});
