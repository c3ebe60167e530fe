/** Everything in this repository that a program writes: run with `npm run generate`, compared in CI. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { generate } from '@graphql-codegen/cli';
import { addTypenameSelectionDocumentTransform } from '@graphql-codegen/client-preset';
import { printSchema } from 'graphql';
import { configurationPage, limitsPage } from './src/config/page.ts';
import { policyJsonSchema } from './src/policy/file.ts';
import { catalogJsonSchema } from './src/catalog/parse.ts';
import { catalogConfigJsonSchema } from './src/catalog/config.ts';
import { readCatalogs } from './src/catalog/files.ts';
import { formatJson } from './src/text/json-text.ts';
import { printSubgraph } from './src/graphql/federation.ts';
import { buildSchema } from './src/graphql/schema.ts';
import { scenarioJsonSchema } from './src/sandbox/server.ts';
import { answersScenario } from './test/answers/collection.ts';
import { listings, pulledOf } from './test/listings/catalogs.ts';
import { errorBodiesPage } from './test/third-party/page.ts';

const catalogs = await readCatalogs(path('schema/catalog'));

const schema = buildSchema(catalogs);
write('schema.graphql', `${printSchema(schema)}\n`);
write('subgraph.graphql', printSubgraph(schema));
write('policy.schema.json', `${JSON.stringify(policyJsonSchema(), null, 2)}\n`);
write('scenario.schema.json', `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
writeFileSync(path('examples/scenarios/answers.json'), `${JSON.stringify(answersScenario, null, 2)}\n`);
write('catalog.schema.json', formatJson(catalogJsonSchema()));
write('connectors.schema.json', formatJson(catalogConfigJsonSchema()));

writeFileSync(path('docs/error-bodies.md'), errorBodiesPage());

// Pages whose tables come from the code.
for (const [file, made] of Object.entries({
  'docs/configuration.md': configurationPage,
  'docs/limits.md': limitsPage,
})) {
  writeFileSync(path(file), made(readFileSync(path(file), 'utf8')));
}

// For readers: what becomes of listings of the size and shapes of real ones.
for (const listing of listings) {
  const text = printSchema(buildSchema([pulledOf(listing).catalog]));
  writeFileSync(path(`test/typed/fixtures/${listing.field}.graphql`), `${text}\n`);
}

function write(file: string, text: string): void {
  writeFileSync(path(`schema/${file}`), text);
}

// Typed documents: of this repository's own tests, and of the examples with the manifest of persisted documents.
await generate(
  {
    silent: true,
    ignoreNoDocuments: true,
    schema: path('schema/schema.graphql'),
    generates: {
      [path('test/generated/')]: {
        documents: path('test/typed-documents.test.ts'),
        preset: 'client',
        presetConfig: { fragmentMasking: false },
        config: typesOfDocuments(),
      },
      [path('examples/generated/')]: {
        documents: [path('examples/*.ts'), path('examples/react/**/*.{ts,tsx}')],
        preset: 'client',
        presetConfig: { fragmentMasking: false, persistedDocuments: { hashAlgorithm: 'sha256' } },
        // A cache that normalises needs it, in what is typed and in what is persisted.
        documentTransforms: [addTypenameSelectionDocumentTransform],
        config: typesOfDocuments(),
      },
    },
  },
  true,
);

function typesOfDocuments() {
  return {
    importExtension: '.ts',
    useTypeImports: true,
    enumsAsTypes: true,
    strictScalars: true,
    scalars: {
      ID: 'string',
      Decimal: { input: 'number | string', output: 'number' },
      JSON: 'unknown',
      JSONObject: 'Record<string, unknown>',
    },
  };
}

function path(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
