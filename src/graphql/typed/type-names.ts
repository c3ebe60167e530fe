import type { Builder } from '../builder.ts';
import { apart } from '../../catalog/names.ts';

/** Gives each type a name of its own. */
export interface TypeNames {
  /** The name, or, where another type has it, the name told apart by `key`. */
  take(name: string, key: string): string;
}

export function createTypeNames(builder: Builder): TypeNames {
  const taken = new Set<string>(['ID', 'String', 'Int', 'Float', 'Boolean', 'Query', 'Mutation', 'Subscription']);
  return {
    take(name, key) {
      let free = name;
      while (taken.has(free) || builder.configStore.hasConfig(free)) free = apart(free, key);
      taken.add(free);
      return free;
    },
  };
}
