import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { printSchema } from 'graphql';
import { expect } from 'vitest';
import { readCatalogs } from '../src/catalog/files.ts';
import { scenarioJsonSchema } from '../src/sandbox/server.ts';
import { printSubgraph } from '../src/graphql/federation.ts';
import { buildSchema } from '../src/graphql/schema.ts';
import { test } from './fixtures.ts';

const schema = buildSchema(await readCatalogs(join(import.meta.dirname, '../schema/catalog')));

test('schema/schema.graphql is what is served; `npm run generate` writes it', () => {
  const committed = readFileSync(join(import.meta.dirname, '../schema/schema.graphql'), 'utf8');
  expect(committed).toBe(`${printSchema(schema)}\n`);
});

test('schema/subgraph.graphql is what _service answers, and what `print --subgraph` prints', async ({ ask }) => {
  const committed = readFileSync(join(import.meta.dirname, '../schema/subgraph.graphql'), 'utf8');
  const { body } = await ask('{ _service { sdl } }');
  expect(body.data).toEqual({ _service: { sdl: committed } });
  expect(printSubgraph(schema)).toBe(committed);
});

test('schema/scenario.schema.json is what is read', () => {
  const committed = readFileSync(join(import.meta.dirname, '../schema/scenario.schema.json'), 'utf8');
  expect(JSON.parse(committed)).toEqual(JSON.parse(JSON.stringify(scenarioJsonSchema())));
});

test('every type that is not of a catalog says what it means', () => {
  const undescribed = Object.values(buildSchema([]).getTypeMap())
    .filter(
      ({ name }) =>
        !name.startsWith('__') && !['Query', 'Mutation', 'String', 'Int', 'Float', 'Boolean', 'ID'].includes(name),
    )
    .filter(({ description }) => !description)
    .map(({ name }) => name);
  expect(undescribed).toEqual([]);
});

test('what only a router asks for is listed last', async ({ ask }) => {
  const { body } = await ask('{ __type(name: "Query") { fields { name } } }');
  const { fields } = body.data?.['__type'] as { readonly fields: readonly { readonly name: string }[] };
  expect(fields.slice(-2).map(({ name }) => name)).toEqual(['_entities', '_service']);
  expect(fields[0]?.name).toBe('account');
});
