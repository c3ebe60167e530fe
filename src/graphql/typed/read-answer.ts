import type { Catalog, CatalogMethod } from '../../catalog/catalog.ts';
import { readRecords } from '../../connectors/records.ts';
import type { Json } from '../../json.ts';

/** Whether an answer of the method is a list of records. Of a method that tells no fields nobody knows, so it is. */
export function answersMany({ types }: Pick<Catalog, 'types'>, { records, answer }: CatalogMethod): boolean {
  return records !== undefined || answer === undefined || (types[answer] ?? []).length === 0;
}

/**
 * Compiles the reader of an answer: a list of records, or one, or null where there is none. Of several records where one
 * was expected it gives the first: `response` has all of them.
 */
export function readAnswer(
  catalog: Pick<Catalog, 'types'>,
  method: CatalogMethod,
): (body: Json | undefined) => readonly Json[] | Json {
  // Made once: what is found of it is remembered by it.
  const fields = method.records === undefined ? [] : [{ location: method.records }];
  if (answersMany(catalog, method)) return (body) => readRecords(body, fields).filter((record) => record !== null);
  return (body) => {
    if (body === undefined || body === '') return null;
    if (!Array.isArray(body)) return body;
    const [first = null] = body as readonly Json[];
    return first;
  };
}
