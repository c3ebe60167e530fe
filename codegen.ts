/** Everything in this repository that a program writes: run with `npm run generate`, compared in CI. */
import { writeFileSync } from 'node:fs';
import { printSchema } from 'graphql';
import { buildSchema } from './src/graphql/schema.ts';

writeFileSync(new URL('schema/schema.graphql', import.meta.url), `${printSchema(buildSchema())}\n`);
