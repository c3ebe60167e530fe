import type { CatalogMethod } from '../catalog.ts';
import { nounOf, toSingular, verbOf } from '../english.ts';
import { toTypeName, upperFirst } from '../names.ts';
import { shapeOf, signatureOf } from './method-inputs.ts';
import type { TypeNames } from './type-names.ts';

/**
 * The name of each write's `input`: one for writes of the same thing that take the same (Create and Update), for writes
 * of one kind that take the same few inputs (Delete), and for any others that do. A write keeps the name it had, unless
 * what it takes contradicts what others of that name take.
 */
export function nameInputs(
  writes: readonly CatalogMethod[],
  before: ReadonlyMap<string, string>,
  names: TypeNames,
  most: number,
): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  const keptBy = Map.groupBy(
    writes.filter(({ identifier }) => before.has(identifier)),
    ({ identifier }) => before.get(identifier) ?? '',
  );
  for (const [name, group] of keptBy) for (const one of fitting(group)) named.set(one.identifier, name);

  const left = () => writes.filter(({ identifier }) => !named.has(identifier));
  const shareBy = (methods: readonly CatalogMethod[], wordOf: (method: CatalogMethod) => string) => {
    const groups = Map.groupBy(methods, (one) => JSON.stringify([wordOf(one), signatureIn(one)]));
    for (const [first, ...others] of [...groups.values()].toSorted((a, b) => b.length - a.length)) {
      const name = `${toTypeName(first === undefined ? '' : wordOf(first), most)}Input`;
      if (first === undefined || others.length === 0 || !names.isFree(name)) continue;
      names.take([name], '');
      for (const one of [first, ...others]) named.set(one.identifier, name);
    }
  };
  shareBy(left().filter(takesFields), nounIn);
  shareBy(left().filter(takesFew), ({ name }) => verbOf(name));
  shareBy(
    left().filter((one) => takesFew(one) && inputsIn(one).split('And').length <= 2),
    inputsIn,
  );
  for (const one of left()) {
    named.set(one.identifier, names.take([`${toTypeName(upperFirst(one.field), most)}Input`], one.identifier));
  }
  return named;
}

/** The most inputs of a write that only says which thing it is about, such as most that delete. */
const fewest = 4;

function takesFew({ parameters = [], fields = [] }: CatalogMethod): boolean {
  return parameters.length + fields.length <= fewest;
}

/** "IdAndSyncToken" */
function inputsIn({ parameters = [], fields = [], extra = '' }: CatalogMethod): string {
  const inputs = [...parameters, ...fields].flatMap(({ field, gone }) => (gone === true ? [] : [upperFirst(field)]));
  return inputs.length === 0 ? upperFirst(extra) : inputs.toSorted().join('And');
}

function takesFields({ fields = [] }: CatalogMethod): boolean {
  return fields.length > 0;
}

/** Those that contradict none before them: a name in both stands for the same. */
function fitting(group: readonly CatalogMethod[]): readonly CatalogMethod[] {
  const known = new Map<string, string>();
  return group.filter(({ parameters = [], fields = [] }) => {
    const all = [...parameters, ...fields].filter(({ gone }) => gone !== true);
    // What a call needs may differ: the type then asks for it of nobody.
    const shapes = all.map((one): [string, string] => [one.field, shapeOf({ ...one, required: undefined })]);
    if (shapes.some(([field, shape]) => (known.get(field) ?? shape) !== shape)) return false;
    for (const [field, shape] of shapes) known.set(field, shape);
    return true;
  });
}

function nounIn({ name, category = '' }: CatalogMethod): string {
  return nounOf(name) || toSingular(category) || name;
}

function signatureIn({ parameters = [], fields = [], extra }: CatalogMethod): string {
  return signatureOf(parameters, fields, extra);
}
