/** Everything in this repository that a program writes: run with `npm run generate`, compared in CI. */
import { writeFileSync } from 'node:fs';
import { printSchema } from 'graphql';
import { policyJsonSchema } from './src/auth/policy-file.ts';
import { buildSchema } from './src/graphql/schema.ts';
import { scenarioJsonSchema } from './src/sandbox/scenario/scenario.ts';

write('schema.graphql', printSchema(buildSchema()));
write('policy.schema.json', JSON.stringify(policyJsonSchema(), null, 2));
write('scenario.schema.json', JSON.stringify(scenarioJsonSchema(), null, 2));

function write(name: string, text: string): void {
  writeFileSync(new URL(`schema/${name}`, import.meta.url), `${text}\n`);
}
