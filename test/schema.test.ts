import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { printSchema } from 'graphql';
import { expect, test } from 'vitest';
import { scenarioJsonSchema } from '../src/sandbox/scenario/scenario.ts';
import { buildSchema } from '../src/graphql/schema.ts';

test('schema/schema.graphql is what is served; `npm run generate` writes it', () => {
  const committed = readFileSync(join(import.meta.dirname, '../schema/schema.graphql'), 'utf8');
  expect(committed).toBe(`${printSchema(buildSchema())}\n`);
});

test('schema/scenario.schema.json is what is read', () => {
  const committed = readFileSync(join(import.meta.dirname, '../schema/scenario.schema.json'), 'utf8');
  expect(JSON.parse(committed)).toEqual(JSON.parse(JSON.stringify(scenarioJsonSchema())));
});

test('everything in the graph says what it means', () => {
  const undescribed = Object.values(buildSchema().getTypeMap())
    .filter(
      ({ name }) =>
        !name.startsWith('__') && !['Query', 'Mutation', 'String', 'Int', 'Float', 'Boolean', 'ID'].includes(name),
    )
    .filter(({ description }) => !description)
    .map(({ name }) => name);
  expect(undescribed).toEqual([]);
});
