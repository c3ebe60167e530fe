import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseJson } from '@humanwhocodes/momoa';
import { Kind, NoUnusedFragmentsRule, type OperationDefinitionNode, parse, specifiedRules, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { readCatalogs } from '../../src/catalog/files.ts';
import { parseConfig } from '../../src/config/config.ts';
import { createGateway } from '../../src/gateway.ts';
import { buildSchema } from '../../src/graphql/schema.ts';
import { silentLog } from '../../src/telemetry/log.ts';
import { post } from '../fixtures.ts';
import { blocksIn, pages, root } from './blocks.ts';

const catalogs = await readCatalogs(join(root, 'schema/catalog'));
const schema = buildSchema(catalogs);

/** Pages whose documents are for another graph, with the tests that send them. */
const elsewhere: Readonly<Record<string, string>> = {
  'docs/own-connector.md': 'test/serve-scenario.test.ts',
  'examples/supergraph/README.md': 'test/supergraph/routers.test.ts',
};
const documents = blocksIn('graphql').filter(({ page }) => !(page in elsewhere));
const fragmentsToo = specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule);

describe('a GraphQL document of a page', () => {
  test('is found, on several pages', () => {
    expect(new Set(documents.map(({ page }) => page)).size).toBeGreaterThan(3);
    expect(pages).toContain('docs/calling.md');
  });

  test('for another graph has a test of its own', () => {
    expect(Object.values(elsewhere).filter((file) => !existsSync(join(root, file)))).toEqual([]);
    expect(Object.keys(elsewhere).filter((page) => !pages.includes(page))).toEqual([]);
  });

  test.for(documents)('$title fits the schema', ({ text }) => {
    expect(validate(schema, parse(text), fragmentsToo).map(({ message }) => message)).toEqual([]);
  });

  const byPage = Map.groupBy(documents.filter(canBeSent), ({ page }) => page);
  test.for([...byPage])('of %s is answered by the sandbox, one after the other', async ([, ofPage]) => {
    await using gateway = await createGateway(parseConfig({}), { log: silentLog, catalogs });
    for (const block of ofPage) {
      const { body } = await post(gateway, { query: block.text, variables: variablesOf(block) });
      const nothing = Object.entries(body.data ?? {}).flatMap(([field, value]) => (value === null ? [field] : []));
      expect({ title: block.title, errors: body.errors, nothing }).toEqual({ title: block.title, nothing: [] });
    }
  });
});

describe('JSON of a page', () => {
  test.for(blocksIn('json', 'jsonc'))('$title is what it says', ({ language, text }) => {
    expect(() =>
      parseJson(text, { mode: language as 'json' | 'jsonc', allowTrailingCommas: language === 'jsonc' }),
    ).not.toThrow();
  });
});

/** One operation whose variables are all given on the page, or need not be; not in parts, as `@defer` is answered. */
function canBeSent(block: (typeof documents)[number]): boolean {
  const operations = parse(block.text).definitions.filter(
    (one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION,
  );
  const variables = variablesOf(block);
  const isComplete = operations[0]?.variableDefinitions?.every(
    ({ type, variable }) => type.kind !== Kind.NON_NULL_TYPE || variable.name.value in variables,
  );
  return operations.length === 1 && isComplete === true && !block.text.includes('@defer');
}

/** "with `{ … }`" below the document, or a comment behind a variable's use. */
function variablesOf({ text, below }: (typeof documents)[number]): Readonly<Record<string, unknown>> {
  const [, beside] = /^\s*with `(\{.*\})`/.exec(below) ?? [];
  const commented = Array.from(text.matchAll(/\$(\w+) # (\{.*\})/g), ([, name = '', value = '']) => [
    name,
    JSON.parse(value) as unknown,
  ]);
  return { ...(JSON.parse(beside ?? '{}') as object), ...Object.fromEntries(commented) };
}
