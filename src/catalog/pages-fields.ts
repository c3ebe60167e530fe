import type { MethodUniqueIdentifier } from '../ids.ts';
import { byKind } from './by-kind.ts';
import type { Catalog } from './catalog.ts';
import { apart } from './names.ts';

/**
 * The field under which a read gives its list over pages, beside its own field. It is never the field of a method, nor of
 * one that is gone, so that no document comes to mean another call.
 */
export function pagesFields(catalog: Catalog): ReadonlyMap<MethodUniqueIdentifier, string> {
  const taken = new Set([...catalog.methods, ...catalog.gone].map(({ field }) => field));
  return new Map(
    byKind(catalog).reads.map(({ field, identifier }) => {
      const wanted = [`${field}Pages`, `${field}AllPages`];
      return [identifier, wanted.find((name) => !taken.has(name)) ?? apart(`${field}Pages`, identifier)];
    }),
  );
}
