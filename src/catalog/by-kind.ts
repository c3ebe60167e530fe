import { judgeMethod } from '../connectors/kind.ts';
import type { MethodKind } from '../connectors/method.ts';
import type { Catalog, CatalogMethod } from './catalog.ts';

/** What the catalog says, or else what the name does. */
export function kindIn({ kind, name }: Pick<CatalogMethod, 'kind' | 'name'>): MethodKind {
  return kind?.is ?? judgeMethod({ name, methodType: 'Action', endPoint: null }).kind;
}

export type MethodsByKind = Record<'reads' | 'writes', readonly CatalogMethod[]>;

/** Judging a thousand names takes a tenth of a second, and several ask for the same catalog. */
const judged = new WeakMap<readonly CatalogMethod[], MethodsByKind>();

export function byKind({ methods }: Pick<Catalog, 'methods'>): MethodsByKind {
  const known = judged.get(methods);
  if (known !== undefined) return known;
  const { READ: reads = [], WRITE: writes = [] } = Object.groupBy(methods, kindIn);
  judged.set(methods, { reads, writes });
  return { reads, writes };
}
