import { expect, test } from 'vitest';
import { parse } from 'graphql';
import { createParsedDocuments } from '../../../src/http/documents/parsed-documents.ts';

const document = parse('{ __typename }');

test('a document is kept', () => {
  const { documentCache } = createParsedDocuments();
  documentCache.set('{ __typename }', document);
  expect(documentCache.get('{ __typename }')).toBe(document);
});

test('many are kept up to so many characters, and the newest of them', () => {
  const { documentCache } = createParsedDocuments(1000);
  for (let at = 0; at < 1000; at++) documentCache.set(`{ a${at}: __typename }`, document);
  expect(documentCache.calculatedSize).toBeLessThanOrEqual(1000);
  expect(documentCache.size).toBeGreaterThan(10);
  expect(documentCache.has('{ a999: __typename }')).toBe(true);
});

test('one that is as long as a tenth of that is kept, a longer one is not, and drives nobody out', () => {
  const { documentCache } = createParsedDocuments(1000);
  documentCache.set('{ __typename }', document);
  documentCache.set('x'.repeat(99), document);
  documentCache.set('y'.repeat(100), document);
  expect([...documentCache.keys()]).toEqual(['x'.repeat(99), '{ __typename }']);
});

test('what was refused is not kept', () => {
  const { errorCache } = createParsedDocuments();
  errorCache.set();
  expect(errorCache.get()).toBeUndefined();
});
