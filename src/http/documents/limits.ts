import type { GraphQLError } from 'graphql';
import { type LimitName, limits as defaults, type Limits } from '../../limits.ts';
import { refusal } from '../refusal.ts';
import type { Rule } from '../rule.ts';
import { type Excess, excessOf } from './size.ts';

/** Limits the shape of a document, before it is validated. Its tokens are limited before that, where it is parsed. */
export function documentLimits(limits: Limits = defaults): Rule {
  return {
    name: 'documentLimits',
    onDocument(document) {
      const excess = excessOf(document, limits);
      if (excess !== undefined) throw tooLarge(excess);
    },
  };
}

const words: Partial<Record<LimitName, string>> = {
  documentTokens: 'tokens',
  documentCharacters: 'characters',
  nameCharacters: 'characters in one name',
  depth: 'levels of fields',
  introspectionDepth: 'levels of fields below __schema or __type',
  aliases: 'aliases, with fragments counted wherever they are spread',
  rootFields: 'fields at the top of an operation',
  directives: 'directives in one place',
  deferred: 'fragments with @defer, counted wherever they are spread',
};

/** Refuses a document for its size. */
export function tooLarge({ name, limit, found }: Excess): GraphQLError {
  const has = found === undefined ? `more than ${limit}` : String(found);
  const message = `The document has ${has} ${words[name] ?? name}; the limit is ${limit}. Ask for less at a time.`;
  return refusal(400, 'LIMIT_EXCEEDED', message, { limit, ...(found !== undefined && { found }) });
}
