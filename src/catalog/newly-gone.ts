import type { Catalog } from './catalog.ts';

/**
 * Names that a pull cannot keep, because what they stand for is gone: told with their place, and what to do. Names
 * that were gone before are not told again.
 */
export function newlyGone(before: Catalog, after: Catalog): readonly string[] {
  const told: string[] = [];
  const wasGone = new Set(before.gone.map(({ identifier }) => identifier));
  for (const { identifier, name, field } of after.gone) {
    if (!wasGone.has(identifier)) told.push(goneText(`the method "${name}"`, field));
  }
  for (const [side, what] of [
    ['types', 'of the type'],
    ['inputs', 'of the input'],
  ] as const) {
    for (const [type, fields] of Object.entries(after[side])) {
      const known = new Set(fieldsGone(before[side][type] ?? []));
      for (const { key = '', field } of fields.filter(({ gone }) => gone === true)) {
        if (!known.has(field)) told.push(goneText(`"${key}" ${what} ${type}`, field));
      }
    }
  }
  const methods = new Map(before.methods.map((one) => [one.identifier, one]));
  for (const { identifier, name, parameters = [], fields = [] } of after.methods) {
    const known = methods.get(identifier);
    const old = new Set([...fieldsGone(known?.parameters ?? []), ...fieldsGone(known?.fields ?? [])]);
    for (const { field } of [...parameters, ...fields].filter(({ gone }) => gone === true)) {
      if (!old.has(field)) told.push(goneText(`an input of "${name}"`, field));
    }
  }
  for (const [type, choices] of Object.entries(after.enums)) {
    const known = new Set(fieldsGone(before.enums[type] ?? []));
    for (const { field, value } of choices.filter(({ gone }) => gone === true)) {
      if (!known.has(field)) told.push(goneText(`the value "${value}" of the enum ${type}`, field));
    }
  }
  return told;
}

function fieldsGone(
  all: readonly { readonly field: string; readonly gone?: boolean | undefined }[],
): readonly string[] {
  return all.flatMap(({ field, gone }) => (gone === true ? [field] : []));
}

function goneText(what: string, field: string): string {
  return `"${field}", ${what}, is gone: documents that ask for it fail. The name stays reserved; delete its entry from the catalog to free it.`;
}
