/** Everything in this repository that a program writes: run with `npm run generate`, compared in CI. */
import { writeFileSync } from 'node:fs';
import { printSchema } from 'graphql';
import { policyJsonSchema } from './src/auth/policy-file.ts';
import { catalogJsonSchema } from './src/connectors/catalog.ts';
import { catalogConfigJsonSchema } from './src/connectors/catalog-config.ts';
import { formatJson } from './src/connectors/json-text.ts';
import { buildSchema } from './src/graphql/schema.ts';
import { scenarioJsonSchema } from './src/sandbox/scenario/scenario.ts';

write('schema.graphql', `${printSchema(buildSchema())}\n`);
write('policy.schema.json', `${JSON.stringify(policyJsonSchema(), null, 2)}\n`);
write('scenario.schema.json', `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
write('catalog.schema.json', formatJson(catalogJsonSchema()));
write('connectors.schema.json', formatJson(catalogConfigJsonSchema()));

function write(file: string, text: string): void {
  writeFileSync(new URL(`schema/${file}`, import.meta.url), text);
}
