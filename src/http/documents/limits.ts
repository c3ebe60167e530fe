import { type GraphQLError, parse } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { type Excess, excessOf, lexicalExcessOf } from './size.ts';
import type { LimitName } from '../../limits.ts';
import { refusal } from '../refusal.ts';

/** Refuses a document that is too large before anything is done with it: its tokens before parsing, its shape before validation. */
export function useDocumentLimits(): Plugin {
  return {
    onParse({ setParseFn }) {
      setParseFn((source: string, options?: object) => {
        const over = lexicalExcessOf(source);
        if (over !== undefined) throw tooLarge(over);
        return parse(source, options);
      });
    },
    onValidate({ params, setResult }) {
      const over = excessOf(params.documentAST);
      if (over !== undefined) setResult([tooLarge(over)]);
    },
  };
}

const words: Partial<Record<LimitName, string>> = {
  documentTokens: 'tokens',
  nameCharacters: 'characters in one name',
  depth: 'levels of fields',
  introspectionDepth: 'levels of fields below __schema or __type',
  aliases: 'aliases, with fragments counted wherever they are spread',
  rootFields: 'fields at the top of its operation',
  directives: 'directives on one place',
  deferred: 'fragments with @defer, counted wherever they are spread',
};

function tooLarge({ name, limit, found }: Excess): GraphQLError {
  const has = found === undefined ? `more than ${limit}` : String(found);
  return refusal(
    400,
    'LIMIT_EXCEEDED',
    `The document has ${has} ${words[name] ?? name}, and may have ${limit}. Ask for less at a time.`,
    {
      limit,
      ...(found !== undefined && { found }),
    },
  );
}
