import type { PagingRule } from '../connectors/paging-rule.ts';
import type { MethodRules } from '../connectors/method-rules.ts';
import type { MethodUniqueIdentifier } from '../ids.ts';
import type { Catalog, CatalogPaging } from './catalog.ts';
import type { RulesOf } from './rules.ts';

/** Adds what catalogs know of pages to the rules of the config. A rule that states a style goes before it. */
export function withKnownPaging(rulesOf: RulesOf, catalogs: readonly Catalog[]): RulesOf {
  const confirmed = new Map(
    catalogs.flatMap(({ methods }) =>
      methods.flatMap(({ identifier, paging }): [MethodUniqueIdentifier, PagingRule][] => {
        const rule = paging && toRule(paging);
        return rule === undefined ? [] : [[identifier, rule]];
      }),
    ),
  );
  if (confirmed.size === 0) return rulesOf;
  const known = new WeakMap<object, MethodRules>();

  return (connector, method) => {
    const found = known.get(method);
    if (found !== undefined) return found;
    const rules = rulesOf(connector, method);
    const rule = method.uniqueIdentifier === null ? undefined : confirmed.get(method.uniqueIdentifier);
    const isStated = rule === undefined || rules.paging?.style !== undefined;
    const made = isStated ? rules : { ...rules, paging: { ...rule, ...rules.paging } };
    known.set(method, made);
    return made;
  };
}

/** Undefined where nothing was confirmed. */
function toRule({ style, at, size }: CatalogPaging): PagingRule | undefined {
  if (style === undefined) return undefined;
  return { style, ...(at !== undefined && { input: at }), ...(size !== undefined && { size }) };
}
