import type { RecordPages } from '../../calls/pages/pages.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { apart } from '../../catalog/names.ts';
import type { Json } from '../../json.ts';
import type { Builder, ObjectRef } from '../builder.ts';
import { addPagesFields, type Edge, edgesOf, type PagesRefs } from '../record-pages.ts';

/** The Relay connection of a type of records, by its name in the catalog; made once for all methods that answer with it. */
export type ConnectionTypes = (answer: string | undefined, record: ObjectRef<Json>) => ObjectRef<RecordPages>;

export function createConnectionTypes(
  builder: Builder,
  {
    catalog,
    refs,
    nameOf,
  }: { readonly catalog: Catalog; readonly refs: PagesRefs; readonly nameOf: (name: string) => string },
): ConnectionTypes {
  const known = new Map<string | undefined, ObjectRef<RecordPages>>();
  const taken = new Set([...Object.keys(catalog.types), ...Object.keys(catalog.inputs), ...Object.keys(catalog.enums)]);
  const free = (name: string) => nameOf(taken.has(name) ? apart(name, 'pages') : name);

  return (answer, record) => {
    const found = known.get(answer);
    if (found !== undefined) return found;
    const name = answer ?? 'Record';
    const edge = builder.objectRef<Edge>(free(`${name}Edge`)).implement({
      description: 'A record at its place in a list.',
      fields: (t) => ({
        node: t.field({ type: record, resolve: ({ node }) => node }),
        cursor: t.string({ description: 'Where to go on from, as `after`.', resolve: ({ cursor }) => cursor() }),
      }),
    });
    const ref = builder.objectRef<RecordPages>(free(`${name}Connection`)).implement({
      description: 'Records of a list over any number of upstream pages, and whether that is all of them.',
      fields: (t) => ({
        nodes: t.field({ type: [record], resolve: ({ nodes }) => [...nodes] }),
        edges: t.field({ type: [edge], resolve: (pages) => [...edgesOf(pages)] }),
      }),
    });
    addPagesFields(builder, ref, refs);
    known.set(answer, ref);
    return ref;
  };
}
