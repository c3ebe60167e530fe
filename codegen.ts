/** Everything in this repository that a program writes: run with `npm run generate`, compared in CI. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { generate } from '@graphql-codegen/cli';
import { printSchema } from 'graphql';
import { policyJsonSchema } from './src/auth/policy-file.ts';
import { catalogJsonSchema } from './src/connectors/catalog.ts';
import { catalogConfigJsonSchema } from './src/connectors/catalog-config.ts';
import { readCatalogs } from './src/connectors/catalog-files.ts';
import { formatJson } from './src/connectors/json-text.ts';
import { buildSchema } from './src/graphql/schema.ts';
import { scenarioJsonSchema } from './src/sandbox/scenario/scenario.ts';

const catalogs = await readCatalogs(fileURLToPath(new URL('schema/catalog', import.meta.url)));

write('schema.graphql', `${printSchema(buildSchema(catalogs))}\n`);
write('policy.schema.json', `${JSON.stringify(policyJsonSchema(), null, 2)}\n`);
write('scenario.schema.json', `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
write('catalog.schema.json', formatJson(catalogJsonSchema()));
write('connectors.schema.json', formatJson(catalogConfigJsonSchema()));

function write(file: string, text: string): void {
  writeFileSync(new URL(`schema/${file}`, import.meta.url), text);
}

// Typed documents of this repository's own tests: what a frontend does with the same schema is in docs/typed-connectors.md.
await generate(
  {
    silent: true,
    schema: fileURLToPath(new URL('schema/schema.graphql', import.meta.url)),
    documents: fileURLToPath(new URL('test/typed-documents.test.ts', import.meta.url)),
    generates: {
      [fileURLToPath(new URL('test/generated/', import.meta.url))]: {
        preset: 'client',
        presetConfig: { fragmentMasking: false },
        config: {
          importExtension: '.ts',
          useTypeImports: true,
          enumsAsTypes: true,
          strictScalars: true,
          scalars: { ID: 'string', JSON: 'unknown', JSONObject: 'Record<string, unknown>' },
        },
      },
    },
  },
  true,
);
